// The harnesses of JavaScript and C++; that of Python is in harness_python.cpp.
#include "skills/code/harness.h"

#include "base/format.h"

namespace tinybrain::skills::code {
namespace {

// What is used after the program was loaded is taken before, for the program can put its own in place of everything else.
constexpr const char* kJavascript = R"js("use strict";
const fs = require("fs"), vm = require("vm"), assert = require("assert");
const { readFileSync, unlinkSync, writeSync } = fs, { runInThisContext } = vm, { stringify } = JSON;
const token = readFileSync("token", "utf8"), tests = JSON.parse(readFileSync("tests.json", "utf8"));
unlinkSync("token");
unlinkSync("tests.json");
const report = fs.openSync("report.jsonl", "w"), leave = process.exit.bind(process);
const tell = (what) => writeSync(report, token + " " + stringify(what) + "\n");
const lineOf = (error) => Number((/program\.js:(\d+)/.exec(String(error && error.stack)) || [0, 0])[1]);
const said = (error) =>
  String(error && error.message !== undefined ? `${error.name}: ${error.message}` : error).slice(0, 800);
Object.freeze(assert.AssertionError.prototype);
for (const one of [assert, assert.strict, assert.AssertionError]) Object.freeze(one);
const own = { exports: {} };
Object.assign(globalThis, { require, assert, module: own, exports: own.exports });

// A module as a script of the same lines: what it exports is there by its name, what it imports is required.
const asScript = (source) => {
  const lines = (text) => text.replace(/[^\n]/g, "");
  const from = (names) => names.replace(/\bas\b/g, ":");
  return source
    .replace(/^export\s+(?:default\s+)?(?=(?:async\s+)?function\b|class\b|const\b|let\b|var\b)/gm, lines)
    .replace(/^export\s+default\s+[\w$.]+\s*;?|^export\s*\{[^}]*\}\s*;?/gm, lines)
    .replace(/^import\s+(?:\*\s+as\s+)?([\w$]+)\s+from\s+(["'][^"'\n]+["'])/gm, "const $1 = require($2)")
    .replace(/^import\s+(\{[^}]*\})\s+from\s+(["'][^"'\n]+["'])/gm, (_, names, path) => `const ${from(names)} = require(${path})`)
    .replace(/^import\s+(["'][^"'\n]+["'])/gm, "require($1)");
};

async function main() {
  try {
    const source = readFileSync("program.js", "utf8");
    runInThisContext(/^(?:export|import)\b(?!\s*[(.])/m.test(source) ? asScript(source) : source, { filename: "program.js" });
    const named = own.exports;
    if (typeof named === "function" && named.name) globalThis[named.name] ??= named;
    for (const name of Object.keys(named)) if (!(name in globalThis)) globalThis[name] = named[name];
  } catch (error) {
    tell({ __proto__: null, program: false, line: lineOf(error), error: said(error) });
    return;
  }
  tell({ __proto__: null, program: true });
  for (let number = 0; number < tests.length; ++number) {
    tell({ __proto__: null, begin: number });
    try {
      const used = runInThisContext("assert");
      if (used !== assert && used !== assert.strict) throw new Error("assert is not node's own");
      await runInThisContext(tests[number], { filename: "test" });
      tell({ __proto__: null, test: number, passed: true });
    } catch (error) {
      tell({ __proto__: null, test: number, passed: false, line: lineOf(error), error: said(error) });
    }
  }
}
main().then(() => leave(0));
)js";

// The file came to its end when nothing more was waiting, or when it was the file itself that called process.exit(0).
constexpr const char* kJavascriptFile = R"js("use strict";
const fs = require("fs"), { writeSync } = fs, token = fs.readFileSync("token", "utf8");
fs.unlinkSync("token");
const report = fs.openSync("report.jsonl", "w"), exit = process.exit;
let done = false;
process.once("beforeExit", () => (done = true));
process.exit = function (code) {
  const caller = String(new Error().stack).split("\n")[2] || "";
  if (/[\\/(]test_program\.js:/.test(caller)) done = true;
  return exit.call(process, code);
};
process.on("exit", (code) => {
  if (done && code === 0) writeSync(report, token);
});
)js";

// The main program. Its token is read before any code of the program under test can run.
constexpr const char* kCppMain = R"x(#include <cstdio>
#include <exception>
namespace {
struct failed { const char* what; };
std::FILE* report;
char token[100];
__attribute__((constructor(101))) void begin() {
  if (std::FILE* f = std::fopen("token", "r")) {
    token[std::fread(token, 1, sizeof token - 1, f)] = 0;
    std::fclose(f);
  }
  std::remove("token");
  report = std::fopen("report.jsonl", "w");
}
void verdict(int number, bool passed, const char* error) {
  std::fprintf(report, "%s {\"test\": %d, \"passed\": %s, \"error\": \"", token, number, passed ? "true" : "false");
  for (; *error; ++error)
    if (*error == '"' || *error == '\\') std::fprintf(report, "\\%c", *error);
    else if (static_cast<unsigned char>(*error) >= 32) std::fputc(*error, report);
  std::fprintf(report, "\"}\n");
  std::fflush(report);
}
void test(int number, void (*body)()) {
  std::fprintf(report, "%s {\"begin\": %d}\n", token, number);
  std::fflush(report);
  try { body(); verdict(number, true, ""); }
  catch (const failed& f) { verdict(number, false, f.what); }
  catch (const std::exception& e) { verdict(number, false, e.what()); }
  catch (...) { verdict(number, false, "an exception"); }
}
}
)x";

// (In two pieces, so that nobody takes the line between them for an include of this file.)
constexpr const char* kCppBegin = R"x(#define main main_of_the_program
#)x"
                                  "include \"program.cpp\"\n"
                                  R"x(#undef main
#undef assert
)x";

}  // namespace

HarnessFile javascript_harness() { return {"run_tests.js", kJavascript}; }
HarnessFile javascript_file_harness() { return {"run_file.cjs", kJavascriptFile}; }

std::vector<HarnessFile> cpp_harness(const std::vector<std::string>& tests,
                                     const std::string& salt) {
  const std::string require = fmt::format("void require_{}(bool good, const char* what)", salt);
  std::string main = kCppMain, run, source = require + ";\n" + kCppBegin;
  source += fmt::format(
      "#define assert(...) require_{}((__VA_ARGS__) ? true : false, \"not true: \" #__VA_ARGS__)\n",
      salt);
  main += require + " { if (!good) throw failed{what}; }\n";
  for (size_t i = 0; i < tests.size(); ++i) {
    const std::string name = fmt::format("test_{}_{}", salt, i);
    source += fmt::format("void {}() {{\n#line 1 \"test\"\n{}\n;}}\n", name, tests[i]);
    main += fmt::format("void {}();\n", name);
    run += fmt::format("  test({}, {});\n", i, name);
  }
  main += "int main() {\n  std::fprintf(report, \"%s {\\\"program\\\": true}\\n\", token);\n" +
          run + "}\n";
  return {{"run_main.cpp", std::move(main)}, {"run_tests.cpp", std::move(source)}};
}

}  // namespace tinybrain::skills::code
