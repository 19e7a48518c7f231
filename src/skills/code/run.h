// A program with its tests, and a look at its syntax, in the sandbox (base/sealed_program.h) and nowhere else. How each language is
// run is fixed here: nobody who calls, and no model, has a say in the command.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "skills/code/language.h"

namespace tinybrain::skills::code {

struct Tests {
  std::vector<std::string> lines;  // each a statement of the language, such as "assert f(2) == 4"
  std::string
      file;  // or a whole program of tests: of Python's unittest; else it ends with 0 when all is well
  bool empty() const { return lines.empty() && file.empty(); }
  size_t size() const { return lines.size() + !file.empty(); }
};

// Why something failed: as the language says it, or in words of ours, with a number where they have room for one.
struct Failure {
  std::string said;
  const Message* own = nullptr;
  int number = 0;
  bool empty() const { return said.empty() && !own; }
  std::string in(Language language) const;
};

struct TestResult {
  std::string test;
  enum class Kind { passed, failed, not_run } kind = Kind::not_run;
  size_t line = 0;  // of the program, from 1; 0 = not known
  Failure error;
};

struct TestRun {
  std::vector<TestResult> tests;
  Failure problem;          // why the program could not even be loaded; empty = it could
  size_t problem_line = 0;  // from 1; 0 = not known
  std::string said;         // by the program: the beginning of its output
  double seconds = 0;
  size_t passed() const;
  bool all_passed() const { return !tests.empty() && passed() == tests.size(); }
  const TestResult* first_failed() const;  // nullptr: none
};

// seconds: of the processor, for all tests together; of the clock three times as many. Error{not_found} says which program to install; Error{unsupported}: this
// system cannot seal, and then nothing is run.
TestRun run_tests(CodeLanguage language, const std::string& program, const Tests& tests,
                  unsigned seconds);

struct SyntaxNote {
  size_t line = 0, column = 0;  // from 1; 0 = not known
  bool error = true;            // else a warning
  Failure text;
};
// What Python, node or the C++ compiler says of it without running it. Errors as of run_tests.
std::vector<SyntaxNote> check_syntax(CodeLanguage language, const std::string& program);

}  // namespace tinybrain::skills::code
