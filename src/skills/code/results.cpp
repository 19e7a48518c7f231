#include "skills/code/results.h"

#include "base/messages/skill_code.h"
#include "skills/asked.h"
#include "skills/code/text.h"

namespace tinybrain::skills::code {
namespace {

constexpr size_t kFew = 3;  // of fewer tests a small model's program is often wrong all the same
constexpr const char* kKinds[] = {"passed", "failed", "not_run"};

std::string proposals_text(const LoopResult& loop, Language language) {
  if (loop.given_passes())
    return text_of(language, msg::kCodePassesAlready, loop.given->tests.size());
  const Proposal& best = loop.proposals[loop.best];
  if (best.program.empty()) return text_of(language, msg::kCodeNoCode);
  if (!best.run) return text_of(language, msg::kCodeNotRun);
  const size_t all = best.run->tests.size(), passed = best.run->passed();
  return loop.done ? text_of(language, all < kFew ? msg::kCodeFixedFew : msg::kCodeFixed, all)
                   : text_of(language, msg::kCodeNotFixed, passed, all, loop.proposals.size());
}

}  // namespace

void put_run(const TestRun& run, Language language, Json& result) {
  Json tests{Json::Array{}};
  for (const TestResult& t : run.tests) {
    Json one;
    one.set("test", shown_test(t.test)).set("result", kKinds[static_cast<size_t>(t.kind)]);
    if (t.line) one.set("line", t.line);
    if (!t.error.empty()) one.set("error", t.error.in(language));
    tests.push(std::move(one));
  }
  result.set("tests", std::move(tests)).set("passed", run.passed());
  if (!run.problem.empty()) result.set("problem", run.problem.in(language));
  if (run.problem_line) result.set("problem_line", run.problem_line);
  if (!run.said.empty()) result.set("output", run.said);
  result.set("seconds", rounded(run.seconds, 2));
}

std::string run_text(const TestRun& run, Language language) {
  if (!run.problem.empty())
    return text_of(language, msg::kCodeDoesNotLoad, run.problem.in(language));
  if (run.all_passed()) return text_of(language, msg::kCodeAllPass, run.tests.size());
  const TestResult* failed = run.first_failed();
  if (!failed) return text_of(language, msg::kCodeNoTests);
  const auto number = static_cast<size_t>(failed - run.tests.data()) + 1;
  return text_of(language, msg::kCodeFails, number, run.tests.size(), failed->error.in(language));
}

void put_loop(const LoopResult& loop, const Job& job, Language language, Json& result,
              Json& trace) {
  Json proposals{Json::Array{}};
  if (loop.given)
    add_trace(
        trace, "code",
        text_of(language, msg::kCodeTraceRan, loop.given->passed(), loop.given->tests.size()));
  size_t number = 0;
  for (const Proposal& p : loop.proposals) {
    ++number;
    Json one;
    if (p.line) one.set("line", p.line);
    one.set("temperature", rounded(double{p.temperature}, 2)).set("tokens", p.tokens);
    add_trace(trace, "model",
              p.line ? text_of(language, msg::kCodeTraceLine, number, p.line, p.tokens)
              : p.program.empty()
                  ? text_of(language, msg::kCodeTraceNoCode, number)
                  : text_of(language, msg::kCodeTraceProposed, number, p.temperature, p.tokens));
    if (p.run) {
      one.set("passed", p.run->passed());
      if (!p.run->all_passed()) one.set("failed", run_text(*p.run, language));
      add_trace(trace, "code",
                text_of(language, msg::kCodeTraceRan, p.run->passed(), p.run->tests.size()));
    }
    proposals.push(one.set("program", p.program));
  }
  const bool given = loop.given_passes();
  const Proposal none;
  const Proposal& best = given ? none : loop.proposals[loop.best];
  const std::string& program = given || best.program.empty() ? job.program : best.program;
  result.set("says", proposals_text(loop, language)).set("done", loop.done);
  result.set("program", program);
  if (!job.program.empty())
    result.set("diff", diff_of(job.program, program, facts_of(job.language).program));
  const std::optional<TestRun>& run = given ? loop.given : best.run;
  result.set("ran", run.has_value());
  if (run) put_run(*run, language, result);
  result.set("proposals", std::move(proposals));
}

Json findings_json(const std::vector<Finding>& findings) {
  Json list{Json::Array{}};
  for (const Finding& f : findings) {
    Json one;
    one.set("line", f.line);
    if (f.column) one.set("column", f.column);
    list.push(one.set("rule", f.rule).set("text", f.text));
  }
  return list;
}

}  // namespace tinybrain::skills::code
