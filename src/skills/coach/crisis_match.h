// Patterns over words and over syllables, for the crisis rules. English: elements with spaces between, each an alternative of
// words ("a|b"), "a?" = may be left out, "*" = up to five words, "w~" = begins with w; a clause is never crossed. Korean: the same
// over syllables written without spaces, "(a|b)" for alternatives and "*" for up to six syllables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tinybrain::skills::coach {

struct Span {
  size_t begin = 0, end = 0;  // words, or bytes
};
// The first match at or after `from`; false: none. Words of six letters or more may differ by one letter.
bool match_words(std::string_view pattern, const std::vector<std::string>& words, size_t from,
                 Span& span);
bool match_syllables(std::string_view pattern, std::string_view text, size_t from, Span& span);

}  // namespace tinybrain::skills::coach
