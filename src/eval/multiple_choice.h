// Which of several options a model finds likeliest after a prompt, as the field's usual harness (EleutherAI's
// lm-evaluation-harness) scores it, so that figures compare. Nothing is generated.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generate/session.h"

namespace tinybrain {

struct ChoiceScores {
  std::vector<double> log_likelihood;  // of each option: the sum over its tokens, natural log
  uint32_t best = 0;                   // the likeliest ("acc")
  uint32_t best_by_bytes =
      0;  // the likeliest a byte of UTF-8, so that short options win nothing ("acc_norm")
  bool cut = false;  // the prompt's beginning did not fit the window
};

// An option follows the prompt after one space. Its tokens are those of prompt, space and option together past the
// prompt's own, spaces at the prompt's end belonging to the option; the end of the text is not scored. A prompt too long
// for the window loses its beginning. Ties go to the first. Error{bad_argument} for an empty option,
// Error{context_full} for one that does not fit.
ChoiceScores score_choices(Session& session, std::string_view prompt,
                           std::span<const std::string> options);

}  // namespace tinybrain
