// UTF-8 against the cases of the Unicode standard, and the character classes at their awkward
// places.
#include "text/unicode.h"

#include <doctest/doctest.h>

using namespace tinybrain;
using unicode::repaired;

#define FFFD "\xEF\xBF\xBD"

TEST_CASE("invalid UTF-8 is replaced as Python's errors='replace' does") {
  CHECK(repaired("plain 한글 \U0001F600") == "plain 한글 \U0001F600");
  CHECK(repaired("a\x80z") == "a" FFFD "z");
  CHECK(repaired("\xE2\x82") == FFFD);  // a cut character is one replacement
  CHECK(repaired("\xE2\x82z") == FFFD "z");
  CHECK(repaired("\xF0\x9F\x98") == FFFD);
  CHECK(repaired("\xF0\x9F\x98\xF0\x9F\x98\x80") == FFFD "\U0001F600");
  CHECK(repaired("\xC0\x80") == FFFD FFFD);                    // overlong
  CHECK(repaired("\xE0\x80\x80") == FFFD FFFD FFFD);           // overlong
  CHECK(repaired("\xED\xA0\x80") == FFFD FFFD FFFD);           // a surrogate
  CHECK(repaired("\xF4\x90\x80\x80") == FFFD FFFD FFFD FFFD);  // past U+10FFFF
  CHECK(repaired("\xF8\x88\x80\x80\x80") == FFFD FFFD FFFD FFFD FFFD);
  CHECK(repaired("\xFF\xFE") == FFFD FFFD);
  CHECK(repaired("") == "");
}

TEST_CASE("every code point survives append and decode") {
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string s;
    unicode::append(s, c);
    const unicode::Decoded d = unicode::decode(s);
    if (d.c != c || d.length != s.size() || !d.valid) FAIL(static_cast<uint32_t>(c));
  }
}

TEST_CASE("classes") {
  using namespace unicode;
  CHECK(class_of('A') == kUpper);
  CHECK(class_of('z') == kLower);
  CHECK(class_of('5') == kNumber);
  CHECK(class_of('_') == 0);
  CHECK(class_of(0x1C5) == kUpper);  // title case
  CHECK(class_of(U'가') == kOtherLetter);
  CHECK(class_of(0x1161) == kOtherLetter);  // a vowel jamo
  CHECK(class_of(0x301) == kMark);
  CHECK(class_of(0x2160) == kNumber);        // Roman numeral
  CHECK(class_of(0xBD) == kNumber);          // a half
  CHECK(class_of(0x10D4E) == kOtherLetter);  // since Unicode 16
  CHECK(class_of(0x2EBF0) == kOtherLetter);  // since Unicode 15.1
  for (const char32_t c :
       {0x09, 0x0B, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2003, 0x2028, 0x202F, 0x3000})
    CHECK(is_space(c));
  for (const char32_t c : {0x1C, 0x200B, 0x200D, 0x2060, 0xFEFF, 0x180E}) CHECK_FALSE(is_space(c));
}

TEST_CASE("normalization") {
  CHECK(unicode::nfc("e\u0301") == "\u00e9");
  CHECK(unicode::nfc("\u1100\u1161\u11a8") == "각");
  CHECK(unicode::nfc("가\u11a8") == "각");
  CHECK(unicode::nfc("a\u0323\u0301") == unicode::nfc("a\u0301\u0323"));
  CHECK(unicode::nfc("\u212a") == "K");
  CHECK(unicode::nfc(std::string("a\0b", 3)) == std::string("a\0b", 3));
  CHECK(unicode::nfd("각\u00e9") == "\u1100\u1161\u11a8e\u0301");
  CHECK(unicode::nfc("a\u0301\u1abf\u0323") ==
        "\u00e1\u1abf\u0323");  // as the reference's older data has it
}
