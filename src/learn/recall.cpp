#include "learn/recall.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "learn/lesson_tokens.h"
#include "learn/reminder.h"

namespace tinybrain {
namespace {

// Chosen with Scope::kNear on the choosing part of bench/teach.py (docs/learning.md).
constexpr size_t kAsked = 3;         // lessons that the model is asked about
constexpr double kSure = 0.4;        // by its words the first is right where it is so near
constexpr double kLead = 0.2;        // and the second so much less
constexpr double kOfModel = 0.015;   // likeness, for each nat that the question gets likelier
constexpr size_t kMostTokens = 256;  // of a question; twice that with a lesson before it

// log P(question | lesson asked and answered before it).
std::optional<double> likely_after(Session& asking, const LearnExample* lesson,
                                   std::string_view prompt) {
  const AskedTokens t = asked_tokens(asking.model(), reminder(std::span(&lesson, 1)), prompt);
  if (t.before.empty() || t.question.empty() || t.question.size() > kMostTokens ||
      t.before.size() + t.question.size() > std::min<size_t>(2 * kMostTokens, asking.context()))
    return std::nullopt;
  return asking.score(t.before, std::span(&t.question, 1))[0];
}

}  // namespace

std::vector<Scope::Near> recall(const Scope& scope, const std::function<Session&()>& asking,
                                std::string_view prompt, size_t most) {
  std::vector<Scope::Near> near = scope.nearest(prompt, std::max(most, kAsked));
  const size_t asked = std::min(near.size(), kAsked);
  const auto done = [&] {
    if (near.size() > most) near.resize(most);
    return near;
  };
  if (asked < 2 || !near[0].holds() ||
      (near[0].likeness >= kSure && near[0].likeness - near[1].likeness >= kLead))
    return done();
  Session& session = asking();
  std::vector<std::pair<double, Scope::Near>> order;
  for (const Scope::Near& n : near) {
    if (order.size() == asked) break;
    const auto likely = likely_after(session, &scope.lesson(n.lesson), prompt);
    if (!likely) return done();
    order.emplace_back(n.likeness + kOfModel * *likely, n);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  const double nearest = near[0].likeness;
  for (size_t i = 0; i < asked; ++i) near[i] = order[i].second;
  near[0].likeness = nearest;
  return done();
}

}  // namespace tinybrain
