// The kinds of skills that this program has code for, and the opening of a skill's folder.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "skills/skill.h"

namespace tinybrain::skills {

// A skill as opened, with what its folder says.
struct Opened {
  std::unique_ptr<Manifest> manifest;
  std::unique_ptr<Skill> skill;

  // {"name", "kind", "about": {"en", "ko"}, "tools": [{"name", "en", "ko", "arguments"}], "data", "purposes", "model",
  // "intents", "slots", "limits", "sample"}
  Json info() const;
  // Error{not_found}: no such tool; {bad_argument}: arguments that are not as its schema has them. As of Skill::call.
  Json call(const std::string& tool, const Json& arguments) const;
  // One of the app's own, or in place of the skill's of that name. run: arguments, checked, to a result, an object.
  using AppTool = std::function<Json(const Json& arguments)>;
  void add_tool(Tool tool, AppTool run);

  std::map<std::string, AppTool> app_tools;  // by name

  bool sample = false;
};

// data: "" = the sample that came along. options: of the skill, and "sample": true = data is a copy of the sample,
// which may be written. Errors as of read_manifest; Error{not_found}: a file that it reads is not there.
Opened open(const std::filesystem::path& folder, const std::filesystem::path& data, Vault* vault,
            const Json& options);

}  // namespace tinybrain::skills
