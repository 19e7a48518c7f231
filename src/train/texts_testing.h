// Texts to learn from, for tests: of random tokens, the same every time.
#pragma once

#include <vector>

#include "base/rng.h"
#include "model/config.h"
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

}  // namespace tinybrain::testing
