#include "text/josa.h"

#include "text/unicode.h"

namespace tinybrain {
namespace {

constexpr char32_t kRieul = 8;  // ㄹ among the final consonants of a syllable

// Its last letter or digit: brackets and marks are not read.
char32_t last_of(std::string_view word) {
  char32_t last = 0;
  for (size_t at = 0; at < word.size();) {
    const unicode::Decoded d = unicode::decode(word.substr(at));
    at += d.length;
    if (unicode::class_of(d.c) & (unicode::kLetter | unicode::kNumber)) last = d.c;
  }
  return last;
}

// The final consonant, 0 = none.
char32_t final_of(std::string_view word) {
  const char32_t c = last_of(word);
  if (c >= 0xac00 && c <= 0xd7a3) return (c - 0xac00) % 28;
  switch (c) {
    case '1':
    case '7':
    case '8':
    case 'l':
    case 'L':
    case 'r':
    case 'R': return kRieul;
    case '0':
    case '3':
    case '6':
    case 'm':
    case 'M':
    case 'n':
    case 'N': return 1;
    default: break;
  }
  return word.ends_with("ng") || word.ends_with("k") ? 1 : 0;
}

}  // namespace

bool ends_in_consonant(std::string_view word) { return final_of(word) != 0; }

std::string josa(std::string_view word, std::string_view after_consonant,
                 std::string_view after_vowel) {
  const char32_t last = final_of(word);
  const bool vowel = last == 0 || (last == kRieul && after_vowel == "로");
  return std::string(word) + std::string(vowel ? after_vowel : after_consonant);
}

}  // namespace tinybrain
