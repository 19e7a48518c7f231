// Programs as text: code in replies, examples, differences, style; the loop with a model that says what it is told to say; and the
// skill with a tiny model.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/folder_testing.h"
#include "skills/code/loop.h"
#include "skills/code/style.h"
#include "skills/code/text.h"
#include "skills/registry.h"

namespace tinybrain::skills::code {
namespace {

using testing::code_of;
namespace fs = std::filesystem;
constexpr auto kPython = CodeLanguage::python;

const fs::path kFolder = fs::path(TINYBRAIN_SOURCE_DIR) / "skills/code";
const std::string kTiny = std::string(TINYBRAIN_SOURCE_DIR) + "/tests/data/models/llama";

// Says one prepared reply after another, and remembers what it was asked.
class Prepared : public Writer {
 public:
  explicit Prepared(std::vector<std::string> replies) : replies_(std::move(replies)) {}
  Writing reply(const std::vector<WriterTurn>& turns, const WriterWish& wish) override {
    asked.push_back(turns);
    wishes.push_back(wish);
    return {replies_.at(asked.size() - 1), true, 10};
  }
  Writing go_on(std::string_view, const WriterWish&) override { return {}; }
  std::optional<Writing> fill(std::string_view, std::string_view, const WriterWish&) override {
    return std::nullopt;
  }
  std::vector<std::vector<WriterTurn>> asked;
  std::vector<WriterWish> wishes;

 private:
  std::vector<std::string> replies_;
};

TestRun run_of(const std::string& program) {
  TestRun run;
  for (const char* test : {"one", "two"}) {
    TestResult t{.test = test, .error = {}};
    t.kind = program.find(test) != std::string::npos ? TestResult::Kind::passed
                                                     : TestResult::Kind::failed;
    if (t.kind == TestResult::Kind::failed) t.error = {"got nothing"};
    run.tests.push_back(t);
  }
  return run;
}

std::string rules(CodeLanguage language, std::string_view program) {
  std::string all;
  for (const Finding& f : check_style(language, program, {}))
    all += (all.empty() ? "" : " ") + std::to_string(f.line) + ":" + f.rule;
  return all;
}

Json call(const char* tool, const Json& arguments, LoadedModel* model = nullptr) {
  const Opened opened = open(kFolder, {}, nullptr, Json(Json::Object{}));
  opened.skill->use_model(model);
  return opened.call(tool, arguments);
}

}  // namespace

TEST_CASE("code: the program in a reply") {
  CHECK(code_in("Sure:\n```python\ndef f():\n    return 1\n```\nDone.", kPython) ==
        "def f():\n    return 1\n");
  CHECK(code_in("```py\nx = 1", kPython) == "x = 1\n");
  CHECK(code_in("```bash\npip install x\n```\n```python\ndef f(): pass\n```", kPython) ==
        "def f(): pass\n");
  CHECK(code_in("```\nf(1)\n```\nor\n```python\ndef f(x):\n  return x\ndef g(): pass\n```",
                kPython) == "def f(x):\n  return x\ndef g(): pass\n");
  CHECK(code_in("Here it is.\nimport os\nprint(os)\n", kPython) == "import os\nprint(os)\n");
  CHECK(code_in("I cannot do that.", kPython).empty());
  CHECK(code_in("```\n\n```", kPython).empty());
  CHECK(code_in("", kPython).empty());
  CHECK(code_in("```js\nconst f = 1;\n```", CodeLanguage::javascript) == "const f = 1;\n");
}

TEST_CASE("code: which language a program is in") {
  CHECK(language_like("def f(x):\n    return x\n") == kPython);
  CHECK(language_like("const f = (x) => x;\n") == CodeLanguage::javascript);
  CHECK(language_like("#include <vector>\nint f() { return 1; }\n") == CodeLanguage::cpp);
  CHECK(language_like("") == kPython);
  CHECK(language_named("C++")->language == CodeLanguage::cpp);
  CHECK(language_named("rust") == nullptr);
}

TEST_CASE("code: examples of a docstring become tests") {
  const auto examples =
      examples_in("  >>> x = 2\n  >>> f(x)\n  4\n  >>> g('a')\n  'b'\n\n  >>> h()\n\"\"\"");
  REQUIRE(examples.size() == 2);
  CHECK(examples[0] == "x = 2\nassert _same(f(x), \"4\")");
  CHECK(examples[1] == "assert _same(g('a'), \"'b'\")");
  CHECK(examples_in("no examples").empty());
  CHECK(examples_in(">>> f(1) == 2\n") == std::vector<std::string>{"assert f(1) == 2"});
  CHECK(shown_test(examples[1]) == ">>> g('a')\n'b'");
  CHECK(shown_test("assert f(1) == 2") == "assert f(1) == 2");
  CHECK(without_own_tests("def f(): pass\n\n# Tests\nassert f() == 1\nassert f()\n") ==
        "def f(): pass\n");
  CHECK(without_own_tests("assert True\n") == "assert True\n");
  CHECK(without_own_tests("def f(): pass\n# end\n") == "def f(): pass\n# end\n");
}

TEST_CASE("code: what changed, as a unified diff") {
  CHECK(diff_of("a\nb\n", "a\nb\n", "p").empty());
  CHECK(diff_of("a\nb\nc\n", "a\nx\nc\n", "p") ==
        "--- p\n+++ p\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n");
  CHECK(diff_of("", "a\n", "p") == "--- p\n+++ p\n@@ -0,0 +1,1 @@\n+a\n");
  std::string before, after;
  for (int i = 0; i < 40; ++i) {
    before += std::to_string(i) + "\n";
    after += (i == 2 || i == 30 ? "changed" : std::to_string(i)) + "\n";
  }
  const std::string diff = diff_of(before, after, "p");
  CHECK(diff.find("@@ -1,6 +1,6 @@") != std::string::npos);
  CHECK(diff.find("@@ -28,7 +28,7 @@") != std::string::npos);
}

TEST_CASE("code: the loop goes on until the tests pass, and tells the model what failed") {
  Job job;
  job.program = "nothing";
  Prepared writer({"I do not know.", "```python\none\n```", "```python\none two\n```"});
  const LoopResult r = propose(writer, job, {.rounds = 5, .seed = 7}, run_of);
  CHECK(r.done);
  REQUIRE(r.proposals.size() == 3);
  CHECK(r.best == 2);
  CHECK(r.given->passed() == 0);
  CHECK(r.proposals[0].program.empty());
  CHECK(writer.asked[0].back().text.find("This test fails: one\ngot nothing") != std::string::npos);
  CHECK(writer.wishes[0].temperature == 0);
  CHECK(writer.wishes[1].temperature > 0);
  CHECK(writer.wishes[2].seed == 9);
}

TEST_CASE("code: the loop keeps the best proposal, and asks nothing when all is well") {
  Job job;
  job.task = "do it";
  job.tests.lines = {"one", "two"};
  Prepared writer({"```\none\n```", "```\nthree\n```", "```\nfour\n```"});
  const LoopResult r = propose(writer, job, {.rounds = 3}, run_of);
  CHECK(!r.done);
  CHECK(r.best == 0);
  // The second time with what failed, the third from the beginning.
  CHECK(writer.asked[1].size() == 4);
  CHECK(writer.asked[1].back().text.find("This test fails: two") != std::string::npos);
  CHECK(writer.asked[2].size() == 2);
  job.program = "one two";
  Prepared silent({});
  CHECK(propose(silent, job, {}, run_of).given_passes());
  // Without leave to run, one proposal.
  Prepared once({"```\none\n```"});
  const LoopResult only = propose(once, job, {}, {});
  CHECK(only.proposals.size() == 1);
  CHECK(!only.done);
  CHECK(!only.given);
}

TEST_CASE("code: single lines are written anew, the one that failed first") {
  class Filling : public Prepared {
   public:
    using Prepared::Prepared;
    std::optional<Writing> fill(std::string_view before, std::string_view after,
                                const WriterWish&) override {
      places.emplace_back(before, after);
      return Writing{places.size() == 1 ? "return one" : " one two # new", true, 5};
    }
    std::vector<std::pair<std::string, std::string>> places;
  };
  Job job;
  job.program = "# what\ndef f(x):\n    y = x\n    return one\n";
  job.task = "Add.";
  CHECK(lines_to_refill(job, 4, 9) == std::vector<size_t>{4, 3});
  CHECK(lines_to_refill(job, 0, 1) == std::vector<size_t>{3});
  Filling writer({"```python\nnothing\n```"});
  const LoopResult r = propose(writer, job, {.rounds = 2}, [](const std::string& program) {
    TestRun run = run_of(program);
    if (run.first_failed()) run.tests[1].line = 4;
    return run;
  });
  CHECK(r.done);
  REQUIRE(writer.places.size() == 2);
  CHECK(writer.places[0].first == "# Add.\n# what\ndef f(x):\n    y = x\n    ");
  CHECK(writer.places[0].second == "\n");
  // The first time it wrote what was there: nothing to try.
  REQUIRE(r.proposals.size() == 2);
  CHECK(r.proposals[1].line == 3);
  CHECK(r.proposals[1].program == "# what\ndef f(x):\n    one two # new\n    return one\n");
}

TEST_CASE("code: style of Python") {
  CHECK(rules(kPython, "import os\nimport sys as s\n\nprint(s.argv)\n") == "1:unused-import");
  CHECK(rules(kPython, "from a import (b,\n               c)\n\nb()\n") == "1:unused-import");
  CHECK(rules(kPython, "import os  # noqa\nfrom __future__ import annotations\n").empty());
  CHECK(rules(kPython, "import os\n__all__ = ['os']\n").empty());
  CHECK(rules(kPython, "from a import *\n") == "1:star-import");
  CHECK(rules(kPython, "def doIt(a=[]):\n   return a == None \n") ==
        "1:mutable-default 1:name 2:trailing-space 2:indentation 2:none");
  CHECK(rules(kPython, "try:\n\tf()\nexcept:\n    pass") == "2:tab 3:bare-except 4:final-newline");
  CHECK(rules(kPython, "x = f(1,\n      2)\ns = '''\n  text == None\n'''\n").empty());
  CHECK(rules(kPython, "x = 1\n\n\n\ny = 2\n") == "4:blank-lines");
  CHECK(rules(kPython, std::string(101, 'x') + "\n") == "1:line-length");
  CHECK(rules(kPython, "x = '" + std::string(90, 'x') + "'  # 한글한글한글\n") == "1:line-length");
  CHECK(rules(kPython, "class my_class:\n    pass\r\n") == "1:name");
  CHECK(rules(kPython, "").empty());
}

TEST_CASE("code: style of JavaScript and C++") {
  constexpr auto kJs = CodeLanguage::javascript;
  CHECK(rules(kJs, "import { a, b as c } from 'x';\nvar y = a == 1;\n") ==
        "1:unused-import 2:var 2:equality");
  CHECK(rules(kJs, "const fs = require('fs');\nconst s = /\"==/.test(`a == ${1}`);\n") ==
        "1:unused-import");
  CHECK(rules(kJs, "function Do_it() {\n   return a === b;\n}\n") == "1:name 2:indentation");
  CHECK(rules(CodeLanguage::cpp,
              "#include <a>\nusing namespace std;\nint* p = NULL;  // NULL\nconst char* s = "
              "R\"(NULL)\";\n"
              "class A {\n public:\n  int x = 1'000;\n};\n") == "2:using-std 3:null");
  for (const auto language : {kPython, kJs, CodeLanguage::cpp})
    for (const char* odd : {"'", "\"", "/*", "`", "R\"", "\\", "/", "'''", "\xff\xfe", "(\n"})
      check_style(language, odd, {});
}

TEST_CASE("code: findings in Korean, and a note when there are none") {
  Json a;
  a.set("program", "import os\n").set("language", "ko");
  const Json result = call("style", a);
  REQUIRE(result.at("findings").as_array().size() == 1);
  CHECK(result.at("findings").as_array()[0].at("text").as_string().find("os") != std::string::npos);
  CHECK(result.at("code_language").as_string() == "python");
  CHECK(call("style", Json::parse(R"({"program": "x = 1\n"})")).at("findings").as_array().empty());
}

TEST_CASE(
    "code: without a model it says which to get; with one it writes, and runs nothing unasked") {
  const Json a = Json::parse(R"({"program": "def f(x):\n    return x\n"})");
  LoadedModel tiny(kTiny, 1, {});
  CHECK(code_of([&] { call("explain", a); }) == Code::not_found);
  CHECK(code_of([&] { call("fix", a); }) == Code::not_found);
  CHECK(code_of([&] { call("fix", Json(a).set("run", true), &tiny); }) == Code::bad_argument);
  const Json completed = call("complete", Json::parse(R"({"before": "x", "most": 4})"), &tiny);
  CHECK(completed.at("filled").as_bool() == false);
  CHECK(completed.at("completion").is_string());
  const Json around =
      call("complete", Json::parse(R"({"before": "x", "after": "y", "most": 4})"), &tiny);
  CHECK(around.at("note").is_string());
  CHECK(code_of([&] { call("test", Json(a).set("examples", true).set("code_language", "cpp")); }) ==
        Code::bad_argument);
  CHECK(code_of([&] { call("test", a); }) == Code::bad_argument);
  const Opened closed = open(kFolder, {}, nullptr, Json::parse(R"({"may_run": false})"));
  CHECK(code_of([&] { closed.call("test", a); }) == Code::unsupported);
  for (const char* tool : {"fix", "find_bug", "style"})
    CHECK(code_of([&] { closed.call(tool, Json(a).set("run", true)); }) == Code::unsupported);
}

}  // namespace tinybrain::skills::code
