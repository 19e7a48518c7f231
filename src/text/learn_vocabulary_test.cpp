// Learned vocabularies: the merges of a reference trainer, any text back from its tokens, and nothing unknown.
#include "text/learn_vocabulary.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"

using namespace tinybrain;

namespace {

const std::string kTests = TINYBRAIN_SOURCE_DIR "/tests/";

std::vector<std::string> texts() {
  return {read_file(kTests + "data/shakespeare.txt"),
          read_file(kTests + "data/tables/chatbot_ko.csv")};
}

VocabularyOptions size(size_t n) {
  VocabularyOptions options;
  options.size = n;
  return options;
}

}  // namespace

TEST_CASE("byte-pair merges are those of the reference trainer, in its order") {
  const Json golden = Json::parse(read_file(kTests + "golden/vocabulary.json"));
  const std::vector<Json> expected = golden.at("merges").as_array();
  const TokenizerSpec spec = learn_bpe(texts(), size(900));
  CHECK(spec.tokens.size() == 900);
  REQUIRE(spec.merges.size() == expected.size());
  size_t different = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    if (spec.merges[i] == expected[i].as_string()) continue;
    if (++different > 3) break;
    CHECK(std::string(spec.merges[i]) == expected[i].as_string());
  }
  CHECK(different == 0);
}

TEST_CASE("a learned byte-pair vocabulary spells every text and gives it back") {
  const Tokenizer tokenizer(learn_bpe(texts(), size(600)));
  for (const std::string text :
       {"To be, or not to be", "오늘은 뭐 하지?", "x = [1, 2]; // 가나다\n\t🙂", ""}) {
    const std::vector<TokenId> ids = tokenizer.encode(text, false);
    CHECK(tokenizer.decode(ids) == text);
  }
  // Typed marks are characters; only the program's are marks.
  CHECK(tokenizer.encode("<|im_end|>", false).size() > 1);
  CHECK(tokenizer.encode("<|im_end|>", false, true).size() == 1);
}

TEST_CASE("a learned WordPiece vocabulary knows the words it was learned from") {
  const std::vector<std::string> from = texts();
  const TokenizerSpec spec = learn_wordpiece(from, size(700));
  CHECK(spec.tokens.size() == 700);
  const Tokenizer tokenizer(spec);
  std::vector<TokenId> ids = tokenizer.encode("The king speaks. 오늘 하지", true);
  CHECK(ids.front() == spec.cls);
  CHECK(ids.back() == spec.sep);
  CHECK(std::find(ids.begin(), ids.end(), spec.unk) == ids.end());
  CHECK(ids == tokenizer.encode("the KING speaks. 오늘 하지", true));
  // Frequent words are one token.
  CHECK(tokenizer.encode("the", false).size() == 1);
  ids = tokenizer.encode("漢", false);  // a letter that never came
  CHECK(ids == std::vector<TokenId>{spec.unk});
}

TEST_CASE(
    "the same texts give the same vocabulary, no text the alphabet alone, and learning can be "
    "stopped") {
  CHECK(learn_bpe(texts(), size(500)).merges == learn_bpe(texts(), size(500)).merges);
  CHECK(learn_bpe({}, size(500)).tokens.size() == 3 + 256);
  CHECK(learn_wordpiece({}, size(500)).tokens.size() == 5);
  VocabularyOptions stopped = size(500);
  stopped.progress = [](uint64_t, uint64_t) { return false; };
  CHECK_THROWS_AS(learn_bpe(texts(), stopped), Error);
}
