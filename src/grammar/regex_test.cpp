// Regular expressions: syntax, anchors, and what is refused by name and column.
#include "grammar/grammar_testing.h"

namespace tinybrain {
namespace {

using namespace testing;

TEST_CASE("regex: whole texts that match") {
  const Case cases[] = {
      {"abc", {"abc"}, {"ab", "abcd", "xabc"}},
      {"a|bc|", {"a", "bc", ""}, {"b", "abc"}},
      {"(ab)*c+d?", {"c", "ababcc", "cd"}, {"abd", "ac"}},
      {"[^a-c]x", {"dx", "한x"}, {"ax", "x"}},
      {"\\d{2,3}-\\w+", {"12-a_9", "123-Z"}, {"1-a", "1234-a", "12-"}},
      {"\\s\\S", {" a", "\u3000b"}, {"a ", "  "}},
      {".", {"a", "가"}, {"\n", "\r", "\u2028", ""}},
      {"^abc$", {"abc"}, {"abcd"}},
      {"(?:a|(?<x>b)){2}", {"ab", "bb"}, {"a", "abc"}},
      {"a*?b+?c??", {"b", "aabbc"}, {"a"}},
      {"\\u{1F600}\\x41\\u00e9\\n\\/\\.", {"\U0001F600A\u00e9\n/."}, {"x"}},
      {"\\uD83D\\uDE00", {"\U0001F600"}, {}},
      {"[\\d\\-x\\]]+", {"1-x]"}, {"a"}},
      {"[a-]", {"a", "-"}, {"b"}},
      {"a{0}b{2}", {"bb"}, {"abb", "b"}},
      {"(^a|b)c$", {"ac", "bc"}, {"c"}},
      {"", {""}, {"a"}},
      {"[가-힣]{2}", {"한글"}, {"한", "ab"}},
      {"\\cA\\0", {std::string("\1\0", 2)}, {}},
  };
  check_cases(cases, Grammar::from_regex);
}

TEST_CASE("regex: what is not regular, or not here, is named with its column") {
  const std::pair<const char*, const char*> cases[] = {
      {"a(?=b)", "column 2: look-ahead"},
      {"가(?!b)", "column 2: look-ahead"},
      {"(?<=a)b", "column 1: look-behind"},
      {"(a)\\1", "column 4: a back reference"},
      {"a\\b", "column 2: \\b"},
      {"\\p{L}", "column 1: \\p"},
      {"(?i)a", "column 1: a flag"},
      {"a++", "a possessive"},
      {"(^a)*", "a repeated anchor"},
      {"a^b", "an anchor in the middle"},
      {"a$b", "an anchor in the middle"},
      {"(a", "expected )"},
      {"a)", "a ) without its ("},
      {"[a", "column 1: a [ without"},
      {"*a", "nothing to repeat"},
      {"a**", "nothing to repeat"},
      {"a{2,1}", "wrong order"},
      {"a{1000000}", "a repeat count"},
      {"[z-a]", "wrong order"},
      {"a\\", "a \\ at the end"},
      {"\\uD800", "not the number"},
      {"[^\\u{0}-\\u{10FFFF}]", "matches no text"},
  };
  for (const auto& [pattern, wanted] : cases) {
    CAPTURE(pattern);
    std::string message;
    CHECK(code_of([&] { Grammar::from_regex(pattern); }, &message) != Code::ok);
    CHECK_MESSAGE(message.find(wanted) != std::string::npos, message);
  }
}

TEST_CASE("regex: hostile patterns") {
  CHECK(code_of([] { Grammar::from_regex(std::string(100000, '(')); }) != Code::ok);
  CHECK(code_of([] { Grammar::from_regex("((((a{99}){99}){99}){99})"); }) == Code::unsupported);
  CHECK(code_of([] { Grammar::from_regex("(a*)*(b*)*((c?){50}){50}"); }) == Code::ok);
  CHECK(code_of([] { Grammar::from_regex("(.*)*a.{40}"); }) == Code::ok);
}

}  // namespace
}  // namespace tinybrain
