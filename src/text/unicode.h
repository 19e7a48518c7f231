// Unicode for the tokenizers: strict UTF-8, the character classes that splitters ask for, and
// normalization. The only folder that knows utf8proc. Not a text library: no collation, no locale.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain::unicode {

inline constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t c;  // U+FFFD when not valid
  uint32_t
      length;  // bytes; when not valid, those of the longest beginning of a character (at least 1)
  bool valid;
  bool cut;  // not valid only because the text ends too early
};
// The character that starts at s[0]. s must not be empty.
Decoded decode(std::string_view s);
// The bytes where its characters begin, and its end.
std::vector<size_t> places_of(std::string_view s);
void append(std::string& out, char32_t c);
bool is_valid(std::string_view s);
// Each invalid piece replaced by U+FFFD, as Python's errors="replace" does.
std::string repaired(std::string_view s);

// Classes as bits, so that a splitter can ask for a union. White space is White_Space; the others
// are general categories. A character has one bit or none.
enum Class : uint8_t {
  kUpper = 1,        // Lu, Lt
  kLower = 2,        // Ll
  kOtherLetter = 4,  // Lm, Lo
  kMark = 8,         // M
  kNumber = 16,      // N
  kSpace = 32,
  kLetter = kUpper | kLower | kOtherLetter,
};
inline constexpr std::array<uint8_t, 128> kAsciiClass = [] {
  std::array<uint8_t, 128> table{};
  for (int c = 'A'; c <= 'Z'; ++c) table[c] = kUpper;
  for (int c = 'a'; c <= 'z'; ++c) table[c] = kLower;
  for (int c = '0'; c <= '9'; ++c) table[c] = kNumber;
  for (int c = '\t'; c <= '\r'; ++c) table[c] = kSpace;
  table[' '] = kSpace;
  return table;
}();
uint8_t class_beyond_ascii(char32_t c);
inline uint8_t class_of(char32_t c) { return c < 128 ? kAsciiClass[c] : class_beyond_ascii(c); }
inline bool is_space(char32_t c) { return class_of(c) & kSpace; }

std::string nfc(std::string_view s);  // s must be valid
std::string nfd(std::string_view s);
// For comparing texts: NFKC, case folded, white space as single spaces with none at the ends.
std::string folded(std::string_view s);

// What BERT's text cleaning asks for. The reference carries older Unicode data for these two, which
// is part of what its models were trained with; we follow it.
bool is_bert_punctuation(char32_t c);
bool is_bert_accent(char32_t c);   // Mn
bool is_bert_control(char32_t c);  // Cc, Cf, Co, without tab and line ends
// Lower case; may be two characters, hence a string.
void append_lower(std::string& out, char32_t c);

}  // namespace tinybrain::unicode
