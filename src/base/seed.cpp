#include "base/seed.h"

#include <filesystem>
#include <system_error>

#include "base/error.h"
#include "base/messages/base.h"

namespace tinybrain {

namespace fs = std::filesystem;

std::string seed_brain() {
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  std::string looked;
  for (const fs::path& folder : {fs::path("brains/seed"), program / "../brains/seed",
                                 program / "../share/tinybrain/brains/seed"}) {
    if (fs::exists(folder / "model.gguf", ignored)) return folder.lexically_normal().string();
    looked += (looked.empty() ? "" : ", ") + folder.lexically_normal().string();
  }
  throw Error(Code::not_found, msg::kSeedMissing, looked);
}

}  // namespace tinybrain
