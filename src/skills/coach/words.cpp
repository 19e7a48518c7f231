#include "skills/coach/words.h"

#include "text/unicode.h"

namespace tinybrain::skills::coach {

std::string singular(const std::string& word) {
  const auto ends = [&](std::string_view with) { return word.ends_with(with); };
  const size_t n = word.size();
  if (n > 4 && ends("ies")) return word.substr(0, n - 3) + "y";
  if (n > 3 && ends("ie")) return word.substr(0, n - 2) + "y";
  if (n > 4 && ends("ves")) return word.substr(0, n - 3) + "f";
  if (n > 3 && ends("ve")) return word.substr(0, n - 2) + "f";
  if (n > 4 && (ends("oes") || ends("shes") || ends("ches") || ends("xes") || ends("sses")))
    return word.substr(0, n - 2);
  if (n > 2 && ends("s") && !ends("ss") && !ends("us") && !ends("is")) return word.substr(0, n - 1);
  return word;
}

bool is_hangul(std::string_view text) {
  if (text.empty()) return false;
  for (size_t i = 0; i < text.size();) {
    const unicode::Decoded d = unicode::decode(text.substr(i));
    if (d.c < 0xAC00 || d.c > 0xD7A3) return false;
    i += d.length;
  }
  return true;
}

std::vector<std::string> food_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool hangul = false;
  const auto flush = [&] {
    if (!word.empty()) words.push_back(hangul ? word : singular(word));
    word.clear();
  };
  const std::string folded = unicode::folded(unicode::repaired(text));
  for (size_t i = 0; i < folded.size();) {
    const unicode::Decoded d = unicode::decode(std::string_view(folded).substr(i));
    const std::string piece = folded.substr(i, d.length);
    i += d.length;
    if (d.c == '\'' || d.c == 0x2019) {
      // "baker's" -> "baker"; the s goes with the sign.
      if (i < folded.size() && folded[i] == 's') ++i;
      flush();
      continue;
    }
    if (!(unicode::class_of(d.c) & unicode::kLetter)) {
      flush();
      continue;
    }
    const bool is_syllable = d.c >= 0xAC00 && d.c <= 0xD7A3;
    if (!word.empty() && is_syllable != hangul) flush();
    hangul = is_syllable;
    if (is_syllable) {
      word += piece;
      continue;
    }
    const std::string apart = unicode::nfd(piece);
    word += d.c < 128 || apart.empty()                   ? piece
            : static_cast<unsigned char>(apart[0]) < 128 ? apart.substr(0, 1)
                                                         : piece;
  }
  flush();
  return words;
}

}  // namespace tinybrain::skills::coach
