// A desk tries itself on the questions it is made of: each is asked of a desk that was made without it, once with its answer
// among those known and once without, so that everything that is looked at comes about as when a customer asks.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "desk/matcher.h"

namespace tinybrain::desk {

struct Trial {
  std::vector<Candidate> candidates;
  float unseen = 0;                // Matcher::unseen()
  std::optional<uint32_t> answer;  // nothing = from elsewhere
};

struct Trials {
  std::vector<Trial> known, elsewhere;
};

inline constexpr size_t kTrialCandidates = 20;

// near: cosine of terms from which on two questions of an answer say nearly the same; none is asked where one like it can
// be seen. encoder: of faq.vectors. progress(done, total) = false stops with Error{cancelled}.
Trials try_out(const Faq& faq, LoadedModel* encoder, double near, uint64_t seed,
               const std::function<bool(uint64_t, uint64_t)>& progress);

}  // namespace tinybrain::desk
