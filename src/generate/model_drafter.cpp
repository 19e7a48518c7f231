// Following the text with the smaller model, and keeping account of what it brings.
#include "generate/model_drafter.h"

#include <algorithm>

#include "base/system.h"
#include "generate/session.h"

namespace tinybrain {
namespace {

constexpr double kMemory = 0.1;    // weight of the newest observation
constexpr size_t kMaxPause = 512;  // steps

void smooth(double& average, double value) {
  average = average == 0 ? value : average + kMemory * (value - average);
}

}  // namespace

ModelDrafter::ModelDrafter(Session& draft) : draft_(draft) { guesses_.reserve(kMost); }

// Brings the draft session to where the text is; what it guessed wrongly is forgotten.
void ModelDrafter::follow(std::span<const TokenId> window, std::span<const TokenId> fresh) {
  const auto known = draft_.tokens();
  size_t same = 0;
  const auto at = [&](size_t i) {
    return i < window.size() ? window[i] : fresh[i - window.size()];
  };
  const size_t total = window.size() + fresh.size();
  while (same < known.size() && same + 1 < total && known[same] == at(same)) ++same;
  draft_.rewind(same);
  if (same < window.size()) draft_.feed(window.subspan(same));
  draft_.feed(fresh.subspan(draft_.tokens().size() - window.size()));
}

std::span<const TokenId> ModelDrafter::guess(std::span<const TokenId> window,
                                             std::span<const TokenId> fresh, size_t most) {
  guesses_.clear();
  most = std::min({most, length_, size_t{draft_.context()} - window.size() - fresh.size()});
  if (rest_ > 0) {
    --rest_;
    return guesses_;
  }
  if (most == 0) return guesses_;
  const double start = seconds_now();
  follow(window, fresh);
  for (;;) {
    guesses_.push_back(draft_.likeliest());
    if (guesses_.size() == most || draft_.tokens().size() == draft_.context()) break;
    draft_.feed({&guesses_.back(), 1});
  }
  draft_seconds_ = seconds_now() - start;
  return guesses_;
}

void ModelDrafter::outcome(size_t right, double seconds) {
  if (guesses_.empty()) return smooth(plain_, seconds);
  smooth(with_guesses_, (seconds + draft_seconds_) / static_cast<double>(right + 1));
  // More guesses after all were right, fewer after none was.
  if (right == guesses_.size())
    length_ = std::min(length_ + 1, kMost);
  else if (right == 0)
    length_ = std::max<size_t>(length_ - 1, 1);
  guesses_.clear();
  if (plain_ == 0 || with_guesses_ <= plain_) {
    pause_ = 32;
    return;
  }
  rest_ = pause_;
  pause_ = std::min(2 * pause_, kMaxPause);
  with_guesses_ = 0;  // the next try is judged by itself
}

}  // namespace tinybrain
