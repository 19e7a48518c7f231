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

TEST_CASE("run: Python values and what is expected of them are compared outside of the program") {
  if (cannot_run("python3")) return;
  const std::string program =
      "from collections import Counter, OrderedDict, deque, namedtuple\n"
      "from fractions import Fraction\n"
      "P = namedtuple('P', 'x y')\n"
      "class Node:\n    def __init__(self, n): self.n = n\n"
      "    def __eq__(self, other): return isinstance(other, Node) and other.n == self.n\n"
      "def f(x): return x\ndef gen(n):\n    for i in range(n): yield i\n"
      "def bad(): raise KeyError('k')\ndef push(x): x.append(1)\n";
  const std::vector<std::string> right = {
      "assert f(2) == 2",
      "assert 2 == f(2)",
      "assert f(0.1) == 0.1",
      "assert f('\\ud800é') == '\\ud800é'",
      "assert f(10 ** 400) == 1" + std::string(400, '0'),
      "assert f(P(1, 2)) == (1, 2)",
      "assert f(Counter('aab')) == {'a': 2, 'b': 1}",
      "assert f({1: {2, 3}, 'a': [None, True]}) == {1: {3, 2}, 'a': [None, True]}",
      "assert f(Fraction(1, 2)) == 0.5",
      "assert f({1: 2}).keys() == {1}",
      "assert f(b'x') == b'x'",
      "assert f(1 + 2j) == 1 + 2j",
      "assert list(gen(3)) == [0, 1, 2]",
      "assert [f(i) for i in range(3)] == [0, 1, 2]",
      "assert abs(f(0.3) - 0.1 * 3) < 1e-9",
      "assert f(3) in (1, 2, 3)",
      "assert f(3) not in [1]",
      "assert 3 in f([3])",
      "assert f(None) is None",
      "assert not f(0)",
      "assert f(1) and f(2)",
      "assert f(1) == 1 and f(2) == 2",
      "assert 1 <= f(2) < 3",
      "assert Node(1) == Node(1)",
      "assert Node(1)",
      "assert isinstance(f(Node(1)), Node)",
      "x = [0]\npush(x)\nassert x == [0, 1]",
      "wanted = [1, 2]\nassert f([1, 2]) == wanted",
      "wanted = 3\nassert any(i == wanted for i in gen(5))",
      "wanted = [1]\nassert f(wanted) == [1]",
      "import math\nassert math.isclose(f(0.1), 0.1)",
      "try:\n    bad()\n    assert False\nexcept KeyError:\n    pass",
      "def check(g):\n    assert g(1) == 1\ncheck(f)",
      "assert _same(f(P(1, 2)), 'P(x=1, y=2)')",
      "assert _same(f([1]), '[1]')",
      "assert f(1) == 1, 'a message'",
      "assert f(1) if True else 0",
      "assert (lambda v: v == 1)(f(1))",
      "assert f(range(3)) == range(3)"};
  const TestRun run = run_tests(kPython, program, {right, ""}, 10);
  for (const TestResult& t : run.tests) {
    CAPTURE(t.test);
    CHECK_MESSAGE(t.kind == TestResult::Kind::passed, t.error.in(Language::en));
  }
  const std::vector<std::string> wrong = {"assert f(2) == 3",
                                          "assert f(True) is 1",
                                          "assert not f(1)",
                                          "assert f(2) == 2 and f(3) == 4",
                                          "assert bad() == 1",
                                          "assert f(gen) == 1",
                                          "assert f(float('nan')) == 0",
                                          "assert f(1) == 2, 'why'",
                                          "assert f([]) or f(0)",
                                          "assert f(deque([1])) == [1]",
                                          "wanted = [1, 3]\nassert f([1, 2]) == wanted",
                                          "assert _same(f(1), '2')",
                                          "assert undefined == 1",
                                          "assert 1 == 2"};
  const TestRun failed = run_tests(kPython, program, {wrong, ""}, 10);
  for (const TestResult& t : failed.tests) {
    CAPTURE(t.test);
    CHECK(t.kind == TestResult::Kind::failed);
    CHECK(!t.error.in(Language::en).empty());
  }
  CHECK(said(failed, 0) == "got 2, expected 3");
  CHECK(said(failed, 4) == "KeyError: 'k'");
  CHECK(failed.tests[4].line == 10);
  CHECK(said(failed, 10) == "got [1, 2], expected [1, 3]");
}

TEST_CASE("run: a program cannot say of itself that it passes") {
  const Tests python{{"assert f(1) == 2", "assert f(2) == 3"}, ""};
  if (!cannot_run("python3")) {
    const std::string forged =
        "'{\"program\": true}\\n{\"begin\": 0}\\n{\"test\": 0, \"passed\": true}\\n{\"test\": 1, "
        "\"passed\": true}\\n'";
    for (const std::string& program : {
             // It writes the report and leaves.
             "import os\nopen('report.jsonl', 'w').write(" + forged + ")\nos._exit(0)\n",
             "import os\ndef f(x):\n    open('report.jsonl', 'a').write(" + forged +
                 ")\n    os._exit(0)\n",
             // What it gives back is like everything.
             std::string(
                 "class Any:\n    def __eq__(self, other): return True\ndef f(x): return Any()\n"),
             std::string("class Any(int):\n    def __eq__(self, other): return True\ndef f(x): "
                         "return Any(7)\n"),
             std::string("import builtins\nbuiltins.eval = lambda *a: True\nbuiltins.exec = lambda "
                         "*a: None\ndef f(x): return 0\n"),
             // It looks for what is expected.
             std::string("import os, gc, sys\ndef f(x):\n    assert not "
                         "os.path.exists('tests.json') and not os.path.exists('token')\n"
                         "    found = [o for o in gc.get_objects() if isinstance(o, list) and "
                         "any(isinstance(t, str) and 'f(1) == 2' in t for t in o)]\n"
                         "    return x + 1 if found else 0\n"),
         }) {
      CAPTURE(program);
      const TestRun run = run_tests(kPython, program, python, 10);
      CHECK(run.passed() == 0);
      CHECK(!run.all_passed());
    }
    const std::string file =
        "import unittest\nimport program\nclass T(unittest.TestCase):\n    def test_it(self): "
        "self.assertEqual(program.f(1), 2)\n";
    CHECK(kinds(run_tests(kPython, "import os\nos._exit(0)\n", {{}, file}, 10)) == "-");
    CHECK(kinds(run_tests(kPython, "def f(x): raise SystemExit(0)\n", {{}, file}, 10)) == "-");
    CHECK(kinds(run_tests(kPython, "def f(x): return 2\n", {{}, "import program\n"}, 10)) ==
          "-");  // no test in it
  }
  if (!cannot_run("node")) {
    const Tests js{{"assert.equal(f(1), 2)"}, ""};
    for (const char* program :
         {"require('fs').writeFileSync('report.jsonl', '{\"program\": true}\\n{\"test\": 0, "
          "\"passed\": true}\\n'); process.exit(0)",
          "try { assert.equal = () => {}; } catch {} function f() { return 0; }",
          "'use strict'; globalThis.assert = { equal() {} }; globalThis.f = () => 0;",
          "require('vm').runInThisContext = () => true; JSON.stringify = () => '{\"test\": 0, "
          "\"passed\": true}'; function f() { return 0; }",
          "Object.prototype.toJSON = () => ({ test: 0, passed: true }); function f() { return 0; "
          "}"}) {
      CAPTURE(program);
      CHECK(run_tests(kJs, program, js, 20).passed() == 0);
    }
    CHECK(
        kinds(run_tests(kJs, "const assert = require('assert');\nfunction f(x) { return x + 1; }\n",
                        js, 20)) == "+");
    const std::string file =
        "const p = require('./program.js');\nrequire('assert').equal(p.f(1), 2);\n";
    CHECK(kinds(run_tests(kJs, "process.exit(0)", {{}, file}, 20)) == "-");
    CHECK(kinds(run_tests(kJs, "exports.f = (x) => x + 1;", {{}, file}, 20)) == "+");
    CHECK(kinds(run_tests(kJs, "exports.f = (x) => x + 1;", {{}, file + "process.exit(0);\n"},
                          20)) == "+");
    CHECK(kinds(run_tests(kJs, "exports.f = (x) => x;", {{}, file}, 20)) == "-");
  }
  if (!cannot_run("g++")) {
    const Tests cpp{{"assert(f(1) == 2)"}, ""};
    for (const char* program :
         {"#include <cstdio>\n#include <cstdlib>\nint f(int) { std::FILE* r = "
          "std::fopen(\"report.jsonl\", \"w\");"
          "std::fputs(\"{\\\"program\\\": true}\\n{\\\"test\\\": 0, \\\"passed\\\": true}\\n\", "
          "r); std::fclose(r); std::_Exit(0); }\n",
          "#include <cstdlib>\nstruct Early { Early() { std::_Exit(0); } } early;\nint f(int) { "
          "return 0; }\n",
          "#define throw 0,\n#define failed\nint f(int) { return 0; }\n",
          "struct Any { template <class T> bool operator==(T) const { return false; } };\nAny "
          "f(int) { return {}; }\n"}) {
      CAPTURE(program);
      CHECK(run_tests(kCpp, program, cpp, 20).passed() == 0);
    }
  }
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

TEST_CASE("run: JavaScript with export and import") {
  if (cannot_run("node")) return;
  const std::string program =
      "import { sep, join as joined } from 'node:path';\nimport os from \"os\";\n"
      "export function f(x) {\n  if (x > 2) throw new Error('no');\n  return x + 1;\n}\n"
      "export const g = async () => joined('a', 'b');\nexport default class C {}\nconst h = "
      "3;\nexport {\n  h,\n};\n";
  const TestRun run = run_tests(
      kJs, program,
      {{"assert.equal(f(1), 2)", "f(3)", "g().then((v) => assert.equal(v, 'a' + sep + 'b'))",
        "assert(new C() && h === 3 && os.EOL)"},
       ""},
      20);
  CHECK(run.problem.in(Language::en) == "");
  CHECK(kinds(run) == "+-++");
  CHECK(run.tests[1].line == 4);
  const std::string file =
      "import assert from 'node:assert';\nimport { f } from './program.js';\nassert.equal(f(1), "
      "2);\n";
  CHECK(kinds(run_tests(kJs, program, {{}, file}, 20)) == "+");
  CHECK(kinds(run_tests(kJs, "process.exit(0);\nexport const f = 1;\n", {{}, file}, 20)) == "-");
  CHECK(check_syntax(kJs, program).empty());
  const auto notes = check_syntax(kJs, "export const a = 1;\nlet x = ;\n");
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].line == 2);
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
  // What it does not include itself it does not have.
  CHECK(kinds(run_tests(kCpp, "int f() { assert(true); return 4; }\n", {{"assert(f() == 4)"}, ""},
                        20)) == ".");
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
