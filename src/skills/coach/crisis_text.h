// A text made comparable for the crisis rules: English as plain words, Korean as syllables without spaces.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tinybrain::skills::coach {

// Lower-case words without apostrophes ("don't" -> "dont"); digits that stand for letters are letters ("k1ll"); letters set
// apart ("k i l l") are a word; "." and "," stand for the end of a clause.
std::vector<std::string> crisis_words(std::string_view text);
// Hangul and jamo only; jamo are put together to syllables (ㅈㅜㄱㅈㅏ -> 죽자); "." stands for the end of a sentence.
std::string crisis_syllables(std::string_view text);

}  // namespace tinybrain::skills::coach
