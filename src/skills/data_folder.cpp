#include "skills/data_folder.h"

#include <system_error>

#include "base/error.h"
#include "base/messages/skills.h"

namespace tinybrain::skills {

namespace fs = std::filesystem;

fs::path DataFolder::file(const std::string& name) const {
  const fs::path path(name);
  if (name.empty() || path.filename() != path || name == "." || name == "..")
    throw Error(Code::bad_argument, msg::kSkillFileName, name);
  return path_ / path;
}

fs::path DataFolder::file_to_write(const std::string& name) const {
  fs::path path = file(name);
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(path_, error);
  if (folder.filename() == "sample" && fs::exists(folder.parent_path() / "skill.toml", error))
    throw Error(Code::bad_argument, msg::kSkillSampleKept, folder.string());
  return path;
}

}  // namespace tinybrain::skills
