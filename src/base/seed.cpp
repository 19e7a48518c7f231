#include "base/seed.h"

#include <filesystem>
#include <system_error>

#include "base/error.h"
#include "base/messages/base.h"

namespace tinybrain {

namespace fs = std::filesystem;

std::string shipped_file(std::string_view folder, std::string_view file, const Message& missing) {
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  std::string looked;
  for (const fs::path& place :
       {fs::path(folder), program / ".." / folder, program / "../share/tinybrain" / folder}) {
    if (fs::exists(place / file, ignored)) return (place / file).lexically_normal().string();
    looked += (looked.empty() ? "" : ", ") + place.lexically_normal().string();
  }
  throw Error(Code::not_found, missing, looked);
}

std::string seed_brain() {
  return fs::path(shipped_file("brains/seed", "model.gguf", msg::kSeedMissing))
      .parent_path()
      .string();
}

}  // namespace tinybrain
