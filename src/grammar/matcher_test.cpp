// Matchers: masks against trying every token, endings, copies, forced text, sharing, bounds.
#include <atomic>
#include <thread>

#include "grammar/grammar_testing.h"

namespace tinybrain {
namespace {

using namespace testing;

// Every token, one by one.
void check_mask(Matcher& m) {
  const ByteVocabulary& v = small_vocabulary();
  const std::span<const uint64_t> mask = m.mask();
  REQUIRE(mask.size() == v.trie()->words());
  for (TokenId id = 0; id < static_cast<TokenId>(v.trie()->choices()); ++id) {
    Matcher copy = m;
    CAPTURE(id);
    CAPTURE(v.trie()->bytes(id));
    CHECK(bit(mask, id) == copy.accept(id));
  }
  CHECK(bit(mask, v.end()) == m.may_end());
  CHECK_FALSE(bit(mask, v.control()));
}

const char* const kJsonGrammar = R"(
root   ::= value
value  ::= object | array | string | number | "true" | "false" | "null"
object ::= "{" ws ( member ("," ws member)* )? "}" ws
member ::= string ":" ws value
array  ::= "[" ws ( value ("," ws value)* )? "]" ws
string ::= "\"" ( [^"\\\x00-\x1f] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F]{4}) )* "\"" ws
number ::= "-"? ("0" | [1-9] [0-9]{0,15}) ("." [0-9]{1,10})? ws
ws     ::= | " " | "\n" [ \t]{0,20}
)";

TEST_CASE("matcher: the mask is exactly what accept takes") {
  const std::shared_ptr<const Grammar> grammars[] = {
      Grammar::from_gbnf(kJsonGrammar),
      Grammar::from_gbnf("root ::= \"a\" | \"a\" root | \"가\" root \"x\""),
      Grammar::from_regex("(가|[^a]b){1,4}|\\w{2,9}"),
      Grammar::from_json_schema(Json::parse(
          R"({"type": "object", "properties": {"name": {"type": "string", "maxLength": 40},
              "n": {"type": "integer", "minimum": -5, "maximum": 120},
              "l": {"type": "array", "items": {}}}, "additionalProperties": true})")),
      Grammar::from_choices(std::vector<std::string>{"abc", "ab", "가나", "name"}),
      // Counted and uncounted plain characters, with and without ends on the way.
      Grammar::from_json_schema(Json::parse(R"({"type": "string", "maxLength": 3})")),
      Grammar::from_json_schema(
          Json::parse(R"({"type": "string", "minLength": 2, "maxLength": 34})")),
      Grammar::from_regex("[^\"]{0,4}"),
      Grammar::from_regex("([^\"\\\\]|\\\\.){2,}\"?"),
      Grammar::from_gbnf(
          "root ::= c c? c? \"x\"\nc ::= [^\\x00-\\x1F\"\\\\] | d d d d d d d\nd ::= \"\\\\\" c"),
      Grammar::from_gbnf("root ::= (any \"\\\"\")+\nany ::= [^\\x00-\\x1F\"]*"),
  };
  Rng rng(5);
  for (const auto& grammar : grammars) {
    for (int walk = 0; walk < 6; ++walk) {
      Matcher m = matcher_of(grammar);
      for (int step = 0; step < 25 && !m.must_end(); ++step) {
        check_mask(m);
        std::vector<TokenId> ids = allowed(m, small_vocabulary().trie()->choices());
        std::erase(ids, small_vocabulary().end());
        REQUIRE(!ids.empty());
        // Long tokens half of the time.
        if (rng.next() % 2) {
          std::vector<TokenId> longer = ids;
          std::erase_if(longer, [](TokenId id) { return id < 256; });
          if (!longer.empty()) ids = longer;
        }
        REQUIRE(m.accept(ids[rng.next() % ids.size()]));
      }
    }
  }
}

TEST_CASE("matcher: random texts of a JSON grammar are JSON and valid UTF-8") {
  const auto grammar = Grammar::from_gbnf(kJsonGrammar);
  Rng rng(1);
  for (int i = 0; i < 200; ++i) {
    const std::string text = random_walk(matcher_of(grammar), *small_vocabulary().trie(), rng);
    CAPTURE(text);
    CHECK(unicode::is_valid(text));
    CHECK(takes(grammar, text));
    // Lone surrogate escapes are in this grammar, but not in JSON.
    if (text.find("\\u") == std::string::npos) CHECK_NOTHROW(Json::parse(text));
  }
}

TEST_CASE("matcher: the end") {
  const ByteVocabulary& v = small_vocabulary();
  Matcher m = matcher_of(Grammar::from_choices(std::vector<std::string>{"ab", "abc"}));
  CHECK_FALSE(m.may_end());
  CHECK_FALSE(m.accept(v.end()));
  CHECK_FALSE(m.accept(v.control()));
  CHECK_FALSE(m.accept(-1));
  CHECK_FALSE(m.accept(1 << 30));
  CHECK(m.accept_bytes("ab"));
  CHECK(m.may_end());
  CHECK_FALSE(m.must_end());
  Matcher ended = m;
  CHECK(ended.accept(v.end()));
  CHECK(ended.must_end());
  CHECK(allowed(ended, v.trie()->choices()) == std::vector<TokenId>{v.end()});
  CHECK_FALSE(ended.accept('c'));
  CHECK(m.accept('c'));
  CHECK(m.must_end());
  CHECK(allowed(m, v.trie()->choices()) == std::vector<TokenId>{v.end()});
  // Control tokens are text like any other only when they come as bytes.
  Matcher spelled = matcher_of(Grammar::from_choices(std::vector<std::string>{"<end>"}));
  CHECK(allowed(spelled, v.trie()->choices()).size() == 2);  // "<" and the token that spells it
}

TEST_CASE("matcher: what is refused changes nothing") {
  Matcher m = matcher_of(Grammar::from_regex("abc"));
  CHECK(m.accept_bytes("a"));
  CHECK_FALSE(m.accept_bytes("bx"));
  CHECK(m.accept_bytes("bc"));
  CHECK(m.must_end());
}

TEST_CASE("matcher: forced text") {
  const auto forced = [](const std::shared_ptr<const Grammar>& g, std::string_view after) {
    Matcher m = matcher_of(g);
    REQUIRE(m.accept_bytes(after));
    return m.forced();
  };
  const auto schema = Grammar::from_json_schema(Json::parse(
      R"({"type": "object", "required": ["name", "ok"], "properties":
          {"name": {"enum": ["x", "xy"]}, "ok": {"type": "boolean"}}})"));
  CHECK(forced(schema, "") == "{\"name\": \"x");
  CHECK(forced(schema, "{\"name\": \"xy") == "\", \"ok\": ");
  CHECK(forced(schema, "{\"name\": \"x\", \"ok\": t") == "rue}");
  CHECK(forced(Grammar::from_regex("ab?"), "") == "a");
  CHECK(forced(Grammar::from_regex("ab?"), "a") == "");
  CHECK(forced(Grammar::from_choices(std::vector<std::string>{"가", "각"}), "") == "\xEA\xB0");
  CHECK(forced(Grammar::from_regex("a{10000}"), "").size() == 4096);
}

TEST_CASE("matcher: one grammar from many threads, with any number of vocabularies") {
  const auto grammar = Grammar::from_gbnf(kJsonGrammar);
  const ByteVocabulary other({"{\"a\"", "[["});
  std::atomic<int> bad{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      Rng rng(static_cast<uint64_t>(t));
      const auto& trie = t % 2 ? other.trie() : small_vocabulary().trie();
      for (int i = 0; i < 20; ++i) {
        Matcher m(grammar, trie);
        std::string text;
        for (int step = 0; step < 30 && !m.must_end(); ++step) {
          std::vector<TokenId> ids = allowed(m, trie->choices());
          std::erase_if(ids, [&](TokenId id) { return trie->ends_generation(id); });
          const TokenId id = ids[rng.next() % ids.size()];
          if (!m.accept(id)) ++bad;
          text += trie->bytes(id);
        }
        if (!Matcher(grammar, trie).accept_bytes(text)) ++bad;
      }
    });
  for (std::thread& t : threads) t.join();
  CHECK(bad == 0);
}

TEST_CASE("matcher: a long text outgrows its machine and goes on in a fresh one") {
  // Every depth and count is a state of its own.
  const auto grammar =
      Grammar::from_gbnf("root ::= (item \" \"){1,90000}\nitem ::= \"(\" item \")\" | [a-z]{1,5}");
  Matcher m = matcher_of(grammar);
  Matcher old = m;
  const auto machine = grammar->machine(small_vocabulary().trie());
  for (int i = 0; i < 80000; ++i) REQUIRE(m.accept_bytes("((ab)) "));
  CHECK(grammar->machine(small_vocabulary().trie()) != machine);
  CHECK(m.may_end());
  CHECK(bit(m.mask(), '('));
  CHECK(old.accept_bytes("(a) "));
  CHECK(old.may_end());
}

TEST_CASE("grammar: keys tell languages apart") {
  const auto a = Grammar::from_regex("a"), b = Grammar::from_regex("b");
  CHECK(a->key() == Grammar::from_regex("a")->key());
  CHECK(a->key() != b->key());
  CHECK(a->key() != Grammar::from_choices(std::vector<std::string>{"a"})->key());
  CHECK(Grammar::from_choices(std::vector<std::string>{"a", "b"})->key() !=
        Grammar::from_choices(std::vector<std::string>{"ab"})->key());
}

TEST_CASE("choices") {
  const std::vector<std::string> choices = {"yes", "no", "아니요", "", "yes, but"};
  const auto grammar = Grammar::from_choices(choices);
  for (const std::string& c : choices) CHECK(takes(grammar, c));
  CHECK_FALSE(takes(grammar, "ye"));
  CHECK_FALSE(takes(grammar, "yesno"));
  CHECK(code_of([] { Grammar::from_choices({}); }) == Code::bad_argument);
  CHECK(code_of([] { Grammar::from_choices(std::vector<std::string>{"\xFF"}); }) ==
        Code::bad_argument);
  std::vector<std::string> many;
  for (int i = 0; i < 20000; ++i) many.push_back("item " + std::to_string(i * 7919));
  CHECK(takes(Grammar::from_choices(many), many[12345]));
}

}  // namespace
}  // namespace tinybrain
