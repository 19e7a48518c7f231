#include "skills/code/loop.h"

#include <algorithm>

#include "skills/code/text.h"

namespace tinybrain::skills::code {
namespace {

constexpr float kTemperatures[] = {0, 0.5f, 0.8f};

// How good a run is: a program that loads is better than one that does not.
int worth(const Proposal& p) {
  if (p.program.empty()) return -2;
  if (!p.run) return 0;
  return p.run->problem.empty() ? static_cast<int>(p.run->passed()) : -1;
}

void take(LoopResult& result, Proposal p, const Run& run) {
  if (run && !p.program.empty()) {
    p.run = run(p.program);
    result.done = p.run->all_passed();
  }
  result.proposals.push_back(std::move(p));
  if (worth(result.proposals.back()) > worth(result.proposals[result.best]))
    result.best = result.proposals.size() - 1;
}

void try_lines(Writer& writer, const Job& job, size_t most, const Run& run, LoopResult& result) {
  const TestResult* failed = result.given->first_failed();
  const size_t first = failed ? failed->line : result.given->problem_line;
  for (const size_t line : lines_to_refill(job, first, most)) {
    std::optional<Proposal> p = refill(writer, job, line);
    if (!p) return;
    if (!p->program.empty()) take(result, std::move(*p), run);
    if (result.done) return;
  }
}

}  // namespace

float temperature_of(size_t round) {
  return kTemperatures[std::min(round, std::size(kTemperatures) - 1)];
}

LoopResult propose(Writer& writer, const Job& job, const LoopWish& wish, const Run& run) {
  LoopResult result;
  std::string failure;
  if (run && !job.program.empty()) {
    result.given = run(job.program);
    result.done = result.given->all_passed();
    if (result.done) return result;
    failure = failure_text(*result.given);
  }
  const std::vector<WriterTurn> first = first_turns(job, failure);
  std::vector<WriterTurn> turns = first;
  const size_t rounds = run ? wish.rounds : 1;
  for (size_t round = 0; round < rounds && !result.done; ++round) {
    Proposal p;
    p.temperature = temperature_of(round);
    const Writing written = writer.reply(
        turns,
        {.most = wish.most, .temperature = p.temperature, .seed = wish.seed + round, .stops = {}});
    p.tokens = written.tokens;
    p.program = code_in(written.text, job.language);
    if (job.language == CodeLanguage::python) p.program = without_own_tests(std::move(p.program));
    take(result, std::move(p), run);
    const Proposal& last = result.proposals.back();
    // Every second time from the beginning: a small model that is told of its mistake mostly repeats it.
    const bool afresh = round % 2 == 1 || last.program.empty() || !last.run;
    turns = afresh ? first : next_turns(job, last.program, failure_text(*last.run));
    if (round == 0 && result.given && !result.done) try_lines(writer, job, wish.lines, run, result);
  }
  return result;
}

}  // namespace tinybrain::skills::code
