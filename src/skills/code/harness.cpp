#include "skills/code/harness.h"

#include "base/format.h"

namespace tinybrain::skills::code {
namespace {

constexpr const char* kPython = R"py(import ast, json, sys, traceback, types

report = open("report.jsonl", "w", encoding="utf-8")

def tell(**what):
    report.write(json.dumps(what) + "\n")
    report.flush()

def line_of(error):
    if isinstance(error, SyntaxError) and error.filename == "program.py":
        return error.lineno or 0
    line = 0
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename == "program.py":
            line = number
    return line

def short(value):
    try:
        return repr(value)[:400]
    except BaseException as error:
        return type(error).__name__

def _same(value, text):
    if repr(value) == text or str(value) == text:
        return True
    try:
        return bool(value == ast.literal_eval(text))
    except (ValueError, SyntaxError):
        return False

class Wrong(Exception):
    pass

def value_of(node, names):
    return eval(compile(ast.Expression(node), "test", "eval"), names)

def run(test, names):
    tree = ast.parse(test)
    last = tree.body[-1] if tree.body else None
    what = last.test if isinstance(last, ast.Assert) else None
    if isinstance(what, ast.Compare) and len(what.ops) == 1 and isinstance(what.ops[0], ast.Eq):
        exec(compile(ast.Module(tree.body[:-1], []), "test", "exec"), names)
        got, wanted = value_of(what.left, names), value_of(what.comparators[0], names)
        if not got == wanted:
            raise Wrong("got " + short(got) + ", expected " + short(wanted))
    elif isinstance(what, ast.Call) and isinstance(what.func, ast.Name) and what.func.id == "_same":
        exec(compile(ast.Module(tree.body[:-1], []), "test", "exec"), names)
        got, wanted = value_of(what.args[0], names), what.args[1].value
        if not _same(got, wanted):
            raise Wrong("got " + short(got) + ", expected " + wanted[:400])
    else:
        exec(compile(tree, "test", "exec"), names)

module = types.ModuleType("program")
sys.modules["program"] = module
try:
    with open("program.py", encoding="utf-8") as file:
        exec(compile(file.read(), "program.py", "exec"), module.__dict__)
except BaseException as error:
    tell(program=False, line=line_of(error), error=f"{type(error).__name__}: {error}"[:800])
    sys.exit(0)
tell(program=True)
module.__dict__["_same"] = _same
with open("tests.json", encoding="utf-8") as file:
    tests = json.load(file)
for number, test in enumerate(tests):
    tell(begin=number)
    try:
        run(test, module.__dict__)
        tell(test=number, passed=True)
    except BaseException as error:
        text = str(error) if isinstance(error, Wrong) else f"{type(error).__name__}: {error}"
        tell(test=number, passed=False, line=line_of(error), error=text[:800])
)py";

constexpr const char* kJavascript = R"js("use strict";
const fs = require("fs"), vm = require("vm"), assert = require("assert");
const report = fs.openSync("report.jsonl", "w");
const tell = (what) => fs.writeSync(report, JSON.stringify(what) + "\n");
const lineOf = (error) => Number((/program\.js:(\d+)/.exec(String(error && error.stack)) || [0, 0])[1]);
const said = (error) =>
  String(error && error.message !== undefined ? `${error.name}: ${error.message}` : error).slice(0, 800);
const own = { exports: {} };
Object.assign(globalThis, { require, assert, module: own, exports: own.exports });

async function main() {
  try {
    vm.runInThisContext(fs.readFileSync("program.js", "utf8"), { filename: "program.js" });
    const named = own.exports;
    if (typeof named === "function" && named.name) globalThis[named.name] ??= named;
    for (const name of Object.keys(named)) if (!(name in globalThis)) globalThis[name] = named[name];
  } catch (error) {
    tell({ program: false, line: lineOf(error), error: said(error) });
    return;
  }
  tell({ program: true });
  const tests = JSON.parse(fs.readFileSync("tests.json", "utf8"));
  for (let number = 0; number < tests.length; ++number) {
    tell({ begin: number });
    try {
      await vm.runInThisContext(tests[number], { filename: "test" });
      tell({ test: number, passed: true });
    } catch (error) {
      tell({ test: number, passed: false, line: lineOf(error), error: said(error) });
    }
  }
}
main().then(() => process.exit(0));
)js";

// (In two pieces, so that nobody takes the line between them for an include of this file.)
constexpr const char* kCppBegin = R"x(#include <cassert>
#include <cstdio>
#include <exception>
#define main main_of_the_program
#)x"
                                  "include \"program.cpp\"\n"
                                  R"x(#undef main
#undef assert
namespace tinybrain_tests {
struct failed { const char* what; };
std::FILE* report = nullptr;
void verdict(int number, bool passed, const char* error) {
  std::fprintf(report, "{\"test\": %d, \"passed\": %s, \"error\": \"", number, passed ? "true" : "false");
  for (; *error; ++error)
    if (*error == '"' || *error == '\\') std::fprintf(report, "\\%c", *error);
    else if (static_cast<unsigned char>(*error) >= 32) std::fputc(*error, report);
  std::fprintf(report, "\"}\n");
  std::fflush(report);
}
template <class Body> void test(int number, Body body) {
  std::fprintf(report, "{\"begin\": %d}\n", number);
  std::fflush(report);
  try { body(); verdict(number, true, ""); }
  catch (const failed& f) { verdict(number, false, f.what); }
  catch (const std::exception& e) { verdict(number, false, e.what()); }
  catch (...) { verdict(number, false, "an exception"); }
}
}
#define assert(...) ((__VA_ARGS__) ? void(0) : throw tinybrain_tests::failed{"not true: " #__VA_ARGS__})
int main() {
  tinybrain_tests::report = std::fopen("report.jsonl", "w");
  std::fprintf(tinybrain_tests::report, "{\"program\": true}\n");
)x";

}  // namespace

std::string harness_of(CodeLanguage language, const std::vector<std::string>& tests) {
  if (language == CodeLanguage::python) return kPython;
  if (language == CodeLanguage::javascript) return kJavascript;
  std::string source = kCppBegin;
  for (size_t i = 0; i < tests.size(); ++i)
    source += fmt::format("  tinybrain_tests::test({}, [] {{\n#line 1 \"test\"\n{}\n;}});\n", i,
                          tests[i]);
  return source + "}\n";
}

const char* harness_file(CodeLanguage language) {
  switch (language) {
    case CodeLanguage::python: return "run_tests.py";
    case CodeLanguage::javascript: return "run_tests.js";
    case CodeLanguage::cpp: break;
  }
  return "run_tests.cpp";
}

}  // namespace tinybrain::skills::code
