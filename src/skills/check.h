// Whether a skill's folder is as it should be: its manifest, schemas, examples in both languages, intents that other skills
// have too, and what was measured against its limits.
//
// [limits] of skill.toml: a number is the most that the measure of that name may be, a table says {most = 0.1} or
// {least = 0.9}. eval/report.json: {"measures": {"error": 0.04}}. A skill over a limit does not load.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/json.h"
#include "skills/manifest.h"

namespace tinybrain::skills {

struct Finding {
  bool error = false;  // it must not be packed; else something to look at
  Error what;
};

// others: folders of skills beside it. Nothing is thrown for what a skill's author can put right.
std::vector<Finding> check_skill(const std::filesystem::path& folder,
                                 const std::vector<std::filesystem::path>& others);
// {"good": no errors, "findings": [{"level": "error" or "note", "en", "ko"}]}
Json findings_json(const std::vector<Finding>& findings);

// Error{unsupported} names a measure of eval/report.json that is over its limit; {bad_file}: a report that is none. A limit
// that was not measured passes.
void require_within_limits(const Manifest& manifest);

}  // namespace tinybrain::skills
