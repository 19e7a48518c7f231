// The tokenizer of a GGUF file, read and written: tokenizer.ggml.* metadata to TokenizerSpec and back.
#include <array>

#include "base/error.h"
#include "base/messages/model.h"
#include "model/source.h"

namespace tinybrain {
namespace {

// Names of tokens that end a turn in models whose metadata names only one of them.
constexpr std::string_view kTurnEnds[] = {"<|im_end|>",    "<|eot_id|>",    "<|end_of_text|>",
                                          "<|endoftext|>", "<end_of_turn>", "<|end|>",
                                          "<|eom_id|>",    "[|endofturn|]", "<|return|>"};

struct Id {
  const char* key;
  TokenId TokenizerSpec::* field;
};
constexpr Id kIds[] = {
    {"tokenizer.ggml.bos_token_id", &TokenizerSpec::bos},
    {"tokenizer.ggml.eos_token_id", &TokenizerSpec::eos},
    {"tokenizer.ggml.eot_token_id", &TokenizerSpec::eot},
    {"tokenizer.ggml.unknown_token_id", &TokenizerSpec::unk},
    {"tokenizer.ggml.padding_token_id", &TokenizerSpec::pad},
    {"tokenizer.ggml.seperator_token_id", &TokenizerSpec::sep},  // llama.cpp's spelling
    {"tokenizer.ggml.cls_token_id", &TokenizerSpec::cls},
    {"tokenizer.ggml.mask_token_id", &TokenizerSpec::mask},
};

void read_ids(const Gguf& file, TokenizerSpec& spec) {
  const auto size = static_cast<int64_t>(spec.tokens.size());
  for (const Id& id : kIds) {
    const auto v = file.get_int(id.key);
    if (!v) continue;
    if (*v < -1 || *v >= size)
      throw Error(Code::bad_file, msg::kModelKeyRange, id.key, *v, 0, size - 1);
    spec.*id.field = static_cast<TokenId>(*v);
  }
}

}  // namespace

TokenizerSpec tokenizer_from_gguf(const Gguf& file) {
  TokenizerSpec spec;
  const auto model = file.get_string("tokenizer.ggml.model");
  if (!model) throw Error(Code::bad_file, msg::kModelKeyMissing, "tokenizer.ggml.model");
  spec.tokens = file.get_strings("tokenizer.ggml.tokens");
  if (spec.tokens.empty())
    throw Error(Code::bad_file, msg::kModelKeyMissing, "tokenizer.ggml.tokens");
  if (*model == "gpt2") {
    spec.kind = TokenizerKind::bpe;
    const std::string_view pre = file.get_string("tokenizer.ggml.pre").value_or("gpt-2");
    spec.splitter = splitter_from_gguf(pre);
    spec.merges = file.get_strings("tokenizer.ggml.merges");
    spec.nfc = pre == "qwen2";
    spec.ignore_merges = spec.splitter == Splitter::llama3 || spec.splitter == Splitter::tekken;
    if (spec.splitter == Splitter::llama3)
      spec.add_bos = true;  // llama.cpp's default for this kind
  } else if (*model == "llama") {
    spec.kind = TokenizerKind::spm;
    spec.scores = file.get_floats("tokenizer.ggml.scores");
    spec.add_bos = true;
  } else if (*model == "bert") {
    spec.kind = TokenizerKind::wordpiece;
    spec.wordpiece_phantom_space = true;
    spec.add_bos = spec.add_eos = true;
  } else {
    throw Error(Code::unsupported, msg::kModelTokenizerKind, *model);
  }
  const std::vector<int64_t> types = file.get_ints("tokenizer.ggml.token_type");
  spec.types.assign(spec.tokens.size(), TokenType::normal);
  if (!types.empty() && types.size() != spec.tokens.size())
    throw Error(Code::bad_file, msg::kModelTokenizerSize, types.size(), spec.tokens.size());
  for (size_t i = 0; i < types.size(); ++i)
    spec.types[i] =
        types[i] >= 1 && types[i] <= 6 ? static_cast<TokenType>(types[i]) : TokenType::normal;
  read_ids(file, spec);
  if (spec.kind == TokenizerKind::wordpiece) {
    if (spec.cls < 0) spec.cls = spec.bos;
    if (spec.sep < 0) spec.sep = spec.eos;
  }
  spec.add_bos = file.get_bool("tokenizer.ggml.add_bos_token").value_or(spec.add_bos);
  spec.add_eos = file.get_bool("tokenizer.ggml.add_eos_token").value_or(spec.add_eos);
  spec.add_space_prefix = file.get_bool("tokenizer.ggml.add_space_prefix").value_or(true);
  spec.remove_extra_whitespace =
      file.get_bool("tokenizer.ggml.remove_extra_whitespaces").value_or(false);
  for (size_t i = 0; i < spec.tokens.size(); ++i) {
    if (spec.types[i] != TokenType::control && spec.types[i] != TokenType::user_defined) continue;
    for (std::string_view end : kTurnEnds)
      if (spec.tokens[i] == end) spec.end_of_generation.push_back(static_cast<TokenId>(i));
  }
  return spec;
}

void write_tokenizer(const TokenizerSpec& spec, const std::string& chat_template, GgufWriter& w) {
  constexpr std::array<const char*, 3> kModels = {"gpt2", "llama", "bert"};
  w.set("tokenizer.ggml.model", std::string(kModels[static_cast<size_t>(spec.kind)]));
  std::vector<std::string> tokens;
  for (std::string_view t : spec.tokens) tokens.emplace_back(t);
  if (spec.kind == TokenizerKind::wordpiece) {
    w.set("tokenizer.ggml.pre", std::string("jina-v2-en"));
    w.set("tokenizer.ggml.token_type_count", uint32_t{2});
    // GGUF spells WordPiece the other way round: a word's first piece is marked, not the others.
    if (!spec.wordpiece_phantom_space)
      for (size_t i = 0; i < tokens.size(); ++i) {
        const bool plain = spec.types[i] == TokenType::normal;
        if (tokens[i].starts_with("##"))
          tokens[i].erase(0, 2);
        else if (plain && !tokens[i].starts_with("["))
          tokens[i].insert(0, "\xe2\x96\x81");
      }
  } else {
    w.set("tokenizer.ggml.pre",
          std::string(spec.kind == TokenizerKind::bpe ? gguf_name(spec.splitter) : "default"));
  }
  w.set("tokenizer.ggml.tokens", std::move(tokens));
  if (spec.kind == TokenizerKind::spm) {
    std::vector<float> scores = spec.scores;
    // A tokenizer.json has ranks of merges instead of scores; GGUF wants scores that order the same.
    if (scores.size() != spec.tokens.size()) {
      scores.assign(spec.tokens.size(), 0);
      for (size_t i = 0; i < scores.size(); ++i) scores[i] = -static_cast<float>(i);
    }
    w.set("tokenizer.ggml.scores", std::move(scores));
  }
  std::vector<int32_t> types;
  for (TokenType t : spec.types) types.push_back(static_cast<int32_t>(t));
  w.set("tokenizer.ggml.token_type", std::move(types));
  if (spec.kind == TokenizerKind::bpe) {
    std::vector<std::string> merges;
    for (std::string_view m : spec.merges) merges.emplace_back(m);
    w.set("tokenizer.ggml.merges", std::move(merges));
  }
  for (const Id& id : kIds)
    if (spec.*id.field >= 0) w.set(id.key, static_cast<uint32_t>(spec.*id.field));
  w.set("tokenizer.ggml.add_bos_token", spec.add_bos);
  w.set("tokenizer.ggml.add_eos_token", spec.add_eos);
  if (spec.kind == TokenizerKind::spm)
    w.set("tokenizer.ggml.add_space_prefix", spec.add_space_prefix);
  if (!chat_template.empty()) w.set("tokenizer.chat_template", chat_template);
}

}  // namespace tinybrain
