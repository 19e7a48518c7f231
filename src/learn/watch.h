// The watchdog: what a person says of answers since a version is in use, against what they said before. When it is likely
// that answers got worse, the version before comes back by itself, and the audit says why.
#pragma once

#include <cstdint>

namespace tinybrain {

class Vault;

// Answers that were found good and bad: thumbs; a correction or an edit counts as bad.
struct Ratings {
  uint64_t good_before = 0, bad_before = 0;
  uint64_t good = 0, bad = 0;  // since
};

struct WatchVerdict {
  Ratings ratings;
  double chance_worse = 0;  // that the share of bad answers rose by more than kWorse
  bool turned = false;
};

// The share of bad answers has a Beta(1, 3) prior in both spans (a person rates what is wrong rather than what is right,
// but most answers pass). Turned: at least kLeast ratings since, and the chance is above kSure. It is looked at after each
// rating; watch_test.cpp has how often it errs.
constexpr uint64_t kWatchLeast = 6;
constexpr double kWatchWorse = 0.05, kWatchSure = 0.98;
WatchVerdict judge_ratings(const Ratings& ratings);

// The ratings of a version and of what came before it, as the vault has them.
Ratings ratings_of(Vault& vault, int64_t version);
// Looks, and brings back the parent (or the model as it came) when the ratings turned. Does nothing for a version that is not
// in use.
WatchVerdict watch(Vault& vault, int64_t version);

}  // namespace tinybrain
