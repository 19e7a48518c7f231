// Trains and judges candidates, one a line of JSON from standard input, and says what the gate says of each:
//   gate_bench MODEL [THREADS [REPLAY.jsonl]] < candidates.jsonl > verdicts.jsonl
// A line: {"name", "learn": [{"prompt", "answer", "rejected", "language"}], "held_back": [...], "options": {as of tb_learn}}.
// bench/gate.py writes such lines.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>

#include "base/error.h"
#include "base/system.h"
#include "learn/gate.h"
#include "learn/learn.h"
#include "learn/scope.h"

using namespace tinybrain;

namespace {

std::vector<LearnExample> examples_in(const Json& list) {
  std::vector<LearnExample> all;
  for (const Json& j : list.as_array("lessons"))
    all.push_back({static_cast<int64_t>(all.size() + 1), j.at("prompt").as_string(),
                   j.at("answer").as_string(), j.get_string("rejected", ""),
                   j.get_string("language", "en")});
  return all;
}

Json verdict_on(LoadedModel& base, std::span<const LearnExample> replay, const Json& j) {
  const auto learn = examples_in(j.at("learn")), held_back = examples_in(j.at("held_back"));
  const Json* given = j.find("options");
  const LearnOptions options = learn_options(given ? *given : Json());
  double at = seconds_now();
  const Adapted adapted = adapt(base, learn, replay, options.adapt, {});
  const double trained = seconds_now() - at;
  at = seconds_now();
  const Scope scope = scope_of(learn);
  const GateMeasures before = measure_for_gate(base, nullptr, held_back, scope, 0, {});
  const GateMeasures after = measure_for_gate(base, base.load_adapter(adapted.adapter), held_back,
                                              scope, options.adapt.remind, {});
  Json report = judge(held_back, before, after, true).report;
  report.set("name", j.get_string("name", ""));
  report.set("why", why_text(report, Language::en));
  report.set("seconds_trained", trained);
  report.set("seconds_judged", seconds_now() - at);
  report.set("course", adapted.course);
  return report;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "gate_bench MODEL [THREADS [REPLAY.jsonl]] < candidates.jsonl\n");
    return 1;
  }
  try {
    LoadedModel base(argv[1], argc > 2 ? std::stoul(argv[2]) : 0, {});
    std::vector<LearnExample> replay;
    if (argc > 3) {
      Json lines{Json::Array{}};
      std::ifstream in(argv[3]);
      for (std::string line; std::getline(in, line);) lines.push(Json::parse(line));
      replay = examples_in(lines);
    }
    for (std::string line; std::getline(std::cin, line);) {
      std::printf("%s\n", verdict_on(base, replay, Json::parse(line)).dump().c_str());
      std::fflush(stdout);
    }
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
