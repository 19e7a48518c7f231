// Corrections of learners' sentences by rules, English and Korean: each with the words that change, what the rule is and
// why. It corrects what is surely wrong and leaves the rest.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace tinybrain::skills::tutor {

struct Edit {
  size_t at = 0, length = 0;  // bytes of the source
  std::string was, now;
  const char* rule = "";  // its name, "article"; explanation(rule) says why
};

// In the source's order, never overlapping.
std::vector<Edit> corrections(std::string_view text, Language language);
std::string corrected(std::string_view text, const std::vector<Edit>& edits);

// Why, in the language of the learner; simple: for beginners, without terms. Error{bad_argument}: no such rule.
std::string explanation(std::string_view rule, Language in, bool simple);

}  // namespace tinybrain::skills::tutor
