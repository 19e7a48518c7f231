// Guessing the next tokens with a smaller model of the same vocabulary (Leviathan et al. 2023), greedily. Where
// that has not paid lately it is left alone for a while, and tried again.
#pragma once

#include <span>
#include <vector>

#include "text/tokenizer.h"

namespace tinybrain {

class Session;

class ModelDrafter {
 public:
  static constexpr size_t kMost = 6;  // guesses at a time

  // `draft`: a session of the smaller model, used by this object alone.
  explicit ModelDrafter(Session& draft);

  // Guesses at what follows window + fresh, the tokens that the large model has and will have processed. None
  // while guessing does not pay. Valid until the next call.
  std::span<const TokenId> guess(std::span<const TokenId> window, std::span<const TokenId> fresh,
                                 size_t most);
  // What became of the last guesses (none: how fast a plain step was). seconds: of the pass that checked them.
  void outcome(size_t right, double seconds);

 private:
  void follow(std::span<const TokenId> window, std::span<const TokenId> fresh);

  Session& draft_;
  std::vector<TokenId> guesses_;
  double draft_seconds_ = 0;             // that the last guesses took
  double plain_ = 0, with_guesses_ = 0;  // seconds a token, smoothed; 0 = not known
  size_t length_ = 3;                    // how many to guess
  size_t rest_ = 2, pause_ = 32;         // steps until the next try; how long a pause would be now
};

}  // namespace tinybrain
