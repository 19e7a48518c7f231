// Utf8Stream: whatever the pieces, what comes out is whole characters, and together the whole text.
#include <doctest/doctest.h>

#include "text/tokenizer.h"
#include "text/unicode.h"

using namespace tinybrain;

TEST_CASE("a stream never shows half a character") {
  const std::string text = "한글 a\u00e9 日本 \U0001F469\u200D\U0001F469 끝";
  for (size_t step = 1; step <= 5; ++step) {
    Utf8Stream stream;
    std::string shown;
    for (size_t i = 0; i < text.size(); i += step) {
      const std::string now = stream.push(std::string_view(text).substr(i, step));
      CHECK(unicode::is_valid(now));
      shown += now;
    }
    CHECK(shown + stream.finish() == text);
  }
}

TEST_CASE("Hangul byte by byte: nothing, nothing, then the syllable") {
  Utf8Stream stream;
  for (int round = 0; round < 3; ++round) {
    CHECK(stream.push("\xED") == "");
    CHECK(stream.push("\x95") == "");
    CHECK(stream.push("\x9C") == "한");
  }
  CHECK(stream.push("") == "");
  CHECK(stream.finish() == "");
}

TEST_CASE("bytes that can never become a character are shown as U+FFFD at once") {
  Utf8Stream stream;
  CHECK(stream.push("a\xFF") == "a\uFFFD");
  CHECK(stream.push("\x80") == "\uFFFD");
  CHECK(stream.push("\xE2\x82") == "");
  CHECK(stream.push("A") ==
        "\uFFFD"
        "A");
  CHECK(stream.push("\xED") == "");
  CHECK(stream.push("\xA0") == "\uFFFD\uFFFD");  // a surrogate
  CHECK(stream.push("\xF0\x9F\x98") == "");
  CHECK(stream.finish() == "\uFFFD");
  CHECK(stream.push("b") == "b");
  CHECK(stream.finish() == "");
}

TEST_CASE("any bytes in any pieces give what the whole gives") {
  uint32_t seed = 1;
  const auto random = [&] { return seed = seed * 1664525u + 1013904223u, seed >> 16; };
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    const size_t size = random() % 40;
    while (bytes.size() < size) {
      constexpr const char* kPieces[] = {"한",       "\xED", "\x95", "\xF0\x9F",
                                         "\x98\x80", "a",    "\xC3", "\xFF"};
      bytes += kPieces[random() % 8];
    }
    Utf8Stream stream;
    std::string shown;
    for (size_t i = 0; i < bytes.size();) {
      const size_t step = 1 + random() % 4;
      shown += stream.push(std::string_view(bytes).substr(i, step));
      CHECK(unicode::is_valid(shown));
      i += step;
    }
    CHECK(shown + stream.finish() == unicode::repaired(bytes));
  }
}
