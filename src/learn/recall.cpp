#include "learn/recall.h"

#include <algorithm>

#include "learn/lesson_tokens.h"
#include "learn/reminder.h"

namespace tinybrain {
namespace {

// Chosen with Scope::kNear on the choosing part of bench/teach.py (docs/learning.md).
constexpr size_t kAsked = 3;          // lessons that the model is asked about
constexpr double kLeastWords = 0.08;  // below it there is nothing to ask
constexpr double kOfModel = 0.012;    // likeness a nat that the question gets likelier
constexpr size_t kMostTokens = 256;   // of a question, and of a lesson before it

// log P(question | before), to the beginning of the reply; 0 and `too_long` where it is not asked.
double surprise(Session& asking, const AskedTokens& asked, bool& too_long) {
  too_long |= asked.question.empty() || asked.question.size() > kMostTokens ||
              asked.before.empty() || asked.before.size() > 2 * kMostTokens ||
              asked.before.size() + asked.question.size() > asking.context();
  return too_long ? 0 : asking.score(asked.before, std::span(&asked.question, 1))[0];
}

}  // namespace

std::vector<Scope::Near> recall(const Scope& scope, Session& asking, std::string_view prompt,
                                size_t most) {
  std::vector<Scope::Near> near = scope.nearest(prompt, std::max(most, kAsked));
  size_t asked = 0;
  while (asked < std::min(near.size(), kAsked) && near[asked].likeness >= kLeastWords) ++asked;
  bool too_long = false;
  std::vector<double> gains(asked);
  const LoadedModel& model = asking.model();
  if (asked > 0) {
    const double alone = surprise(asking, asked_tokens(model, {}, prompt), too_long);
    for (size_t i = 0; i < asked && !too_long; ++i) {
      const LearnExample* const lesson = &scope.lesson(near[i].lesson);
      gains[i] =
          surprise(asking, asked_tokens(model, reminder(std::span(&lesson, 1)), prompt), too_long) -
          alone;
    }
  }
  if (!too_long)
    for (size_t i = 0; i < asked; ++i)
      near[i].likeness = std::clamp(near[i].likeness + kOfModel * gains[i], 0.0, 1.0);
  std::stable_sort(near.begin(), near.end(), [](const Scope::Near& a, const Scope::Near& b) {
    return a.likeness > b.likeness;
  });
  if (near.size() > most) near.resize(most);
  return near;
}

}  // namespace tinybrain
