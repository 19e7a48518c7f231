// Finding the last place where the end of the text occurred before, and what a guess is worth.
#include "generate/drafter.h"

#include <algorithm>
#include <bit>

#include "base/error.h"

namespace tinybrain {
namespace {

constexpr size_t kLong = 4, kShort = 2;  // n-grams that are looked up
constexpr size_t kLongestMatch = 32;     // more tells nothing new
constexpr double kMemory = 0.06;         // weight of the newest observation
// Cost of one more row beside the first, before any was measured: of a memory-bound pass.
constexpr double kRowCost = 0.12;
// A guess must promise this much more than none, for what measuring and rounding hide.
constexpr double kMargin = 1.05;

}  // namespace

Drafter::Drafter(size_t tokens) : hits_{0.3, 0.4, 0.5, 0.6, 0.75, 0.85} {
  text_.reserve(tokens);
  const size_t slots = std::bit_ceil(std::max<size_t>(2 * tokens, 1024));
  long_.resize(slots);
  short_.resize(slots);
}

size_t Drafter::class_of(size_t length) {
  if (length <= 3) return length - kShortest;
  if (length <= 5) return 2;
  if (length <= 8) return 3;
  return length <= 16 ? 4 : 5;
}

// Slot of the n-gram of `length` tokens before position `end`.
size_t Drafter::bucket(size_t end, size_t length) const {
  uint64_t h = 0;
  for (size_t i = end - length; i < end; ++i)
    h = (h ^ static_cast<uint32_t>(text_[i])) * 0x9e3779b97f4a7c15u;
  return (h >> 20) & (long_.size() - 1);
}

void Drafter::index(size_t end) {
  if (end >= kLong) long_[bucket(end, kLong)] = static_cast<uint32_t>(end);
  if (end >= kShort) short_[bucket(end, kShort)] = static_cast<uint32_t>(end);
}

// The longer n-gram's last place if there is one, else the shorter's; how long the match really is.
void Drafter::find() {
  const size_t end = text_.size();
  match_ = length_ = 0;
  for (size_t n : {kLong, kShort}) {
    if (end < n) continue;
    const size_t at = (n == kLong ? long_ : short_)[bucket(end, n)];
    if (at == 0 || at >= end) continue;
    size_t same = 0;
    while (same < kLongestMatch && same < at && text_[at - 1 - same] == text_[end - 1 - same])
      ++same;
    if (same < n) continue;  // another n-gram in the same slot
    match_ = at;
    length_ = same;
    return;
  }
}

void Drafter::push(TokenId token, bool scoring) {
  if (text_.size() == text_.capacity()) return;  // never allocates
  if (scoring && match_ > 0) {
    double& p = hits_[class_of(length_)];
    p += kMemory * ((text_[match_] == token) - p);
  }
  // The n-gram that ends here is looked up before it is entered: it must not find itself.
  if (!text_.empty()) index(text_.size());
  text_.push_back(token);
  find();
}

double Drafter::cost(size_t rows) const {
  const double one = seconds_[1];
  if (one == 0) return 1 + kRowCost * static_cast<double>(rows - 1);
  if (seconds_[rows] > 0) return seconds_[rows] / one;
  // Between the nearest that were seen.
  size_t below = rows - 1, above = rows + 1;
  while (below > 1 && seconds_[below] == 0) --below;
  while (above < seconds_.size() && seconds_[above] == 0) ++above;
  const double low = seconds_[below] / one;
  if (above == seconds_.size()) return low + kRowCost * static_cast<double>(rows - below);
  return low + (seconds_[above] / one - low) * static_cast<double>(rows - below) /
                   static_cast<double>(above - below);
}

std::span<const TokenId> Drafter::guess(size_t most) {
  if (match_ == 0) return {};
  most = std::min({most, kMost, text_.size() - match_});
  size_t best = 0;
  double best_speed = kMargin, chance = 1, tokens = 1;
  for (size_t k = 1; k <= most; ++k) {
    chance *= hits_[class_of(length_ + k - 1)];
    tokens += chance;
    const double speed = tokens / cost(k + 1);
    if (speed > best_speed) {
      best_speed = speed;
      best = k;
    }
  }
  return {text_.data() + match_, best};
}

void Drafter::passed(size_t rows, double seconds) {
  if (rows >= seconds_.size()) return;
  double& s = seconds_[rows];
  s = s == 0 ? seconds : s + 0.2 * (seconds - s);
}

}  // namespace tinybrain
