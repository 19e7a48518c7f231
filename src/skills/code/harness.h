// What runs the tests of a program inside of the sandbox: a small program of each language that loads the one under test, runs
// one test after another and writes what came out to a file, a line of JSON each.
#pragma once

#include <string>
#include <vector>

#include "skills/code/language.h"

namespace tinybrain::skills::code {

inline constexpr const char* kReport = "report.jsonl";
// {"program": true} once it is loaded, else {"program": false, "line", "error"}; for each test {"begin": number}, then
// {"test": number, "passed", "line" of the program, "error"}. Numbers from 0.

// The file's content. python, javascript: runs the tests in tests.json. cpp: the tests are compiled in.
std::string harness_of(CodeLanguage language, const std::vector<std::string>& tests);
const char* harness_file(CodeLanguage language);

}  // namespace tinybrain::skills::code
