// GBNF: syntax, what it accepts, and what it refuses.
#include "grammar/grammar_testing.h"

namespace tinybrain {
namespace {

using namespace testing;

TEST_CASE("gbnf: what a grammar accepts") {
  const Case cases[] = {
      {"root ::= \"a\"", {"a"}, {"", "b", "aa"}},
      {"root ::= \"a\" \"b\" | \"c\"", {"ab", "c"}, {"a", "abc", "b"}},
      {"root ::= \"a\"* \"b\"+ \"c\"?", {"b", "aab", "bbc"}, {"", "a", "ac", "bcc"}},
      {"root ::= [a-c0-9_]{2,3}", {"a0", "_bc"}, {"a", "abca", "d0"}},
      {"root ::= \"ab\"{2}", {"abab"}, {"ab", "ababab", "abb"}},
      {"root ::= \"x\"{2,} \"y\"{0}", {"xx", "xxxxx"}, {"x", "xxy"}},
      {"root ::= [^a\\n]", {"b", "가", "\xF0\x9F\x98\x80"}, {"a", "\n", "\xFF", "\xED\xA0\x80"}},
      {"root ::= .", {"a", "\n", "한"}, {"", "ab", "\xC0\x80"}},
      {"root ::= \"\\x41\\u00e9\\U0001F600\\t\\\"\\\\\"", {"A\u00e9\U0001F600\t\"\\"}, {"A\xe9"}},
      {"root ::= [\\]\\\\\\[-]", {"]", "\\", "[", "-"}, {"a"}},
      {"# a comment\nroot ::= (  # another\n  \"a\" |\n  \"b\"\n)+ # end\n\n",
       {"a", "abba"},
       {"", "c"}},
      {"root ::= num (\",\" num)*\nnum ::= [0-9]+\n", {"1", "1,22,3"}, {"", "1,", ",1"}},
      {"root ::= \"(\" root \")\" | \"\"", {"", "()", "((()))"}, {"(", "())", ")"}},
      {"root ::= a\r\na ::= b b\r\nb ::= \"x\" | \"\"\r\n", {"", "x", "xx"}, {"xxx"}},
      {"root ::= (\"\")* \"a\" (\"\" | \"b\"*)*", {"a", "abb"}, {"", "ba"}},
      {"root ::=\n  \"a\" |\n  \"b\"\nother ::= \"c\"", {"a", "b"}, {"c"}},
      {"root ::= expr\nexpr ::= term ((\"+\" | \"-\") term)*\nterm ::= \"x\" | \"(\" expr \")\"",
       {"x", "x+(x-x)", "((x))"},
       {"x+", "(x", "x)"}},
      {"root ::= [가-힣]+", {"한국어"}, {"a", "한a"}},
      {"root ::= \"a\" root | \"b\"", {"b", "aaaaaaaab"}, {"a", "ba"}},
  };
  check_cases(cases, Grammar::from_gbnf);
}

TEST_CASE("gbnf: errors say where and what") {
  const std::pair<const char*, const char*> cases[] = {
      {"", "no rule named 'root'"},
      {"a ::= \"x\"", "no rule named 'root'"},
      {"root ::= b", "line 1: rule 'b' is used but not defined"},
      {"root ::= \"a\"\nroot ::= \"b\"", "line 2: rule 'root' is defined twice"},
      {"root ::= \"a", "the text ends inside quotes"},
      {"root ::= \"a\nb\"", "the line ends inside quotes"},
      {"root ::= [a", "the text ends inside"},
      {"root ::= [z-a]", "wrong order"},
      {"root ::= (\"a\"", "line 1, column 14: expected )"},
      {"root ::= \"a\" )", "line 1, column 14: expected the end of the line"},
      {"root := \"a\"", "expected ::="},
      {"root ::= \"a\"{3,1}", "wrong order"},
      {"root ::= \"a\"{x}", "expected a number"},
      {"root ::= \"\\q\"", "unknown escape"},
      {"root ::= \"\\uD800\"", "not the number of a Unicode character"},
      {"root ::= <[12]>", "not supported"},
      {"root ::= *", "expected the end of the line"},
      {"root ::= \"\xFF\"", "not valid UTF-8"},
      {"root ::= root \"a\" | \"b\"", "left recursion"},
      {"root ::= a\na ::= b \"x\"\nb ::= c | \"y\"\nc ::= a", "left recursion"},
      {"root ::= e root \"a\" | \"b\"\ne ::= \"\" | \"c\"", "left recursion"},
      {"root ::= root", "left recursion"},
      {"root ::= \"a\" root", "matches no text"},
      {"root ::= []", "matches no text"},
  };
  for (const auto& [text, wanted] : cases) {
    CAPTURE(text);
    std::string message;
    CHECK(code_of([&] { Grammar::from_gbnf(text); }, &message) != Code::ok);
    CHECK_MESSAGE(message.find(wanted) != std::string::npos, message);
  }
}

TEST_CASE("gbnf: hostile grammars end in an error, or work") {
  std::string deep = "root ::= ";
  for (int i = 0; i < 100000; ++i) deep += '(';
  CHECK(code_of([&] { Grammar::from_gbnf(deep); }) == Code::bad_argument);

  CHECK(code_of([&] { Grammar::from_gbnf("root ::= (((\"a\"{1000}){1000}){1000})"); }) ==
        Code::unsupported);
  CHECK(code_of([&] { Grammar::from_gbnf("root ::= \"a\"{1000000000}"); }) == Code::unsupported);
  CHECK(code_of([&] { Grammar::from_gbnf("root ::= ((\"\"{100000}){100000}){100000} \"a\""); }) ==
        Code::ok);
  CHECK(code_of([&] {
          Grammar::from_gbnf("root ::= ((e{90000}){90000}){90000} \"a\"\ne ::= \"\"");
        }) != Code::internal);

  // A chain of rules far longer than the stack may get.
  std::string chain = "root ::= r0\n";
  for (int i = 0; i < 5000; ++i)
    chain += "r" + std::to_string(i) + " ::= r" + std::to_string(i + 1) + " \"x\" | \"ab\" r" +
             std::to_string(i + 1) + " \"c\"\n";
  chain += "r5000 ::= \"y\"\n";
  CHECK(code_of([&] { Grammar::from_gbnf(chain); }) == Code::unsupported);

  // Subsets that explode are run as sets.
  const auto exploding = Grammar::from_gbnf("root ::= [ab]* \"a\" [ab]{30}");
  CHECK(takes(exploding, "bba" + std::string(30, 'b')));
  CHECK_FALSE(takes(exploding, "bbb" + std::string(30, 'b')));

  // The same text in more and more ways.
  const auto ambiguous = Grammar::from_gbnf("root ::= \"a\" | \"a\" root root");
  Matcher m = matcher_of(ambiguous);
  for (int i = 0; i < 300; ++i) {
    try {
      if (!m.accept_bytes("a")) break;
      m.mask();
    } catch (const Error& e) {
      CHECK(e.code() == Code::unsupported);
      break;
    }
  }
}

TEST_CASE("gbnf: the depth is bounded and never a dead end") {
  const auto grammar = Grammar::from_gbnf("root ::= \"(\" root \")\" | \"x\"");
  Matcher m = matcher_of(grammar);
  int depth = 0;
  while (m.accept_bytes("(")) ++depth;
  CHECK(depth > 50);
  CHECK(m.forced() == "x" + std::string(depth, ')'));
  const std::span<const uint64_t> mask = m.mask();
  CHECK(bit(mask, 'x'));
  CHECK_FALSE(bit(mask, '('));
}

}  // namespace
}  // namespace tinybrain
