// Learning a language without labels, for encoders: some tokens of a text are hidden, and the network guesses them
// from what stands around (Devlin et al. 2019).
#pragma once

#include <vector>

#include "train/objective.h"

namespace tinybrain {

struct MaskOptions {
  float share = 0.15f;  // of the tokens, but for the first and the last of a text, that are guessed
  TokenId mask =
      -1;  // what four in five of them become; one in ten becomes any other, one in ten stays
  uint64_t seed = 0;
};

// Needs a network whose embedding learns: its head is the embedding.
class MaskedObjective : public Objective {
 public:
  MaskedObjective(std::vector<TokenExample> train, std::vector<TokenExample> held_out,
                  const MaskOptions& options);
  void begin_step(uint64_t step) override { step_ = step; }
  size_t examples() const override { return train_.size(); }
  size_t tokens(uint32_t i) const override { return train_[i].tokens.size(); }
  double learn(Network& network, std::span<const uint32_t> picks) override;
  double score(
      Network& network) override;  // minus the mean loss of a hidden token, always the same ones

 private:
  // Adds the text to the batch with some tokens hidden, and what they were to the targets.
  void add_hidden(const TokenExample& text, uint64_t seed, size_t vocabulary, Batch& batch,
                  std::vector<TokenId>& targets) const;
  std::vector<TokenExample> train_, held_out_;
  MaskOptions options_;
  uint64_t step_ = 0;
};

}  // namespace tinybrain
