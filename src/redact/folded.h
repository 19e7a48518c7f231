// A text as the scanners read it: one element a character, full-width forms and odd dashes made plain,
// invisible characters left out, jamo joined to syllables; and where each came from in the bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain::redact {

class Folded {
 public:
  explicit Folded(std::string_view utf8);

  size_t size() const { return text_.size(); }
  char32_t operator[](size_t i) const { return i < text_.size() ? text_[i] : 0; }  // 0 past the end
  std::u32string_view view(size_t begin, size_t end) const {
    return std::u32string_view(text_).substr(begin, end - begin);
  }
  // Bytes of the original: where character i begins, and where it ends.
  size_t begin_of(size_t i) const { return begin_[i]; }
  size_t end_of(size_t i) const { return end_[i]; }

 private:
  std::u32string text_;
  std::vector<uint32_t> begin_, end_;
};

inline bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
inline bool is_upper(char32_t c) { return c >= 'A' && c <= 'Z'; }
inline bool is_lower(char32_t c) { return c >= 'a' && c <= 'z'; }
inline bool is_latin(char32_t c) {  // with accents
  return is_upper(c) || is_lower(c) || (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7);
}
inline bool is_capital(char32_t c) { return is_upper(c) || (c >= 0xc0 && c <= 0xde && c != 0xd7); }
inline bool is_alnum(char32_t c) { return is_digit(c) || is_upper(c) || is_lower(c); }
inline bool is_hangul(char32_t c) { return c >= 0xac00 && c <= 0xd7a3; }
inline bool is_space(char32_t c) { return c == ' ' || c == '\n' || c == '\t'; }
inline char32_t lower(char32_t c) { return is_upper(c) ? c + 32 : c; }
// Particles follow without a space: Hangul after a number or a Latin word does not go on with it.
inline bool goes_on(char32_t c) { return is_alnum(c) || c == '_' || (is_latin(c) && c >= 0x80); }

}  // namespace tinybrain::redact
