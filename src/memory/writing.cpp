#include "memory/writing.h"

#include <algorithm>

#include "text/unicode.h"

namespace tinybrain::memory {
namespace {

bool is_hangul(char32_t c) { return c >= 0xac00 && c <= 0xd7a3; }

bool in_word(char32_t c) {
  return unicode::class_of(c) & (unicode::kLetter | unicode::kMark | unicode::kNumber);
}

// Laughter and tears: ㅋㅋ, ㅎㅎ, ㅠㅠ.
bool is_lone_jamo(char32_t c) { return c >= 0x3131 && c <= 0x3163; }
}  // namespace

std::string cleaned(std::string_view text) {
  const std::string whole = unicode::nfc(unicode::repaired(text));
  std::string out;
  bool space = false;
  for (size_t at = 0; at < whole.size();) {
    const unicode::Decoded d = unicode::decode(std::string_view(whole).substr(at));
    at += d.length;
    char32_t c = d.c;
    if (c == 0x2018 || c == 0x2019 || c == '`' || c == 0xff07) c = '\'';
    if (c == 0x201c || c == 0x201d || c == 0x300c || c == 0x300d || c == 0xab || c == 0xbb) c = '"';
    if (c == 0x2013 || c == 0x2014) c = '-';
    if (c > 0xff00 && c < 0xff5f) c -= 0xfee0;  // full width
    if (c == 0x3002) c = '.';
    if (c == 0x2026) c = '.';
    if ((c >= 0x200b && c <= 0x200f) || c == 0xfeff || (c >= 0x202a && c <= 0x202e)) continue;
    if (c == '\n') {
      out.push_back('\n');
      space = false;
      continue;
    }
    if (unicode::is_space(c) || c < ' ') {
      space = true;
      continue;
    }
    if (space && !out.empty() && out.back() != '\n') out.push_back(' ');
    space = false;
    unicode::append(out, c);
  }
  return out;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

Language language_in(std::string_view text) {
  size_t hangul = 0, others = 0;
  for (size_t at = 0; at < text.size();) {
    const unicode::Decoded d = unicode::decode(text.substr(at));
    at += d.length;
    if (is_hangul(d.c))
      ++hangul;
    else if (unicode::class_of(d.c) & unicode::kLetter)
      ++others;
  }
  return hangul * 2 >= others && hangul > 0 ? Language::ko : Language::en;
}

std::string_view trimmed(std::string_view text) {
  const auto last = [&] {
    size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) --at;
    return at;
  };
  while (!text.empty()) {
    const size_t at = last();
    const char32_t c = unicode::decode(text.substr(at)).c;
    const bool bracket = c == ')' && text.find('(') != text.npos;
    if ((in_word(c) && !is_lone_jamo(c)) || bracket || c == '%' || c == '+' || c == '#') break;
    text = text.substr(0, at);
  }
  while (!text.empty()) {
    const unicode::Decoded d = unicode::decode(text);
    if ((in_word(d.c) && !is_lone_jamo(d.c)) || d.c == '(' || d.c == '+' || d.c == '#' ||
        d.c == '@')
      break;
    text.remove_prefix(d.length);
  }
  return text;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const size_t space = std::min(text.find(' '), text.size());
    if (space > 0) words.push_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return words;
}
}  // namespace tinybrain::memory
