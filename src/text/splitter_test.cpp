// Words of each family against the reference's regular expressions
// (tests/golden/tokenizers/words.json).
#include "text/splitter.h"

#include "base/error.h"
#include "text/tokenizer_testing.h"

using namespace tinybrain;
using namespace tinybrain::testing;

namespace {

std::vector<int64_t> word_ends(Splitter splitter, std::string_view text) {
  std::vector<int64_t> ends;
  WordSplitter words(splitter, text);
  for (std::string_view word; words.next(word);)
    ends.push_back(word.data() + word.size() - text.data());
  return ends;
}

std::vector<std::string> words_of(Splitter splitter, std::string_view text) {
  std::vector<std::string> out;
  WordSplitter words(splitter, text);
  for (std::string_view word; words.next(word);) out.emplace_back(word);
  return out;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("words are those of the reference") {
  const Json expected = golden("words.json");
  const std::vector<std::string> lines = golden_lines();
  const std::pair<const char*, Splitter> kinds[] = {
      {"gpt2", Splitter::gpt2},   {"smollm", Splitter::smollm}, {"llama3", Splitter::llama3},
      {"qwen2", Splitter::qwen2}, {"gpt4o", Splitter::gpt4o},   {"tekken", Splitter::tekken}};
  for (const auto& [name, splitter] : kinds) {
    CAPTURE(name);
    const Json::Array& rows = expected.at(name).as_array();
    REQUIRE(rows.size() == lines.size());
    for (size_t i = 0; i < lines.size(); ++i) {
      CAPTURE(lines[i]);
      std::vector<int64_t> ends;
      for (const Json& end : rows[i].as_array()) ends.push_back(end.as_int());
      CHECK(word_ends(splitter, lines[i]) == ends);
    }
  }
}

TEST_CASE("what tells the families apart") {
  CHECK(words_of(Splitter::gpt2, "a  12345 B's") == Words{"a", " ", " 12345", " B", "'s"});
  CHECK(words_of(Splitter::smollm, "a  123") == Words{"a", "  ", "1", "2", "3"});
  CHECK(words_of(Splitter::llama3, "12345 B'S\n\n") == Words{"123", "45", " B", "'S", "\n\n"});
  CHECK(words_of(Splitter::qwen2, "12 (한글") == Words{"1", "2", " (", "한글"});
  CHECK(words_of(Splitter::gpt4o, "fooBarHTTPServer's /\n/") ==
        Words{"foo", "Bar", "HTTPServer's", " /\n/"});
  CHECK(words_of(Splitter::tekken, "Bar's 12") == Words{"Bar", "'s", " ", "1", "2"});
}

TEST_CASE("GGUF names: each splitter has one to write, and unknown ones are refused by name") {
  for (const Splitter s : {Splitter::gpt2, Splitter::smollm, Splitter::llama3, Splitter::qwen2,
                           Splitter::gpt4o, Splitter::tekken, Splitter::exaone})
    CHECK(splitter_from_gguf(gguf_name(s)) == s);
  CHECK(gguf_name(Splitter::llama3) == "llama-bpe");
  try {
    splitter_from_gguf("deepseek-coder");
    FAIL("accepted");
  } catch (const Error& e) {
    CHECK(e.code() == Code::unsupported);
    CHECK(e.message(Language::ko).find("deepseek-coder") != std::string::npos);
  }
}
