// Which items go with those in a basket: ridge regression of each item on all others over the baskets (EASE, Steck 2019),
// solved in the space of baskets, and the words that names have in common.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "skills/shop/purchases.h"

namespace tinybrain::skills::shop {

// What speaks for an item beside one in the basket.
struct Companion {
  uint32_t with = 0;                // the item of the basket that speaks most for it
  uint32_t both = 0, with_all = 0;  // baskets with both; with that one
  double times = 0;   // how often it is bought with that one beside how often by chance, smoothed
  std::string words;  // rare words that both names have; "" = none
};

struct Suggestion {
  uint32_t item = 0;
  double score = 0, baskets = 0,
         names = 0;  // score = the sum of what the baskets and the names say
  Companion why;
};

class Together {
 public:
  // Only the latest kMostBaskets are learnt from.
  explicit Together(const Purchases& purchases);
  // The best, none of them in the basket. An empty basket: what is bought most.
  std::vector<Suggestion> suggest(std::span<const uint32_t> basket, size_t most) const;
  size_t baskets() const { return count_; }

  static constexpr size_t kMostBaskets = 2000;

 private:
  Companion companion(uint32_t item, std::span<const uint32_t> basket) const;
  double alike(uint32_t a, uint32_t b) const;

  const Purchases& purchases_;
  size_t count_ = 0;
  std::vector<std::vector<uint32_t>> where_;  // of each item: the baskets that have it, sorted
  std::vector<double> kernel_;                // [count][count]: (X X' + lambda)^-1
  std::vector<double> left_;                  // of each item: 1 - x' K x
  using Words = std::vector<std::pair<uint32_t, double>>;  // word and weight, sorted; of length 1
  std::vector<Words> words_;
  std::vector<std::string> spelt_;
};

}  // namespace tinybrain::skills::shop
