// Tests run in the sandbox, in each language that is on this machine. Left out where the kernel cannot seal and under sanitizers.
#include "skills/code/run.h"
#include "base/sanitized_testing.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/folder_testing.h"
#include "base/json.h"
#include "base/messages/skill_code.h"
#include "base/sandbox.h"
#include "base/sealed_program.h"
#include "skills/registry.h"

namespace tinybrain::skills::code {
namespace {

bool cannot_run(const char* program) {
  return testing::kSanitized || !sandbox_support().whole() || system_program(program).empty();
}

std::string kinds(const TestRun& run) {
  std::string all;
  for (const TestResult& t : run.tests) all += "+-."[static_cast<size_t>(t.kind)];
  return all;
}

std::string said(const TestRun& run, size_t test) {
  return run.tests.at(test).error.in(Language::en);
}

constexpr auto kPython = CodeLanguage::python;
constexpr auto kJs = CodeLanguage::javascript;
constexpr auto kCpp = CodeLanguage::cpp;

}  // namespace

TEST_CASE("run: Python tests, what they got and where") {
  if (cannot_run("python3")) return;
  const std::string program =
      "def f(x):\n    if x > 2:\n        return x / 0\n    return x + 1\nprint('hello')\n";
  const TestRun run = run_tests(
      kPython, program,
      {{"assert f(1) == 2", "assert f(1) == 3", "assert f(3) == 4", "assert _same(f(2), '3')",
        "assert g(1)", "from program import f\nassert f(0) == 1", "assert f("},
       ""},
      10);
  CHECK(run.problem.empty());
  CHECK(kinds(run) == "+--+-+-");
  CHECK(run.passed() == 3);
  CHECK(said(run, 1) == "got 2, expected 3");
  CHECK(said(run, 2).find("ZeroDivisionError") == 0);
  CHECK(run.tests[2].line == 3);
  CHECK(run.said == "hello\n");
  CHECK(run.first_failed() == &run.tests[1]);
  const TestRun broken = run_tests(kPython, "def f(:\n", {{"assert f(1) == 2"}, ""}, 10);
  CHECK(broken.problem.in(Language::en).find("SyntaxError") == 0);
  CHECK(broken.problem_line == 1);
  CHECK(kinds(broken) == ".");
  CHECK(!broken.all_passed());
}

TEST_CASE("run: a program that never ends, ends the run, or writes too much fails its test only") {
  if (cannot_run("python3")) return;
  const std::string program =
      "import os, sys\ndef f(): pass\ndef loop():\n    while True: pass\n"
      "def leave(): os._exit(0)\ndef shout():\n    while True: print('x' * 1000)\n";
  const TestRun run = run_tests(kPython, program, {{"assert f() is None", "loop()", "f()"}, ""}, 2);
  CHECK(kinds(run) == "+-.");
  CHECK(run.tests[1].error.own == &msg::kCodeTooLong);
  CHECK(said(run, 1) != run.tests[1].error.in(Language::ko));
  const TestRun left = run_tests(kPython, program, {{"leave()", "f()"}, ""}, 5);
  CHECK(kinds(left) == "-.");
  CHECK(left.tests[0].error.own == &msg::kCodeEndedEarly);
  const TestRun loud = run_tests(kPython, program, {{"shout()"}, ""}, 5);
  CHECK(loud.tests[0].error.own == &msg::kCodeTooMuchOutput);
  CHECK(loud.said.size() < 10000);
  CHECK(kinds(run_tests(kPython, program, {{"sys.exit()", "f()"}, ""}, 5)) == "-+");
}

TEST_CASE("run: a file of Python's unittest") {
  if (cannot_run("python3")) return;
  const std::string tests =
      "import unittest\nimport program\n\nclass T(unittest.TestCase):\n"
      "    def test_it(self):\n        self.assertEqual(program.f(1), 2)\n";
  CHECK(kinds(run_tests(kPython, "def f(x):\n    return x + 1\n", {{}, tests}, 10)) == "+");
  const TestRun run = run_tests(kPython, "def f(x):\n    return x.y\n", {{}, tests}, 10);
  CHECK(kinds(run) == "-");
  CHECK(run.tests[0].line == 2);
  CHECK(kinds(run_tests(kPython, "def f(x):\n    return x + 1\n", {{"assert f(1) == 2"}, tests},
                        10)) == "++");
}

TEST_CASE("run: JavaScript") {
  if (cannot_run("node")) return;
  const std::string program =
      "function f(x) {\n  if (x > 2) throw new Error('no');\n  return x + 1;\n}\nconst g = 5;\n";
  const TestRun run =
      run_tests(kJs, program,
                {{"assert.equal(f(1), 2)", "assert.equal(f(1), 3)", "f(3)", "assert(g === 5)",
                  "(async () => { assert.equal(await Promise.resolve(1), 2); })()"},
                 ""},
                20);
  CHECK(run.problem.in(Language::en) == "");
  CHECK(kinds(run) == "+--+-");
  CHECK(run.tests[2].line == 2);
  CHECK(said(run, 2) == "Error: no");
  const TestRun exported =
      run_tests(kJs, "exports.h = () => 3;\n", {{"assert.equal(h(), 3)"}, ""}, 20);
  CHECK(kinds(exported) == "+");
  const TestRun broken = run_tests(kJs, "function f( {\n", {{"f()"}, ""}, 20);
  CHECK(broken.problem.in(Language::en).find("SyntaxError") == 0);
  CHECK(broken.problem_line > 0);
  CHECK(kinds(run_tests(kJs, program, {{}, "console.log('x'); process.exit(3)"}, 20)) == "-");
  const auto notes = check_syntax(kJs, "let x = ;\n");
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].line == 1);
}

TEST_CASE("run: C++") {
  if (cannot_run("g++")) return;
  const std::string program =
      "#include <vector>\n#include <stdexcept>\nint f(int x) {\n  if (x > 2) throw "
      "std::runtime_error(\"no\");\n  return x + 1;\n}\nint main() { return 1; }\n";
  const TestRun run = run_tests(
      kCpp, program,
      {{"assert(f(1) == 2)", "assert(f(1) == 3)", "f(3)", "int* p = nullptr; *p = 1;", "f(1)"}, ""},
      20);
  CHECK(run.problem.in(Language::en) == "");
  CHECK(kinds(run) == "+---.");
  CHECK(said(run, 1) == "not true: f(1) == 3");
  CHECK(said(run, 2) == "no");
  const TestRun broken = run_tests(kCpp, "int f(int x) {\n  return y;\n}\n", {{"f(1)"}, ""}, 20);
  CHECK(broken.problem_line == 2);
  CHECK(kinds(run_tests(kCpp, "int f() { return 4; }\n",
                        {{}, "#include \"program.cpp\"\nint main() { return f() == 4 ? 0 : 1; }\n"},
                        20)) == "+");
  const auto wrong = check_syntax(kCpp, "int f() { return y; }\n");
  REQUIRE(wrong.size() >= 1);
  CHECK(wrong[0].error);
  CHECK(wrong[0].line == 1);
  const auto warned = check_syntax(kCpp, "int f(int unused) { int x; return 1; }\n");
  REQUIRE(warned.size() == 2);
  CHECK(!warned[0].error);
}

TEST_CASE("run: the syntax alone, and what is not there") {
  if (cannot_run("python3")) return;
  CHECK(check_syntax(kPython, "x = 1\n").empty());
  const auto notes = check_syntax(kPython, "x = 1\nif x:\ny = 2\n");
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].line == 3);
  CHECK(notes[0].error);
  const std::filesystem::path folder = std::filesystem::path(TINYBRAIN_SOURCE_DIR) / "skills/code";
  const Json result = open(folder, {}, nullptr, Json(Json::Object{}))
                          .call("find_bug", Json::parse(R"({"run": true, "code_language": "python",
                            "program": "def f(x):\n    return x - 1\n", "tests": ["assert f(1) == 2"]})"));
  CHECK(result.at("says").as_string() == "test 1 of 1 fails: got 0, expected 2");
  CHECK(result.find("text") == nullptr);
  CHECK(result.at("tests").as_array()[0].at("result").as_string() == "failed");
}

}  // namespace tinybrain::skills::code
