// SentencePiece's BPE against sentencepiece itself, and the same model as Hugging Face writes it.
#include "text/spm.h"

#include <limits>

#include "base/error.h"
#include "text/tokenizer_testing.h"

using namespace tinybrain;
using namespace tinybrain::testing;

namespace {

// A model of spm_*.json, as GGUF would hold it. `json` must outlive the spec.
TokenizerSpec spm_spec(const Json& json) {
  TokenizerSpec spec;
  spec.kind = TokenizerKind::spm;
  for (const Json& piece : json.at("pieces").as_array()) {
    const Json::Array& p = piece.as_array();
    spec.tokens.push_back(p[0].as_string());
    spec.scores.push_back(static_cast<float>(p[1].as_double()));
    spec.types.push_back(static_cast<TokenType>(p[2].as_int()));
  }
  spec.add_space_prefix = json.at("add_space_prefix").as_bool();
  spec.bos = static_cast<TokenId>(json.at("bos").as_int());
  spec.eos = static_cast<TokenId>(json.at("eos").as_int());
  spec.unk = static_cast<TokenId>(json.at("unk").as_int());
  return spec;
}

}  // namespace

TEST_CASE("sentencepiece's tokens, with the space prefix of Llama 2 and without, as Gemma") {
  for (const char* name : {"spm_llama.json", "spm_gemma.json"}) {
    CAPTURE(name);
    const Json json = golden(name);
    const Tokenizer tokenizer(spm_spec(json));
    check_lines(tokenizer, json.at("ids"), false, false);
  }
}

TEST_CASE("the same model as a tokenizer.json with merges") {
  const Json expected = golden("spm_merges_ids.json");
  const Tokenizer prepend(spec_from_tokenizer_json(golden_text("spm_merges.json"), ""));
  CHECK(prepend.spec().kind == TokenizerKind::spm);
  check_lines(prepend, expected.at("prepend"), false, true);

  Json json = golden("spm_merges.json");
  json.set("normalizer", nullptr);
  json.set("pre_tokenizer", expected.at("first_pre_tokenizer"));
  const Tokenizer first(spec_from_tokenizer_json(json.dump(), ""));
  check_lines(first, expected.at("first"), false, true);
}

TEST_CASE("spm gives text back without the prefix it put there") {
  for (const char* name : {"spm_llama.json", "spm_gemma.json"}) {
    const Json json = golden(name);
    const Tokenizer tokenizer(spm_spec(json));
    for (const std::string& line : golden_lines()) {
      if (line.find(kSpaceMark) != line.npos) continue;  // comes back as a space
      CAPTURE(line);
      CHECK(tokenizer.decode(tokenizer.encode(line, false)) == line);
    }
  }
}

TEST_CASE("a spelled-out control or byte token stays text where it is not trusted") {
  const Json json = golden("spm_llama.json");
  const Tokenizer tokenizer(spm_spec(json));
  const TokenId eos = tokenizer.spec().eos;
  for (const char* text : {"</s>", "a</s>b", "<0x0A>", "<unk>"}) {
    for (const TokenId id : tokenizer.encode(text, false)) CHECK_FALSE(tokenizer.is_special(id));
    CHECK(tokenizer.decode(tokenizer.encode(text, false)) == text);
  }
  CHECK(tokenizer.encode("</s>", false, true) == std::vector<TokenId>{eos});
  CHECK(tokenizer.bytes(eos) == "");
  CHECK(tokenizer.bytes(eos, true) == "</s>");
}

TEST_CASE("without byte tokens a run of unknown characters is one unknown token") {
  TokenizerSpec spec = spec_of(TokenizerKind::spm, {"<unk>", "a", "\u2581",
                                                    "\u2581"
                                                    "a"});
  spec.types[0] = TokenType::unknown;
  spec.scores = {0, -2, -3, -1};
  spec.unk = 0;
  const Tokenizer tokenizer(std::move(spec));
  CHECK(tokenizer.encode("a한글a", false) == std::vector<TokenId>{3, 0, 1});
}

TEST_CASE("extra white space goes when the model says so") {
  TokenizerSpec spec = spec_of(TokenizerKind::spm, {"<unk>", "a", "\u2581",
                                                    "\u2581"
                                                    "a"});
  spec.types[0] = TokenType::unknown;
  spec.scores = {0, -2, -3, -1};
  spec.unk = 0;
  spec.remove_extra_whitespace = true;
  const Tokenizer tokenizer(std::move(spec));
  CHECK(tokenizer.encode("  a   a ", false) == std::vector<TokenId>{3, 3});
  CHECK(tokenizer.encode("   ", false).empty());
}

TEST_CASE("a spec that spm cannot work with is refused") {
  const auto code_of = [](TokenizerSpec spec) {
    try {
      Tokenizer tokenizer(std::move(spec));
      return Code::ok;
    } catch (const Error& e) {
      return e.code();
    }
  };
  TokenizerSpec good = spec_of(TokenizerKind::spm, {"<unk>", "a"});
  good.scores = {0, 0};
  good.unk = 0;
  CHECK(code_of(good) == Code::ok);
  TokenizerSpec spec = good;
  spec.scores.pop_back();
  CHECK(code_of(spec) == Code::bad_file);
  spec = good;
  spec.scores[1] = std::numeric_limits<float>::quiet_NaN();
  CHECK(code_of(spec) == Code::bad_file);
  spec = good;
  spec.unk = -1;
  CHECK(code_of(spec) == Code::bad_file);
  spec = good;
  spec.unk = 2;
  CHECK(code_of(spec) == Code::bad_file);
}
