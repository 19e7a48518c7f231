// What runs the tests of a program inside of the sandbox: a small program of each language that loads the one under test, runs
// one test after another and writes what came out to a file, a line each. The program under test lies in the same process, so
// its word is not taken: a line counts when it begins with a token that was read and removed before the program was loaded,
// and what a Python test expects never comes near the program (harness_python.cpp).
#pragma once

#include <string>
#include <vector>

#include "skills/code/language.h"

namespace tinybrain::skills::code {

inline constexpr const char* kReport = "report.jsonl";
// Each line: the token, a space, and
// {"program": true} once it is loaded, else {"program": false, "line", "error"}; for each test {"begin": number}, then
// {"test": number, "passed", "line" of the program, "error"}, or {"test": number, "values": text} for the judge. Numbers from 0.
inline constexpr const char* kTokenFile = "token";  // the token alone, written just before the run
inline constexpr const char* kTestsFile =
    "tests.json";  // Python and JavaScript: the tests, a list of texts

struct HarnessFile {
  std::string name, content;
};
HarnessFile python_harness();
HarnessFile javascript_harness();
// To compile together; the program and the tests are in the second, which must not see the first. salt: part of the names in
// them, which nobody can guess.
std::vector<HarnessFile> cpp_harness(const std::vector<std::string>& tests,
                                     const std::string& salt);

// Compares the values that a Python program gave with what the tests expect. It reads kTestsFile and kAnswersFile, a list of
// the "values" of each test or null, writes lines as above, and never loads the program.
HarnessFile python_judge();
inline constexpr const char* kAnswersFile = "answers.json";

// For a whole file of tests, test_program.py or test_program.js: to run, and to load before it. It writes the token when all
// went well and the file came to its end.
HarnessFile python_file_harness();
HarnessFile javascript_file_harness();

}  // namespace tinybrain::skills::code
