#include "skills/code/run.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <regex>

#include "base/file.h"
#include "base/messages/skill_code.h"
#include "base/sealed_program.h"
#include "skills/code/harness.h"
#include "text/unicode.h"

namespace tinybrain::skills::code {
namespace {

namespace fs = std::filesystem;
using Why = ProgramEnd::Why;

constexpr size_t kMostReport = size_t{4} << 20;
constexpr size_t kMostSaid = 4000, kMostError = 1500, kMostCompiler = 20000;  // bytes
constexpr unsigned kCompileSeconds = 30;
constexpr unsigned kClock =
    3;  // seconds of the clock for each of the processor: other programs run too

fs::path need_program(std::initializer_list<const char*> names, const char* language,
                      const char* package) {
  for (const char* name : names)
    if (const fs::path found = system_program(name); !found.empty()) return found;
  throw Error(Code::not_found, msg::kCodeNoInterpreter, language, package);
}

fs::path python() { return need_program({"python3"}, "Python", "python3"); }
fs::path node() { return need_program({"node", "nodejs"}, "JavaScript", "nodejs"); }
fs::path compiler() { return need_program({"g++", "clang++", "c++"}, "C++", "g++"); }

std::string shortened(const std::string& text, size_t most) {
  return unicode::repaired(std::string_view(text).substr(0, most));
}

// What ended it; empty = it ended by itself.
Failure ending_of(const ProgramEnd& end) {
  switch (end.why) {
    case Why::exited: return {};
    case Why::signal:
      return {{}, end.code == SIGSEGV ? &msg::kCodeSegmentation : &msg::kCodeSignal, end.code};
    case Why::time: return {{}, &msg::kCodeTooLong};
    case Why::memory: return {{}, &msg::kCodeTooMuchMemory};
    case Why::said_too_much: return {{}, &msg::kCodeTooMuchOutput};
    case Why::wrote_too_much: return {{}, &msg::kCodeTooManyFiles};
    case Why::threads: return {{}, &msg::kCodeTooManyThreads};
  }
  return {};
}

SealedProgram sealed(const fs::path& folder, std::vector<std::string> command, unsigned seconds) {
  SealedProgram p;
  p.command = std::move(command);
  p.folder = folder;
  // The same order in a set of texts every time; no byte code; no file of settings.
  p.environment = {"PYTHONHASHSEED=0",       "PYTHONDONTWRITEBYTECODE=1",
                   "PYTHONIOENCODING=utf-8", "OPENSSL_CONF=/dev/null",
                   "NODE_OPTIONS=",          "NO_COLOR=1"};
  p.limits.seconds = kClock * seconds;
  p.limits.cpu_seconds = seconds;
  return p;
}

ProgramEnd compile(const fs::path& folder, const char* source, std::vector<std::string> options) {
  std::vector<std::string> command{compiler().string(), "-std=c++20"};
  command.insert(command.end(), options.begin(), options.end());
  command.push_back(source);
  SealedProgram p = sealed(folder, std::move(command), kCompileSeconds);
  p.children = true;  // the compiler's own parts
  return run_sealed_program(p);
}

// What was compiled may not change its own mode: that is done here, of a plain file only.
fs::path made_runnable(const fs::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat s{};
  const bool good =
      fd >= 0 && ::fstat(fd, &s) == 0 && S_ISREG(s.st_mode) && ::fchmod(fd, 0700) == 0;
  if (fd >= 0) ::close(fd);
  if (!good) throw Error(Code::io, msg::kCodeNotCompiled);
  return file;
}

// The first error of a compiler, with its line of program.cpp.
void take_compile_error(const ProgramEnd& end, TestRun& run) {
  static const std::regex kWhere(R"((program\.cpp|test):(\d{1,7}):\d{1,7}: (?:fatal )?error: )");
  const std::string text = shortened(end.err, kMostCompiler);
  std::smatch found;
  run.problem = ending_of(end);
  if (!run.problem.empty()) return;
  if (!std::regex_search(text, found, kWhere)) {
    run.problem = {shortened(text, kMostError)};
    return;
  }
  if (found[1] == "program.cpp") run.problem_line = std::stoul(found[2]);
  run.problem = {shortened(text.substr(static_cast<size_t>(found.position(0))), kMostError)};
}

void take_report(const std::string& report, const ProgramEnd& end, TestRun& run) {
  bool loaded = false;
  size_t begun = run.tests.size();
  for (const std::string_view line : lines_of(report)) try {
      const Json told = Json::parse(line);
      if (const Json* program = told.find("program")) {
        loaded = program->as_bool();
        run.problem = {told.get_string("error", "")};
        run.problem_line = static_cast<size_t>(std::max<int64_t>(told.get_int("line", 0), 0));
        continue;
      }
      const bool begins = told.find("begin") != nullptr;
      const int64_t number = told.get_int(begins ? "begin" : "test", -1);
      if (number < 0 || static_cast<size_t>(number) >= run.tests.size()) continue;
      if (begins) {
        begun = static_cast<size_t>(number);
        continue;
      }
      TestResult& test = run.tests[static_cast<size_t>(number)];
      begun = run.tests.size();
      test.kind =
          told.get_bool("passed", false) ? TestResult::Kind::passed : TestResult::Kind::failed;
      test.line = static_cast<size_t>(std::max<int64_t>(told.get_int("line", 0), 0));
      test.error = {told.get_string("error", "")};
    } catch (const Error&) {  // a program may write there too, or it ended in the middle of a line
    }
  Failure ending = ending_of(end);
  if (ending.empty() && (end.code != 0 || begun < run.tests.size()))
    ending = {{}, &msg::kCodeEndedEarly, end.code};
  if (!loaded && run.problem.empty()) {
    run.problem = ending;
    if (run.problem.empty()) run.problem = {{}, &msg::kCodeEndedEarly, end.code};
    if (run.problem.own == &msg::kCodeEndedEarly && !end.err.empty())
      run.problem = {shortened(end.err, kMostError)};
  }
  if (begun < run.tests.size()) {
    run.tests[begun].kind = TestResult::Kind::failed;
    run.tests[begun].error = ending;
  }
}

std::vector<std::string> command_of(CodeLanguage language, const fs::path& folder) {
  switch (language) {
    case CodeLanguage::python: return {python().string(), "-s", "run_tests.py"};
    case CodeLanguage::javascript: return {node().string(), "run_tests.js"};
    case CodeLanguage::cpp: break;
  }
  return {(folder / "run_tests").string()};
}

void run_lines(CodeLanguage language, const ScratchFolder& scratch,
               const std::vector<std::string>& lines, unsigned seconds, TestRun& run) {
  const fs::path& folder = scratch.path();
  write_file(folder / harness_file(language), harness_of(language, lines));
  Json all{Json::Array{}};
  for (const std::string& line : lines) {
    all.push(line);
    run.tests.push_back({.test = line, .error = {}});
  }
  write_file(folder / "tests.json", all.dump());
  SealedProgram program = sealed(folder, command_of(language, folder), seconds);
  if (language == CodeLanguage::cpp) {
    const ProgramEnd made = compile(folder, "run_tests.cpp", {"-O1", "-w", "-o", "run_tests"});
    run.seconds += made.seconds;
    if (!made.well()) return take_compile_error(made, run);
    program.runnable = {made_runnable(folder / "run_tests")};
  }
  const ProgramEnd end = run_sealed_program(program);
  run.seconds += end.seconds;
  run.said = shortened(end.out, kMostSaid);
  take_report(scratch.read(kReport, kMostReport), end, run);
}

void run_file(CodeLanguage language, const ScratchFolder& scratch, const std::string& file,
              unsigned seconds, TestRun& run) {
  const fs::path& folder = scratch.path();
  constexpr const char* kNames[] = {"test_program.py", "test_program.js", "test_program.cpp"};
  const char* name = kNames[static_cast<size_t>(language)];
  write_file(folder / name, file);
  TestResult result{.test = name, .error = {}};
  std::vector<std::string> command{(folder / "test_program").string()};
  if (language == CodeLanguage::python)
    command = {python().string(), "-s", "-m", "unittest", "test_program"};
  if (language == CodeLanguage::javascript) command = {node().string(), name};
  SealedProgram program = sealed(folder, std::move(command), seconds);
  if (language == CodeLanguage::cpp) {
    const ProgramEnd made = compile(folder, name, {"-O1", "-w", "-o", "test_program"});
    run.seconds += made.seconds;
    if (!made.well()) {
      take_compile_error(made, run);
      run.tests.push_back(result);
      return;
    }
    program.runnable = {made_runnable(folder / "test_program")};
  }
  const ProgramEnd end = run_sealed_program(program);
  run.seconds += end.seconds;
  run.said += shortened(end.out, kMostSaid);
  result.kind = end.well() ? TestResult::Kind::passed : TestResult::Kind::failed;
  if (!end.well()) {
    result.error = ending_of(end);
    if (result.error.empty())
      result.error = {shortened(end.err.empty() ? end.out : end.err, kMostError)};
    static const std::regex kWhere(R"((.?)program\.(?:py", line |js:|cpp:)(\d{1,7}))");
    const std::string& text = result.error.said;
    for (std::sregex_iterator i(text.begin(), text.end(), kWhere), none; i != none; ++i)
      if ((*i)[1] != "_") result.line = std::stoul((*i)[2]);  // not of test_program
  }
  run.tests.push_back(result);
}

}  // namespace

std::string Failure::in(Language language) const {
  return own ? text_of(language, *own, number) : said;
}

size_t TestRun::passed() const {
  return static_cast<size_t>(std::count_if(tests.begin(), tests.end(), [](const TestResult& t) {
    return t.kind == TestResult::Kind::passed;
  }));
}

const TestResult* TestRun::first_failed() const {
  for (const TestResult& t : tests)
    if (t.kind == TestResult::Kind::failed) return &t;
  return nullptr;
}

TestRun run_tests(CodeLanguage language, const std::string& program, const Tests& tests,
                  unsigned seconds) {
  TestRun run;
  if (!tests.lines.empty()) {
    const ScratchFolder scratch;
    write_file(scratch.path() / facts_of(language).program, program);
    run_lines(language, scratch, tests.lines, seconds, run);
  }
  if (!tests.file.empty() && run.problem.empty()) {
    const ScratchFolder scratch;
    write_file(scratch.path() / facts_of(language).program, program);
    run_file(language, scratch, tests.file, seconds, run);
  }
  return run;
}

std::vector<SyntaxNote> check_syntax(CodeLanguage language, const std::string& program) {
  const ScratchFolder scratch;
  write_file(scratch.path() / facts_of(language).program, program);
  ProgramEnd end;
  std::regex where;
  if (language == CodeLanguage::cpp) {
    end = compile(scratch.path(), "program.cpp", {"-fsyntax-only", "-Wall", "-Wextra"});
    where = R"(program\.cpp:(\d{1,7}):(\d{1,7}): (?:fatal )?(error|warning): ([^\n]*))";
  } else if (language == CodeLanguage::python) {
    constexpr const char* kCheck =
        "compile(open('program.py', encoding='utf-8').read(), 'program.py', 'exec')";
    end = run_sealed_program(sealed(scratch.path(), {python().string(), "-s", "-c", kCheck}, 10));
    where = R"(program\.py", line (\d{1,7})()[\s\S]*\n(\w*Error): ([^\n]*))";
  } else {
    end =
        run_sealed_program(sealed(scratch.path(), {node().string(), "--check", "program.js"}, 10));
    where = R"(program\.js:(\d{1,7})()\n[\s\S]*?\n(\w*Error): ([^\n]*))";
  }
  std::vector<SyntaxNote> notes;
  // The expressions go back and forth over little only.
  const std::string text =
      shortened(end.err, language == CodeLanguage::cpp ? kMostCompiler : kMostSaid);
  for (std::sregex_iterator i(text.begin(), text.end(), where), none; i != none; ++i)
    notes.push_back({std::stoul((*i)[1]),
                     (*i)[2].length() ? std::stoul((*i)[2]) : 0,
                     (*i)[3] != "warning",
                     {(*i)[4]}});
  if (notes.empty() && !end.well())
    notes.push_back(
        {0, 0, true,
         end.why == Why::exited ? Failure{shortened(text, kMostError)} : ending_of(end)});
  return notes;
}

}  // namespace tinybrain::skills::code
