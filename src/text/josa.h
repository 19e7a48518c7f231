// Korean particles that follow the sound before them: 이름은, 나이는; 서울로, 부산으로.
#pragma once

#include <string>
#include <string_view>

namespace tinybrain {

// Whether a word is read with a consonant at its end; of digits as they are read, of Latin letters as a guess.
bool ends_in_consonant(std::string_view word);
// The word and the one of the two that fits: josa("이름", "은", "는"). With "으로" and "로", 서울 takes 로.
std::string josa(std::string_view word, std::string_view after_consonant,
                 std::string_view after_vowel);

}  // namespace tinybrain
