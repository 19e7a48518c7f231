// The skill for programs in Python, JavaScript and C++: complete, explain, find the bug, fix and write with tests that run in
// a sandbox, test, and style. The model proposes text; code runs, judges and says what changed.
#pragma once

#include <memory>

#include "skills/skill.h"

namespace tinybrain::skills::code {

// options: "may_run": false = nothing is run, whoever asks.
std::unique_ptr<Skill> make_code(const Opening& opening);

}  // namespace tinybrain::skills::code
