#include "build/answers.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/train.h"
#include "base/rng.h"
#include "eval/classification.h"
#include "eval/logistic.h"
#include "eval/statistics.h"

namespace tinybrain {
namespace {

constexpr size_t kCandidates = 20;  // of a question, to fit weights on
constexpr double kLeftOut = 0.4;    // share of words
constexpr double kRefused =
    0.8;                        // of entries without their answer, when no real question tells more
constexpr size_t kSnippet = 6;  // words of a passage that stand for a question
constexpr size_t kMistakes = 40;

const std::string* left_out(const Probe& p) { return p.unknown ? &p.answer : nullptr; }

void look(const std::function<bool(uint64_t, uint64_t)>& progress, uint64_t done, uint64_t total) {
  if (progress && done % 16 == 0 && !progress(done, total))
    throw Error(Code::cancelled, msg::kTrainStopped);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
    if (end > at) words.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// So many words in a row from somewhere in a passage, as someone may ask about it; its words are never all there.
std::vector<std::string> snippet(std::vector<std::string> words, Rng& rng) {
  if (words.size() <= kSnippet) return words;
  const size_t first = rng.next() % (words.size() - kSnippet + 1);
  return {words.begin() + static_cast<std::ptrdiff_t>(first),
          words.begin() + static_cast<std::ptrdiff_t>(first + kSnippet)};
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& w : words) all += (all.empty() ? "" : " ") + w;
  return all;
}

}  // namespace

std::vector<Probe> probes_of(const Knowledge& knowledge, std::span<const Example> questions,
                             bool left_out) {
  std::vector<Probe> probes;
  for (const Example& e : questions) {
    const bool known = knowledge.has_answer(e.answer);
    probes.push_back({e.text, e.answer, !known});
    if (known && left_out) probes.push_back({e.text, e.answer, true});
  }
  return probes;
}

std::vector<Probe> shortened_probes(const Knowledge& knowledge, size_t most, uint64_t seed) {
  const auto& all = knowledge.entries().all;
  std::vector<Probe> probes;
  Rng rng(seed);
  const size_t count = std::min(most, all.size());
  for (size_t i = 0; i < count; ++i) {
    const Entry& e = all[i * all.size() / count];
    std::vector<std::string> words = words_of(e.heading.empty() ? e.text : e.answer);
    if (words.size() > 2 * kSnippet) words = snippet(std::move(words), rng);
    std::vector<std::string> kept;
    for (const std::string& w : words)
      if (rng.uniform() >= kLeftOut) kept.push_back(w);
    if (kept.empty()) kept.assign(words.begin(), words.begin() + !words.empty());
    probes.push_back({joined(kept), e.answer, false});
    probes.push_back({joined(words), e.answer, true});
  }
  return probes;
}

Scoring fit_scoring(Knowledge& knowledge, std::span<const Probe> probes, bool shortened,
                    const std::function<bool(uint64_t, uint64_t)>& progress) {
  const auto& all = knowledge.entries().all;
  Scoring scoring = knowledge.entries().scoring;
  const uint64_t total = 2 * probes.size();
  if (knowledge.entries().width > 0) {
    std::vector<double> features;
    std::vector<bool> labels;
    for (size_t i = 0; i < probes.size(); ++i) {
      look(progress, i, total);
      if (probes[i].unknown) continue;
      for (const Match& m : knowledge.find(probes[i].question, kCandidates)) {
        features.push_back(m.lexical);
        features.push_back(m.meaning);
        labels.push_back(all[m.entry].answer == probes[i].answer);
      }
    }
    const std::vector<double> w = logistic_regression(features, labels, 2);
    // What does not help is not used; neither helping, both count as much.
    scoring.lexical = static_cast<float>(std::max(0.0, w[0]));
    scoring.meaning = static_cast<float>(std::max(0.0, w[1]));
    if (scoring.lexical + scoring.meaning <= 0) scoring.lexical = scoring.meaning = 1;
    knowledge.set_scoring(scoring);
  }
  std::vector<Match> first;
  std::vector<double> features;
  std::vector<bool> right;
  std::vector<uint32_t> truth, answered;
  for (size_t i = 0; i < probes.size(); ++i) {
    look(progress, probes.size() + i, total);
    const std::vector<Match> found = knowledge.find(probes[i].question, 1, left_out(probes[i]));
    first.push_back(found.empty() ? Match{} : found[0]);
    features.push_back(first.back().strength);
    features.push_back(first.back().lead);
    right.push_back(!probes[i].unknown && !found.empty() &&
                    all[found[0].entry].answer == probes[i].answer);
    truth.push_back(probes[i].unknown ? kNoClass : 0);
    answered.push_back(right.back() ? 0 : 1);
  }
  const std::vector<double> w = logistic_regression(features, right, 2);
  scoring.scale = static_cast<float>(std::max(1e-3, w[0]));
  scoring.lead = static_cast<float>(std::max(0.0, w[1]));
  scoring.bias = static_cast<float>(w[2]);
  knowledge.set_scoring(scoring);
  std::vector<double> chances, elsewhere;
  for (size_t i = 0; i < first.size(); ++i) {
    chances.push_back(knowledge.chance(first[i]));
    if (probes[i].unknown) elsewhere.push_back(chances.back());
  }
  if (!shortened) {
    scoring.threshold = static_cast<float>(choose_threshold(chances, answered, truth));
  } else if (!elsewhere.empty()) {
    const auto at = static_cast<size_t>(kRefused * static_cast<double>(elsewhere.size() - 1));
    std::nth_element(elsewhere.begin(), elsewhere.begin() + static_cast<std::ptrdiff_t>(at),
                     elsewhere.end());
    // Real questions share fewer words than shortened ones: even odds lie where refusing begins.
    const double p = std::clamp(elsewhere[at], 1e-6, 1 - 1e-6);
    scoring.bias -= static_cast<float>(std::log(p / (1 - p)));
    scoring.threshold = 0.5f;
  }
  knowledge.set_scoring(scoring);
  return scoring;
}

Json judge_answers(const Knowledge& knowledge, std::span<const Probe> probes,
                   const std::function<bool(uint64_t, uint64_t)>& progress) {
  const auto& all = knowledge.entries().all;
  uint64_t known = 0, first = 0, three = 0, answered = 0, answered_right = 0, unknown = 0,
           unknown_kept = 0;
  std::vector<double> chances;
  std::vector<bool> inside;
  struct Wrong {
    const Probe* probe;
    std::string answer;
    double chance;
  };
  std::vector<Wrong> wrong;
  for (size_t i = 0; i < probes.size(); ++i) {
    look(progress, i, probes.size());
    const Probe& p = probes[i];
    const std::vector<Match> found = knowledge.find(p.question, 3, left_out(p));
    const double chance = found.empty() ? 0 : knowledge.chance(found[0]);
    const bool knows = !found.empty() && knowledge.knows(found[0]);
    chances.push_back(chance);
    inside.push_back(!p.unknown);
    const bool right = !p.unknown && !found.empty() && all[found[0].entry].answer == p.answer;
    answered += knows;
    answered_right += knows && right;
    if (knows && !right) wrong.push_back({&p, all[found[0].entry].text, chance});
    if (p.unknown) {
      ++unknown;
      unknown_kept += !knows;
      continue;
    }
    ++known;
    first += right;
    three += std::any_of(found.begin(), found.end(),
                         [&](const Match& m) { return all[m.entry].answer == p.answer; });
  }
  const auto share = [](uint64_t part, uint64_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
  };
  Json j, interval, other;
  j.set("questions", known);
  j.set("first_right", share(first, known));
  const Interval range = wilson(first, known);
  interval.set("low", range.low);
  interval.set("high", range.high);
  j.set("first_right_interval", std::move(interval));
  j.set("in_first_three", share(three, known));
  j.set("answered_right", share(answered_right, known));
  j.set("wrong_of_answered", share(answered - answered_right, answered));
  other.set("questions", unknown);
  other.set("recall", share(unknown_kept, unknown));
  j.set("unknown", std::move(other));
  j.set("auroc", auroc(chances, inside));
  std::stable_sort(wrong.begin(), wrong.end(),
                   [](const Wrong& a, const Wrong& b) { return a.chance > b.chance; });
  if (wrong.size() > kMistakes) wrong.resize(kMistakes);
  Json mistakes{Json::Array{}};
  for (const Wrong& w : wrong) {
    Json one;
    one.set("text", w.probe->question);
    one.set("truth", w.probe->unknown ? "" : w.probe->answer);
    one.set("answer", w.answer);
    one.set("confidence", w.chance);
    mistakes.push(std::move(one));
  }
  j.set("mistakes", std::move(mistakes));
  return j;
}

}  // namespace tinybrain
