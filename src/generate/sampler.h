// From logits to the next token. Every choice depends only on the logits, the settings, the seed and the
// tokens so far: never on the number of threads or on timing.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "text/tokenizer.h"

namespace tinybrain {

struct SamplingConfig {
  float temperature = 0.7f;  // 0 = greedy
  int32_t top_k = 40;        // 0 = off
  float top_p = 0.95f;       // 1 = off
  float min_p = 0.05f;       // 0 = off
  float typical_p = 1;       // 1 = off (Meister et al. 2022)
  float repeat_penalty = 1;  // Keskar et al. 2019: positive logits are divided, negative multiplied
  float presence_penalty = 0;
  float frequency_penalty = 0;
  int32_t penalty_window = 64;  // recent tokens that the penalties and DRY see; -1 = all
  float dry_multiplier = 0;     // 0 = off
  float dry_base = 1.75f;
  int32_t dry_allowed_length = 2;
  std::vector<std::pair<TokenId, float>> biases;
  uint64_t seed = 0;
  int32_t logprobs = -1;  // alternatives to report, 0 to 20; -1 = none

  void check(size_t vocabulary) const;  // Error{bad_argument} names the setting
};

struct Candidate {
  TokenId token;
  float logit;
};

struct Choice {
  TokenId token = 0;
  float logprob = 0;                    // under the model, before any setting; only when asked for
  std::vector<Candidate> alternatives;  // logit = logprob; most likely first
};

// log(sum of e^logit), in double.
double log_sum_exp(std::span<const float> logits);

class Sampler {
 public:
  // breakers[token] = true where DRY must not see through (line ends, quotes); may be empty.
  Sampler(SamplingConfig config, std::vector<bool> breakers = {});

  // Chooses among `logits` (changed in place) given the tokens so far, oldest first.
  Choice choose(std::span<float> logits, std::span<const TokenId> history);

 private:
  void penalize(std::span<float> logits, std::span<const TokenId> recent);
  void dry(std::span<float> logits, std::span<const TokenId> recent) const;
  std::vector<Candidate> shortlist(std::span<const float> logits) const;
  TokenId draw(std::vector<Candidate> candidates);
  SamplingConfig config_;
  std::vector<bool> breakers_;
  Rng rng_;
};

}  // namespace tinybrain
