// tokenizer.json: what is read out of it, and that what we cannot do is refused by name.
#include "base/error.h"
#include "text/tokenizer_testing.h"

using namespace tinybrain;
using namespace tinybrain::testing;

namespace {

// `json` with the member at `path` ("model.type") replaced.
Json changed(const Json& json, std::string_view path, Json value) {
  Json out = json;
  const size_t dot = path.find('.');
  const std::string key(path.substr(0, dot));
  if (dot == path.npos)
    out.set(key, std::move(value));
  else
    out.set(key, changed(json.at(key), path.substr(dot + 1), std::move(value)));
  return out;
}

Code code_of(const Json& json, std::string_view named = "") {
  try {
    spec_from_tokenizer_json(json.dump(), "");
    return Code::ok;
  } catch (const Error& e) {
    CAPTURE(std::string(e.what()));
    CHECK(std::string_view(e.what()).find(named) != std::string_view::npos);
    return e.code();
  }
}

}  // namespace

TEST_CASE("special tokens of the config and of the post-processor") {
  const TokenizerSpec bert =
      spec_from_tokenizer_json(golden_text("wordpiece_uncased.json"),
                               R"({"pad_token": "[PAD]", "mask_token": {"content": "[MASK]"}})");
  CHECK(bert.cls == 2);
  CHECK(bert.sep == 3);
  CHECK(bert.unk == 1);
  CHECK(bert.pad == 0);
  CHECK(bert.mask == 4);
  const TokenizerSpec bpe = spec_from_tokenizer_json(
      golden_text("bpe.json"),
      R"({"bos_token": "<|im_start|>", "eos_token": "<|im_end|>", "add_bos_token": true, "pad_token": null})");
  CHECK(bpe.bos == 1);
  CHECK(bpe.eos == 2);
  CHECK(bpe.add_bos);
  CHECK_FALSE(bpe.add_eos);
  CHECK(bpe.pad == -1);
  const Tokenizer tokenizer(bpe);
  CHECK(tokenizer.is_special(0));
  const TokenId call = tokenizer.find("<tool_call>");
  CHECK_FALSE(tokenizer.is_special(call));
  CHECK(tokenizer.encode("<tool_call>", false) == std::vector<TokenId>{call});
}

TEST_CASE("a configuration that is not one of the published ones is refused by name") {
  const Json bpe = golden("bpe.json");
  REQUIRE(code_of(bpe) == Code::ok);
  CHECK(code_of(changed(bpe, "model.type", "Unigram"), "Unigram") == Code::unsupported);
  CHECK(code_of(changed(bpe, "model.end_of_word_suffix", "</w>"), "</w>") == Code::unsupported);
  CHECK(code_of(changed(bpe, "normalizer", Json::parse(R"({"type": "NFKC"})")), "NFKC") ==
        Code::unsupported);
  CHECK(code_of(changed(bpe, "pre_tokenizer", nullptr)) == Code::unsupported);
  CHECK(code_of(changed(bpe, "pre_tokenizer", Json::parse(R"({"type": "Whitespace"})")),
                "Whitespace") == Code::unsupported);
  CHECK(code_of(changed(bpe, "pre_tokenizer", Json::parse(R"({"type": "Sequence", "pretokenizers": [
        {"type": "Split", "pattern": {"Regex": "x+"}, "behavior": "Isolated", "invert": false},
        {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}]})")),
                "x+") == Code::unsupported);
  CHECK(code_of(changed(bpe, "post_processor", Json::parse(R"({"type": "New"})")), "New") ==
        Code::unsupported);
  const Json wordpiece = golden("wordpiece_uncased.json");
  CHECK(code_of(changed(wordpiece, "normalizer", nullptr)) == Code::unsupported);
  CHECK(code_of(changed(wordpiece, "pre_tokenizer", nullptr)) == Code::unsupported);
}

TEST_CASE("a broken tokenizer.json is an error, not a crash") {
  const Json bpe = golden("bpe.json");
  CHECK(code_of(Json(Json::Array{})) == Code::bad_file);
  CHECK(code_of(Json(Json::Object{})) == Code::bad_file);
  CHECK(code_of(changed(bpe, "model", Json("x"))) == Code::bad_file);
  CHECK(code_of(changed(bpe, "model.vocab", Json(Json::Array{}))) == Code::bad_file);
  CHECK(code_of(changed(bpe, "model.merges", Json(1))) == Code::bad_file);
  CHECK(code_of(changed(bpe, "model.merges", Json::parse("[[\"a\"]]"))) == Code::bad_file);
  CHECK(code_of(changed(bpe, "model.vocab", Json::parse(R"({"a": -1})"))) == Code::bad_file);
  CHECK(code_of(changed(bpe, "model.vocab", Json::parse(R"({"a": 4000000000})"))) ==
        Code::bad_file);
  CHECK(code_of(changed(bpe, "model.vocab", Json::parse(R"({"a": "0"})"))) == Code::bad_file);
  CHECK(code_of(changed(bpe, "added_tokens", Json::parse(R"([{"id": 0}])"))) == Code::bad_file);
  CHECK(code_of(changed(bpe, "added_tokens", Json::parse(R"([{"id": 1e9, "content": "x"}])"))) ==
        Code::bad_file);
  CHECK_THROWS_AS(spec_from_tokenizer_json("{", ""), Error);
  CHECK_THROWS_AS(spec_from_tokenizer_json(golden_text("bpe.json"), "["), Error);
}
