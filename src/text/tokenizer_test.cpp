// Trust, added tokens, ends of replies, and specs that make no sense; texts of a megabyte.
#include "text/tokenizer.h"

#include <string>

#include "base/error.h"
#include "text/tokenizer_testing.h"
#include "text/unicode.h"

using namespace tinybrain;
using namespace tinybrain::testing;

namespace {

using Ids = std::vector<TokenId>;

// a=0 b=1 <=2 >=3 s=4 " "=5, "<s>"=6 control, "<b>"=7 user-defined, "<s><s>"=8 control
TokenizerSpec small_spec() {
  TokenizerSpec spec =
      spec_of(TokenizerKind::bpe, {"a", "b", "<", ">", "s", "\u0120", "<s>", "<b>", "<s><s>"});
  spec.types[6] = spec.types[8] = TokenType::control;
  spec.types[7] = TokenType::user_defined;
  spec.bos = spec.eos = 6;
  return spec;
}

Ids encode(const Tokenizer& tokenizer, std::vector<TextPart> parts) {
  return tokenizer.encode(parts, false);
}

}  // namespace

TEST_CASE("only trusted text becomes control tokens; user-defined tokens count everywhere") {
  const Tokenizer t(small_spec());
  CHECK(encode(t, {{"a<s>b", true}}) == Ids{0, 6, 1});
  CHECK(encode(t, {{"a<s>b", false}}) == Ids{0, 2, 4, 3, 1});
  CHECK(encode(t, {{"a<b>b", false}}) == Ids{0, 7, 1});
  CHECK(encode(t, {{"<s>", true}, {"<s>", false}, {"<s>", true}}) == Ids{6, 2, 4, 3, 6});
}

TEST_CASE("a control token cannot be put together across the edge of trust") {
  const Tokenizer t(small_spec());
  CHECK(encode(t, {{"<", true}, {"s>", false}}) == Ids{2, 4, 3});
  CHECK(encode(t, {{"<s", false}, {">", true}}) == Ids{2, 4, 3});
  CHECK(encode(t, {{"<", true}, {"s", false}, {">", true}}) == Ids{2, 4, 3});
  CHECK(encode(t, {{"<s", true}, {"", false}, {">", true}}) == Ids{6});  // one trusted stretch
  CHECK(encode(t, {{"<", false}, {"b>", true}}) == Ids{7});              // no control token
  CHECK(encode(t, {{"<s>", true}, {"<s>", false}}) ==
        Ids{6, 2, 4, 3});  // the longer one may not reach over
  CHECK(encode(t, {{"<s>", true}, {"<s>", true}}) == Ids{8});
}

TEST_CASE("add_special puts the model's own tokens round the text") {
  TokenizerSpec spec = small_spec();
  spec.add_bos = spec.add_eos = true;
  const Tokenizer t(std::move(spec));
  CHECK(t.encode("a", true) == Ids{6, 0, 6});
  CHECK(t.encode("a", false) == Ids{0});
  CHECK(t.encode("", true) == Ids{6, 6});
  CHECK(t.encode("", false).empty());
}

TEST_CASE("added tokens swallow white space where they are told to") {
  TokenizerSpec spec = small_spec();
  spec.lstrip = {6};
  spec.rstrip = {7};
  const Tokenizer t(std::move(spec));
  CHECK(t.encode("a \n <s> b", false, true) == Ids{0, 6, 5, 1});
  CHECK(t.encode("a <b>\u3000 b", false, true) == Ids{0, 5, 7, 1});
  CHECK(t.encode("  <s>", false, true) == Ids{6});
}

TEST_CASE("bytes of tokens: special ones only on request") {
  const Tokenizer t(small_spec());
  CHECK(t.bytes(6) == "");
  CHECK(t.bytes(6, true) == "<s>");
  CHECK(t.bytes(7) == "<b>");
  CHECK(t.bytes(5) == " ");
  CHECK(t.decode(Ids{0, 6, 5, 1}) == "a b");
  CHECK(t.decode(Ids{0, 6, 5, 1}, true) == "a<s> b");
  for (const TokenId id : {-1, 9, 1 << 30}) CHECK_THROWS_AS(t.bytes(id), Error);
}

TEST_CASE("which tokens end a reply") {
  TokenizerSpec spec = small_spec();
  spec.tokens[8] = "<|im_end|>";
  spec.end_of_generation = {3};
  const Tokenizer t(std::move(spec));
  CHECK(t.ends_generation(6));  // eos
  CHECK(t.ends_generation(8));  // a control token of that name
  CHECK(t.ends_generation(3));
  CHECK_FALSE(t.ends_generation(0));
  CHECK_FALSE(t.ends_generation(-1));
  CHECK(t.is_special(6));
  CHECK_FALSE(t.is_special(7));
  CHECK_FALSE(t.is_special(-5));
  CHECK(t.find("<b>") == 7);
  CHECK(t.find("nothing") == -1);
  CHECK(t.size() == 9);
}

TEST_CASE("invalid bytes are read as U+FFFD") {
  const Json parts = golden("bpe_ids.json").at("llama3");
  const Tokenizer t(spec_from_tokenizer_json(golden_text("bpe.json"), ""));
  for (const std::string_view bytes : {"a\xFF\xFE b", "\xE2\x82", "한\xED\x95", "\xED\xA0\x80"})
    CHECK(t.decode(t.encode(bytes, false)) == unicode::repaired(bytes));
}

TEST_CASE("a spec that contradicts itself is refused") {
  const auto refused = [](auto change) {
    TokenizerSpec spec = small_spec();
    change(spec);
    try {
      Tokenizer t(std::move(spec));
      return false;
    } catch (const Error& e) {
      return e.code() == Code::bad_file && !e.message(Language::ko).empty();
    }
  };
  CHECK(refused([](TokenizerSpec& s) { s.tokens.clear(), s.types.clear(); }));
  CHECK(refused([](TokenizerSpec& s) { s.types.pop_back(); }));
  CHECK(refused([](TokenizerSpec& s) { s.bos = 9; }));
  CHECK(refused([](TokenizerSpec& s) { s.eos = -2; }));
  CHECK(refused([](TokenizerSpec& s) { s.end_of_generation = {100}; }));
  CHECK_FALSE(refused([](TokenizerSpec&) {}));
}

TEST_CASE("a megabyte of anything is tokenized whole") {
  const Tokenizer bpe(spec_from_tokenizer_json(golden_text("bpe.json"), ""));
  const Tokenizer spm(spec_from_tokenizer_json(golden_text("spm_merges.json"), ""));
  for (const std::string_view unit : {"a", " ", "漢", "\n", "'", "가나 "}) {
    std::string text;
    while (text.size() < (size_t{1} << 20)) text += unit;
    CHECK(bpe.decode(bpe.encode(text, false)) == text);
    CHECK(spm.decode(spm.encode(text, false)) == text);
  }
}
