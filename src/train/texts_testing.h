// For tests, the same every time: texts of random tokens to learn from, and parameters moved from where they were.
#pragma once

#include <vector>

#include "base/rng.h"
#include "model/config.h"
#include "train/network.h"
#include "train/objective.h"

namespace tinybrain::testing {

inline std::vector<TokenExample> some_texts(const ModelConfig& config) {
  std::vector<TokenExample> all(3);
  Rng rng(4);
  for (size_t e = 0; e < all.size(); ++e)
    for (size_t i = 0; i < 5 + 2 * e; ++i)
      all[e].tokens.push_back(static_cast<TokenId>(rng.next() % config.vocabulary));
  all[1].learn_from = 4;
  return all;
}

inline void disturb(Network& network, float by) {
  Rng rng(8);
  for (Parameter* p : network.trained())
    for (size_t i = 0; i < p->size(); ++i)
      p->values()[i] += by * static_cast<float>(rng.uniform() - 0.5);
}

}  // namespace tinybrain::testing
