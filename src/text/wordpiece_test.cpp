// WordPiece against the reference, uncased and cased, and in GGUF's spelling.
#include "text/wordpiece.h"

#include "base/error.h"
#include "text/tokenizer_testing.h"

using namespace tinybrain;
using namespace tinybrain::testing;

TEST_CASE("WordPiece gives the reference's tokens") {
  for (const std::string name : {"wordpiece_uncased", "wordpiece_cased"}) {
    CAPTURE(name);
    const Tokenizer tokenizer(spec_from_tokenizer_json(golden_text(name + ".json"), ""));
    check_lines(tokenizer, golden(name + "_ids.json"), true, true);
  }
}

TEST_CASE("GGUF's spelling of the same vocabulary gives the same tokens") {
  TokenizerSpec spec = spec_from_tokenizer_json(golden_text("wordpiece_uncased.json"), "");
  std::vector<std::string> texts;
  for (size_t i = 0; i < spec.tokens.size(); ++i) {
    const std::string_view token = spec.tokens[i];
    texts.push_back(spec.types[i] != TokenType::normal ? std::string(token)
                    : token.starts_with("##")          ? std::string(token.substr(2))
                                                       : "\u2581" + std::string(token));
  }
  for (size_t i = 0; i < texts.size(); ++i) spec.tokens[i] = texts[i];
  spec.wordpiece_phantom_space = true;
  const Tokenizer tokenizer(std::move(spec));
  check_lines(tokenizer, golden("wordpiece_uncased_ids.json"), true, true);
}

TEST_CASE("words come back joined by spaces, pieces by nothing") {
  const Tokenizer tokenizer(spec_from_tokenizer_json(golden_text("wordpiece_uncased.json"), ""));
  const std::vector<TokenId> ids = tokenizer.encode("Hello,  World", true);
  CHECK(tokenizer.decode(ids) == "hello , world");
  CHECK(tokenizer.decode(ids, true) == "[CLS] hello , world [SEP]");
}

TEST_CASE("a vocabulary without an unknown token is refused") {
  CHECK_THROWS_AS(Tokenizer(spec_of(TokenizerKind::wordpiece, {"a"})), Error);
}
