#include "skills/code/code.h"

#include <algorithm>
#include <regex>

#include "base/messages/skill_code.h"
#include "skills/asked.h"
#include "skills/code/results.h"
#include "skills/code/text.h"

namespace tinybrain::skills::code {
namespace {

constexpr size_t kLongest = 100'000;  // bytes of a program
constexpr size_t kMostTests = 200;

// What the completion says again of what stands after it goes.
void cut_repeated(std::string& completion, const std::string& after) {
  for (const std::string_view line : lines_of(after)) {
    const size_t first = line.find_first_not_of(" \t");
    if (first == line.npos || line.size() - first < 6) continue;
    if (const size_t at = completion.find("\n" + std::string(line)); at != std::string::npos)
      completion.resize(at + (after.front() != '\n'));
    return;
  }
}

class CodeSkill : public Skill {
 public:
  explicit CodeSkill(const Opening& opening)
      : may_run_(opening.options.get_bool("may_run", true)) {}

  void use_model(LoadedModel* model) override { writer_ = model ? writer_on(*model) : nullptr; }

  Json call(const std::string& tool, const Json& arguments) override {
    const Language language = asked_language(arguments);
    Json trace{Json::Array{}};
    Json result = tool == "complete"   ? complete(arguments, language, trace)
                  : tool == "explain"  ? explain(arguments, language, trace)
                  : tool == "find_bug" ? find_bug(arguments, language, trace)
                  : tool == "fix"      ? fix(arguments, language, trace)
                  : tool == "write"    ? write(arguments, language, trace)
                  : tool == "test"     ? test(arguments, language, trace)
                                       : style(arguments, language, trace);
    return result.set("trace", trace);
  }

 private:
  Writer& writer() {
    if (!writer_) throw Error(Code::not_found, msg::kCodeNoModel);
    return *writer_;
  }

  static WriterWish wish_of(const Json& a, size_t otherwise) {
    return {.most = static_cast<uint32_t>(asked_count(a, "most", otherwise, 2048)),
            .temperature = static_cast<float>(asked_number(a, "temperature", 0, 0, 2)),
            .seed = static_cast<uint64_t>(asked_number(a, "seed", 1, 0, 1e15)),
            .stops = asked_texts(a, "stops", 8)};
  }

  static Job job_of(const Json& a, std::string program) {
    Job job;
    job.program = std::move(program);
    job.task = a.get_string("task", "");
    job.tests.lines = asked_texts(a, "tests", kMostTests);
    job.tests.file = a.get_string("test_file", "");
    job.shown = job.tests.lines.size();  // the task shows its examples itself
    std::string hints = job.program;
    for (const std::string& line : job.tests.lines) hints += "\n" + line;
    job.language = asked_code_language(a, hints + "\n" + job.tests.file);
    if (a.get_bool("examples", false)) {
      if (job.language != CodeLanguage::python)
        throw Error(Code::bad_argument, msg::kCodeExamplesPython);
      for (std::string& test : examples_in(job.task + "\n" + job.program))
        job.tests.lines.push_back(std::move(test));
    }
    return job;
  }

  static unsigned seconds_of(const Json& a) {
    return static_cast<unsigned>(asked_count(a, "seconds", 10, 60));
  }

  Json complete(const Json& a, Language language, Json& trace) {
    const std::string before = asked_text(a, "before", kLongest), after = a.get_string("after", "");
    const WriterWish wish = wish_of(a, 128);
    Json result;
    std::optional<Writing> written;
    const bool between = after.find_first_not_of(" \t\r\n") != after.npos;
    if (between) written = writer().fill(before, after, wish);
    if (between && !written) result.set("note", text_of(language, msg::kCodeSuffixUnused));
    const bool filled = written.has_value();
    if (!written) written = writer().go_on(before, wish);
    if (between) cut_repeated(written->text, after);
    add_trace(trace, "model", text_of(language, msg::kCodeTraceWrote, written->tokens));
    result.set("completion", written->text).set("filled", filled).set("whole", written->whole);
    return result;
  }

  Json explain(const Json& a, Language language, Json& trace) {
    const std::string program = asked_text(a, "program", kLongest);
    const Writing written = writer().reply(explain_turns(asked_code_language(a, program), program,
                                                         a.get_string("question", ""), language),
                                           wish_of(a, 300));
    add_trace(trace, "model", text_of(language, msg::kCodeTraceWrote, written.tokens));
    Json result;
    return result.set("text", written.text)
        .set("whole", written.whole)
        .set("note", text_of(language, msg::kCodeModelMayErr));
  }

  bool asked_to_run(const Json& a) const {
    const bool asked = a.get_bool("run", false);
    if (asked) require_run();
    return asked;
  }
  void require_run() const {
    if (!may_run_) throw Error(Code::unsupported, msg::kCodeMayNotRun);
  }

  // In the sandbox, with its line in the trace.
  static TestRun run(const Job& job, const Json& a, Language language, Json& trace) {
    if (job.tests.empty()) throw Error(Code::bad_argument, msg::kCodeNoTests);
    TestRun done = run_tests(job.language, job.program, job.tests, seconds_of(a));
    add_trace(trace, "code",
              text_of(language, msg::kCodeTraceRan, done.passed(), done.tests.size()));
    return done;
  }

  Json test(const Json& a, Language language, Json& trace) {
    require_run();
    const Job job = job_of(a, asked_text(a, "program", kLongest));
    const TestRun done = run(job, a, language, trace);
    Json result;
    result.set("says", run_text(done, language)).set("done", done.all_passed());
    put_run(done, language, result);
    return result;
  }

  Json find_bug(const Json& a, Language language, Json& trace) {
    const Job job = job_of(a, asked_text(a, "program", kLongest));
    Json result;
    std::string failure, says;
    if (asked_to_run(a)) {
      const TestRun done = run(job, a, language, trace);
      put_run(done, language, result);
      says = run_text(done, language);
      failure = failure_text(done);
      const TestResult* failed = done.first_failed();
      if (done.problem_line) result.set("line", done.problem_line);
      if (failed && failed->line) result.set("line", failed->line);
    }
    if (writer_ || says.empty()) {
      const Writing written = writer().reply(bug_turns(job, failure, language), wish_of(a, 160));
      add_trace(trace, "model", text_of(language, msg::kCodeTraceWrote, written.tokens));
      result.set("text", written.text);
      static const std::regex line("\\b[Ll]ine (\\d{1,6})");
      std::smatch found;
      const std::string text = written.text.substr(0, 2000);
      if (std::regex_search(text, found, line))
        result.set("model_line", static_cast<int64_t>(std::stoul(found[1])));
      result.set("note", text_of(language, msg::kCodeModelMayErr));
    }
    if (!says.empty()) result.set("says", says);
    return result.set("ran", !says.empty());
  }

  Json loop(Job job, const Json& a, Language language, Json& trace) {
    const bool may_run = asked_to_run(a);
    if (may_run && job.tests.empty()) throw Error(Code::bad_argument, msg::kCodeNoTests);
    const unsigned seconds = seconds_of(a);
    const Run run = [&](const std::string& program) {
      return run_tests(job.language, program, job.tests, seconds);
    };
    const LoopWish wish{.rounds = asked_count(a, "rounds", 4, 10),
                        .lines = static_cast<size_t>(asked_number(a, "lines", 24, 0, 200)),
                        .seed = static_cast<uint64_t>(asked_number(a, "seed", 1, 0, 1e15)),
                        .most = static_cast<uint32_t>(asked_count(a, "most", 768, 4096))};
    Json result;
    put_loop(propose(writer(), job, wish, may_run ? run : Run{}), job, language, result, trace);
    return result.set("code_language", facts_of(job.language).name);
  }

  Json fix(const Json& a, Language language, Json& trace) {
    return loop(job_of(a, asked_text(a, "program", kLongest)), a, language, trace);
  }

  Json write(const Json& a, Language language, Json& trace) {
    asked_text(a, "task", kLongest);
    return loop(job_of(a, ""), a, language, trace);
  }

  Json style(const Json& a, Language language, Json& trace) {
    const std::string program = asked_text(a, "program", kLongest);
    const CodeLanguage of = asked_code_language(a, program);
    std::vector<Finding> found = check_style(
        of, program, {.columns = asked_count(a, "columns", 100, 1000), .language = language});
    add_trace(trace, "code", text_of(language, msg::kCodeTraceRules));
    if (asked_to_run(a)) {
      for (const SyntaxNote& note : check_syntax(of, program))
        found.push_back(
            {note.line, note.column, note.error ? "syntax" : "compiler", note.text.in(language)});
      std::stable_sort(found.begin(), found.end(),
                       [](const Finding& x, const Finding& y) { return x.line < y.line; });
      add_trace(trace, "code", text_of(language, msg::kCodeTraceChecked, facts_of(of).written));
    }
    Json result;
    return result
        .set("says", found.empty() ? text_of(language, msg::kCodeClean)
                                   : text_of(language, msg::kCodeFindings, found.size()))
        .set("findings", code::findings_json(found))
        .set("code_language", facts_of(of).name);
  }

  const bool may_run_;
  std::unique_ptr<Writer> writer_;
};

}  // namespace

std::unique_ptr<Skill> make_code(const Opening& opening) {
  return std::make_unique<CodeSkill>(opening);
}

}  // namespace tinybrain::skills::code
