// The cases of a skill, eval/cases.jsonl: what is asked or called, and what must come of it.
//
//   {"ask": "plan my week", "expect": {"tool": "plan_week", "arguments.minutes": 45}}
//   {"call": "meals", "arguments": {"days": 2}, "expect": {"days.*.kcal": {"most": 2200}}, "measure": "meals"}
//   {"call": "meals", "arguments": {"days": 0}, "error": "bad_argument"}
//
// A path names a member, an element by its number, or every element by '*'. Beside it stands the value, or tests of it:
// is, has (a part of a text, an element), lacks, least, most, length, there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/json.h"

namespace tinybrain::home {

struct SkillCase {
  uint64_t line = 0;       // in the file, from 1
  std::string ask;         // a request in words; "" = a tool is called
  std::string tool;        // that is called
  Json arguments, expect;  // objects
  std::string error;       // "bad_argument", ...: that it must fail with; "" = it must not
  std::string measure;     // what it counts to besides all cases; "" = nothing
  std::string about() const;
};

// Error{not_found}; Error{bad_file} names the line and what is wrong with it.
std::vector<SkillCase> read_cases(const std::filesystem::path& file);

// In what a result differs from what a case expects, in the user's language; "" = in nothing.
std::string differs(const Json& result, const Json& expect);
// Whether an expectation is about the result of the tool that a request calls: a path "result...".
bool wants_result(const Json& expect);

}  // namespace tinybrain::home
