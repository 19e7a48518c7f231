#include "skills/code/run.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <regex>

#include "base/file.h"
#include "base/format.h"
#include "base/messages/skill_code.h"
#include "base/sealed_program.h"
#include "skills/code/harness.h"
#include "text/unicode.h"
#include "vault/crypto.h"

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

ProgramEnd compile(const fs::path& folder, const std::vector<std::string>& sources,
                   const std::vector<std::string>& options) {
  std::vector<std::string> command{compiler().string(), "-std=c++20"};
  command.insert(command.end(), options.begin(), options.end());
  command.insert(command.end(), sources.begin(), sources.end());
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

// JavaScript with import or export, which node must be told of.
bool is_module(const std::string& program) {
  static const std::regex kModule(R"((?:^|\n)(?:export|import)\b(?!\s*[(.]))");
  return std::regex_search(program, kModule);
}

// A word that nobody can guess.
std::string secret() {
  std::string all;
  for (const char byte : crypto::random_bytes(16))
    all += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return all;
}

struct Report {
  bool loaded = false;
  size_t begun;  // of the tests: the one that did not come to its end; their number = none
  std::vector<std::string> answers;  // of each test, for the judge; "" = it has its result
};

// Lines that begin with the token; a program may write there too, and what it writes is nothing to us.
void take_lines(const std::string& text, const std::string& token, Report& report, TestRun& run) {
  for (std::string_view line : lines_of(text)) try {
      if (!line.starts_with(token + " ")) continue;
      line.remove_prefix(token.size() + 1);
      const Json told = Json::parse(line);
      if (const Json* program = told.find("program")) {
        report.loaded = program->as_bool();
        run.problem = {told.get_string("error", "")};
        run.problem_line = static_cast<size_t>(std::max<int64_t>(told.get_int("line", 0), 0));
        continue;
      }
      const bool begins = told.find("begin") != nullptr;
      const int64_t number = told.get_int(begins ? "begin" : "test", -1);
      if (number < 0 || static_cast<size_t>(number) >= run.tests.size()) continue;
      const auto at = static_cast<size_t>(number);
      report.begun = begins ? at : run.tests.size();
      if (begins) continue;
      if (const Json* values = told.find("values")) {
        report.answers[at] = values->as_string();
        continue;
      }
      TestResult& test = run.tests[at];
      test.kind =
          told.get_bool("passed", false) ? TestResult::Kind::passed : TestResult::Kind::failed;
      test.line = static_cast<size_t>(std::max<int64_t>(told.get_int("line", 0), 0));
      test.error = {told.get_string("error", "")};
    } catch (const Error&) {  // it ended in the middle of a line
    }
}

void take_ending(const Report& report, const ProgramEnd& end, TestRun& run) {
  Failure ending = ending_of(end);
  if (ending.empty() && (end.code != 0 || report.begun < run.tests.size()))
    ending = {{}, &msg::kCodeEndedEarly, end.code};
  if (!report.loaded && run.problem.empty()) {
    run.problem = ending;
    if (run.problem.empty()) run.problem = {{}, &msg::kCodeEndedEarly, end.code};
    if (run.problem.own == &msg::kCodeEndedEarly && !end.err.empty())
      run.problem = {shortened(end.err, kMostError)};
  }
  if (report.begun < run.tests.size()) {
    run.tests[report.begun].kind = TestResult::Kind::failed;
    run.tests[report.begun].error = ending;
  }
}

std::string list_of(const std::vector<std::string>& texts) {
  return Json(Json::Array(texts.begin(), texts.end())).dump();
}

// In a folder and a process of its own, where the program never was.
void judge(const std::vector<std::string>& lines, const Report& report, unsigned seconds,
           TestRun& run) {
  const ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  const HarnessFile harness = python_judge();
  Json answers{Json::Array{}};
  for (const std::string& one : report.answers) answers.push(one.empty() ? Json() : Json(one));
  const std::string token = secret();
  write_file(folder / harness.name, harness.content);
  write_file(folder / kTestsFile, list_of(lines));
  write_file(folder / kAnswersFile, answers.dump());
  write_file(folder / kTokenFile, token);
  const ProgramEnd end =
      run_sealed_program(sealed(folder, {python().string(), "-s", harness.name}, seconds));
  run.seconds += end.seconds;
  Report judged{.loaded = true, .begun = run.tests.size(), .answers = report.answers};
  take_lines(scratch.read(kReport, kMostReport), token, judged, run);
  for (size_t i = 0; i < run.tests.size(); ++i)
    if (!report.answers[i].empty() && run.tests[i].kind == TestResult::Kind::not_run) {
      run.tests[i].kind = TestResult::Kind::failed;
      run.tests[i].error = ending_of(end);
      if (run.tests[i].error.empty()) run.tests[i].error = {{}, &msg::kCodeEndedEarly, end.code};
    }
}

void run_lines(CodeLanguage language, const ScratchFolder& scratch,
               const std::vector<std::string>& lines, unsigned seconds, TestRun& run) {
  const fs::path& folder = scratch.path();
  const std::string token = secret();
  for (const std::string& line : lines) run.tests.push_back({.test = line, .error = {}});
  std::vector<std::string> command;
  std::vector<fs::path> runnable;
  if (language == CodeLanguage::cpp) {
    std::vector<std::string> sources;
    for (const HarnessFile& file : cpp_harness(lines, secret())) {
      write_file(folder / file.name, file.content);
      sources.push_back(file.name);
    }
    const ProgramEnd made = compile(folder, sources, {"-O1", "-w", "-o", "run_tests"});
    run.seconds += made.seconds;
    if (!made.well()) return take_compile_error(made, run);
    for (const std::string& source : sources) fs::remove(folder / source);
    runnable = {made_runnable(folder / "run_tests")};
    command = {runnable[0].string()};
  } else {
    const bool js = language == CodeLanguage::javascript;
    const HarnessFile file = js ? javascript_harness() : python_harness();
    write_file(folder / file.name, file.content);
    write_file(folder / kTestsFile, list_of(lines));
    command = js ? std::vector{node().string(), file.name}
                 : std::vector{python().string(), std::string("-s"), file.name};
  }
  write_file(folder / kTokenFile, token);
  SealedProgram program = sealed(folder, std::move(command), seconds);
  program.runnable = std::move(runnable);
  const ProgramEnd end = run_sealed_program(program);
  run.seconds += end.seconds;
  run.said = shortened(end.out, kMostSaid);
  Report report{.begun = lines.size(), .answers = std::vector<std::string>(lines.size())};
  take_lines(scratch.read(kReport, kMostReport), token, report, run);
  take_ending(report, end, run);
  if (std::any_of(report.answers.begin(), report.answers.end(),
                  [](const std::string& one) { return !one.empty(); }))
    judge(lines, report, seconds, run);
}

void run_file(CodeLanguage language, const ScratchFolder& scratch, const std::string& program,
              const std::string& file, unsigned seconds, TestRun& run) {
  const fs::path& folder = scratch.path();
  constexpr const char* kNames[] = {"test_program.py", "test_program.js", "test_program.cpp"};
  const char* name = kNames[static_cast<size_t>(language)];
  write_file(folder / name, file);
  TestResult result{.test = name, .error = {}};
  const std::string token = secret();
  std::vector<std::string> command{(folder / "test_program").string()};
  if (language != CodeLanguage::cpp) {
    const bool js = language == CodeLanguage::javascript;
    const HarnessFile harness = js ? javascript_file_harness() : python_file_harness();
    write_file(folder / harness.name, harness.content);
    write_file(folder / kTokenFile, token);
    if (js && is_module(program + "\n" + file))
      write_file(folder / "package.json", R"({"type": "module"})");
    command =
        js ? std::vector{node().string(), std::string("-r"), "./" + harness.name, std::string(name)}
           : std::vector{python().string(), std::string("-s"), harness.name};
  }
  SealedProgram run_it = sealed(folder, std::move(command), seconds);
  if (language == CodeLanguage::cpp) {
    const ProgramEnd made = compile(folder, {name}, {"-O1", "-w", "-o", "test_program"});
    run.seconds += made.seconds;
    if (!made.well()) {
      take_compile_error(made, run);
      run.tests.push_back(result);
      return;
    }
    run_it.runnable = {made_runnable(folder / "test_program")};
  }
  const ProgramEnd end = run_sealed_program(run_it);
  run.seconds += end.seconds;
  run.said += shortened(end.out, kMostSaid);
  const bool finished = language == CodeLanguage::cpp || scratch.read(kReport, 1000) == token;
  const bool well = end.well() && finished;
  result.kind = well ? TestResult::Kind::passed : TestResult::Kind::failed;
  if (!well) {
    result.error = ending_of(end);
    if (result.error.empty() && end.well()) result.error = {{}, &msg::kCodeEndedEarly, 0};
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
    run_file(language, scratch, program, tests.file, seconds, run);
  }
  return run;
}

std::vector<SyntaxNote> check_syntax(CodeLanguage language, const std::string& program) {
  const ScratchFolder scratch;
  if (language == CodeLanguage::javascript && is_module(program))
    write_file(scratch.path() / "package.json", R"({"type": "module"})");
  write_file(scratch.path() / facts_of(language).program, program);
  ProgramEnd end;
  std::regex where;
  if (language == CodeLanguage::cpp) {
    end = compile(scratch.path(), {"program.cpp"}, {"-fsyntax-only", "-Wall", "-Wextra"});
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
