// Other ways to put a question, made by rule: a person who was corrected once will not ask in the same words again, and
// one phrasing alone is learnt letter by letter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain {

// `count` at most, the question itself first, then ones that differ in case, mark at the end, phrases before or after it,
// a word that is missing, a slip of the keys. The same for the same arguments; no two alike.
std::vector<std::string> question_variations(std::string_view question, std::string_view language,
                                             size_t count, uint64_t seed);

}  // namespace tinybrain
