// TokenizerSpec from a Hugging Face tokenizer.json: recognizes the published configurations of the
// families that we implement, and refuses every other by name rather than tokenize it almost right.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "base/messages/text_tokenizer.h"
#include "text/spm.h"
#include "text/tokenizer.h"

namespace tinybrain {
namespace {

// The regular expressions that Split pre-tokenizers carry, as published.
constexpr std::string_view kLlama3Regex =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kQwen2Regex =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kGpt4oRegex =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kTekkenRegex =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr std::string_view kGpt2Regex =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

[[noreturn]] void unsupported(std::string_view part, std::string_view what) {
  throw Error(Code::unsupported, msg::kTokenizerJsonPart, part, what);
}
[[noreturn]] void bad(std::string_view part) {
  throw Error(Code::bad_file, msg::kTokenizerJsonBad, part);
}

bool absent(const Json* v) { return v == nullptr || v->is_null(); }

std::string type_of(const Json& v) { return v.get_string("type", "?"); }

// The members of a "Sequence", or the thing itself; nothing when absent.
std::vector<const Json*> steps_of(const Json* v, std::string_view list) {
  std::vector<const Json*> steps;
  if (absent(v)) return steps;
  if (type_of(*v) != "Sequence") return {v};
  for (const Json& step : v->at(list).as_array(list)) steps.push_back(&step);
  return steps;
}

// Texts of tokens and merges, gathered into one block that the spec's views point into.
class Texts {
 public:
  struct Place {
    size_t begin = 0, size = 0;
  };
  Place add(std::string_view text) {
    const Place place{block_->size(), text.size()};
    block_->append(text);
    return place;
  }
  Place add_pair(std::string_view left, std::string_view right) {
    Place place = add(left);
    block_->append(" ").append(right);
    place.size = block_->size() - place.begin;
    return place;
  }
  // Only after the last add.
  std::string_view view(Place place) const {
    return std::string_view(*block_).substr(place.begin, place.size);
  }
  std::shared_ptr<const void> owner() const { return block_; }

 private:
  std::shared_ptr<std::string> block_ = std::make_shared<std::string>();
};

class Reader {
 public:
  Reader(const Json& json, const Json& config) : json_(json), config_(config) {}

  TokenizerSpec read() {
    const Json& model = json_.at("model");
    kind_of_model(model);
    read_tokens(model);
    read_merges(model);
    finish_texts();
    read_normalizer();
    read_pre_tokenizer();
    read_post_processor();
    read_special_ids(model);
    return std::move(spec_);
  }

 private:
  void kind_of_model(const Json& model) {
    std::string type = model.get_string("type", "");
    if (type.empty()) type = model.find("merges") ? "BPE" : "WordPiece";
    if (type == "WordPiece") {
      spec_.kind = TokenizerKind::wordpiece;
      if (model.get_string("continuing_subword_prefix", "##") != "##")
        unsupported("continuing_subword_prefix", model.get_string("continuing_subword_prefix", ""));
      if (model.get_int("max_input_chars_per_word", 100) != 100)
        unsupported("max_input_chars_per_word", "other than 100");
      return;
    }
    if (type != "BPE") unsupported("model", type);
    for (const char* key : {"continuing_subword_prefix", "end_of_word_suffix"})
      if (!model.get_string(key, "").empty()) unsupported(key, model.get_string(key, ""));
    spec_.ignore_merges = model.get_bool("ignore_merges", false);
    spec_.kind = model.get_bool("byte_fallback", false) || has_space_marks() ? TokenizerKind::spm
                                                                             : TokenizerKind::bpe;
  }

  // A normalizer or pre-tokenizer that writes spaces as U+2581 tells SentencePiece's BPE.
  bool has_space_marks() const {
    for (const Json* step : steps_of(json_.find("normalizer"), "normalizers"))
      if (type_of(*step) == "Replace" && step->get_string("content", "") == kSpaceMark) return true;
    for (const Json* step : steps_of(json_.find("pre_tokenizer"), "pretokenizers"))
      if (type_of(*step) == "Metaspace") return true;
    return false;
  }

  void read_tokens(const Json& model) {
    const Json::Object& vocab = model.at("vocab").as_object("vocab");
    const Json* added = json_.find("added_tokens");
    const size_t added_count = absent(added) ? 0 : added->as_array("added_tokens").size();
    most_tokens_ = 2 * (vocab.size() + added_count) + 1024;  // holes are allowed, nonsense is not
    places_.reserve(vocab.size() + added_count);
    for (const auto& [text, id] : vocab) put_token(text, id.as_int("vocab"), TokenType::normal);
    if (spec_.kind == TokenizerKind::spm && model.get_bool("byte_fallback", false))
      mark_byte_tokens(vocab);
    if (absent(added)) return;
    for (const Json& token : added->as_array("added_tokens")) read_added_token(token);
  }

  void put_token(const std::string& text, int64_t id, TokenType type) {
    if (id < 0 || static_cast<size_t>(id) >= most_tokens_)
      throw Error(Code::bad_file, msg::kTokenizerJsonId, text, id);
    const auto at = static_cast<size_t>(id);
    if (at >= places_.size()) {
      places_.resize(at + 1);
      spec_.types.resize(at + 1, TokenType::unused);
    }
    places_[at] = texts_.add(text);
    spec_.types[at] = type;
  }

  void mark_byte_tokens(const Json::Object& vocab) {
    for (const auto& [text, id] : vocab)
      if (text.size() == 6 && text.starts_with("<0x") && text.ends_with(">"))
        spec_.types[static_cast<size_t>(id.as_int())] = TokenType::byte;
  }

  void read_added_token(const Json& token) {
    const std::string& content = token.at("content").as_string("content");
    const auto id = token.at("id").as_int("id");
    if (token.get_bool("single_word", false)) unsupported("single_word token", content);
    put_token(content, id,
              token.get_bool("special", false) ? TokenType::control : TokenType::user_defined);
    if (token.get_bool("lstrip", false)) spec_.lstrip.push_back(static_cast<TokenId>(id));
    if (token.get_bool("rstrip", false)) spec_.rstrip.push_back(static_cast<TokenId>(id));
  }

  void read_merges(const Json& model) {
    if (spec_.kind == TokenizerKind::wordpiece) return;
    const Json::Array& merges = model.at("merges").as_array("merges");
    merge_places_.reserve(merges.size());
    for (const Json& merge : merges) {
      if (merge.is_string()) {  // "left right"
        merge_places_.push_back(texts_.add(merge.as_string()));
        continue;
      }
      const Json::Array& pair = merge.as_array("merges");
      if (pair.size() != 2) bad("merges");
      const std::string &left = pair[0].as_string("merges"), &right = pair[1].as_string("merges");
      if (left.find(' ') != left.npos || right.find(' ') != right.npos)
        unsupported("merge", left + right);
      merge_places_.push_back(texts_.add_pair(left, right));
    }
  }

  void finish_texts() {
    spec_.tokens.reserve(places_.size());
    for (const Texts::Place place : places_) spec_.tokens.push_back(texts_.view(place));
    spec_.merges.reserve(merge_places_.size());
    for (const Texts::Place place : merge_places_) spec_.merges.push_back(texts_.view(place));
    spec_.owned = texts_.owner();
  }

  void read_normalizer() {
    if (spec_.kind == TokenizerKind::spm) spec_.add_space_prefix = false;
    for (const Json* step : steps_of(json_.find("normalizer"), "normalizers")) {
      const std::string type = type_of(*step);
      if (spec_.kind == TokenizerKind::wordpiece && type == "BertNormalizer") {
        spec_.lowercase = step->get_bool("lowercase", true);
        spec_.split_cjk = step->get_bool("handle_chinese_chars", true);
        spec_.strip_accents = step->get_bool("strip_accents", spec_.lowercase);
        if (!step->get_bool("clean_text", true)) unsupported("BertNormalizer", "clean_text: false");
      } else if (spec_.kind == TokenizerKind::bpe && type == "NFC") {
        spec_.nfc = true;
      } else if (spec_.kind == TokenizerKind::spm && type == "Prepend") {
        if (step->get_string("prepend", "") != kSpaceMark)
          unsupported("Prepend", step->get_string("prepend", ""));
        spec_.add_space_prefix = true;
      } else if (spec_.kind == TokenizerKind::spm && type == "Replace") {
        const Json* pattern = step->find("pattern");
        if (!pattern || pattern->get_string("String", "") != " " ||
            step->get_string("content", "") != kSpaceMark)
          unsupported("normalizer", "Replace");
      } else {
        unsupported("normalizer", type);
      }
    }
    if (spec_.kind == TokenizerKind::wordpiece && absent(json_.find("normalizer")))
      unsupported("normalizer", "null");
  }

  void read_pre_tokenizer() {
    const auto steps = steps_of(json_.find("pre_tokenizer"), "pretokenizers");
    switch (spec_.kind) {
      case TokenizerKind::bpe: return read_byte_level(steps);
      case TokenizerKind::spm:
        for (const Json* step : steps) read_metaspace(*step);
        return;
      case TokenizerKind::wordpiece:
        if (steps.size() != 1 || type_of(*steps[0]) != "BertPreTokenizer")
          unsupported("pre_tokenizer", steps.empty() ? "null" : type_of(*steps[0]));
    }
  }

  void read_metaspace(const Json& step) {
    const std::string type = type_of(step);
    if (type == "Split" && step.find("pattern") &&
        step.at("pattern").get_string("String", "") == " ")
      return;  // Gemma's: no space is left to split at
    if (type != "Metaspace") unsupported("pre_tokenizer", type);
    if (step.get_bool("split", true)) unsupported("Metaspace", "split: true");
    if (step.get_string("replacement", kSpaceMark) != kSpaceMark)
      unsupported("Metaspace", "replacement");
    const std::string scheme = step.get_string(
        "prepend_scheme", step.get_bool("add_prefix_space", true) ? "always" : "never");
    if (scheme == "never") return;
    if (scheme != "first") unsupported("Metaspace prepend_scheme", scheme);
    spec_.add_space_prefix = true;
    spec_.space_prefix_once = true;
  }

  // [Digits or Split,] ByteLevel: which of the known splitters it is.
  void read_byte_level(const std::vector<const Json*>& steps) {
    std::optional<Splitter> splitter;
    bool digits = false, byte_level = false;
    for (const Json* step : steps) {
      const std::string type = type_of(*step);
      if (type == "Digits") {
        if (!step->get_bool("individual_digits", false))
          unsupported("Digits", "individual_digits: false");
        digits = true;
      } else if (type == "Split") {
        if (splitter || digits) unsupported("pre_tokenizer", "Split after another");
        splitter = splitter_of_regex(*step);
      } else if (type == "ByteLevel") {
        byte_level = true;
        if (step->get_bool("add_prefix_space", false))
          unsupported("ByteLevel", "add_prefix_space: true");
        if (step->get_bool("use_regex", true)) {
          if (splitter) unsupported("pre_tokenizer", "Split and ByteLevel with use_regex");
          splitter = digits ? Splitter::smollm : Splitter::gpt2;
        }
      } else {
        unsupported("pre_tokenizer", type);
      }
    }
    if (!byte_level || !splitter)
      unsupported("pre_tokenizer", "without ByteLevel or a way to split");
    if (digits && *splitter != Splitter::smollm)
      unsupported("pre_tokenizer", "Digits before Split");
    spec_.splitter = *splitter;
  }

  static Splitter splitter_of_regex(const Json& step) {
    const std::string regex = step.at("pattern").get_string("Regex", "");
    const std::string behavior = step.get_string("behavior", "Isolated");
    if (behavior == "Isolated" && !step.get_bool("invert", false)) {
      if (regex == kLlama3Regex) return Splitter::llama3;
      if (regex == kQwen2Regex) return Splitter::qwen2;
      if (regex == kGpt4oRegex) return Splitter::gpt4o;
      if (regex == kTekkenRegex) return Splitter::tekken;
      if (regex == kGpt2Regex) return Splitter::gpt2;
    }
    unsupported("Split", behavior == "Isolated" ? regex : behavior);
  }

  // What encode puts around the text: TemplateProcessing's single template, or BERT's fixed one.
  void read_post_processor() {
    for (const Json* step : steps_of(json_.find("post_processor"), "processors")) {
      const std::string type = type_of(*step);
      if (type == "BertProcessing" || type == "RobertaProcessing") {
        spec_.cls = id_of_pair(step->at("cls"));
        spec_.sep = id_of_pair(step->at("sep"));
      } else if (type == "TemplateProcessing") {
        read_template(*step);
      } else if (type != "ByteLevel") {
        unsupported("post_processor", type);
      }
    }
  }

  TokenId id_of_pair(const Json& pair) const {
    const Json::Array& items = pair.as_array("post_processor");
    if (items.size() != 2) bad("post_processor");
    return checked(items[1].as_int("post_processor"), "post_processor");
  }

  void read_template(const Json& step) {
    bool before = true;
    for (const Json& item : step.at("single").as_array("single")) {
      if (item.find("Sequence")) {
        before = false;
        continue;
      }
      const Json* special = item.find("SpecialToken");
      if (!special) bad("post_processor");
      const std::string& name = special->at("id").as_string("id");
      const Json::Array& ids = step.at("special_tokens").at(name).at("ids").as_array("ids");
      if (ids.size() != 1) unsupported("post_processor", name);
      const TokenId id = checked(ids[0].as_int("ids"), "post_processor");
      const bool wordpiece = spec_.kind == TokenizerKind::wordpiece;
      TokenId& slot =
          wordpiece ? (before ? spec_.cls : spec_.sep) : (before ? spec_.bos : spec_.eos);
      if (slot >= 0) unsupported("post_processor", "two special tokens on one side");
      if (!wordpiece) (before ? spec_.add_bos : spec_.add_eos) = true;
      slot = id;
    }
  }

  TokenId checked(int64_t id, std::string_view what) const {
    if (id < 0 || static_cast<size_t>(id) >= spec_.tokens.size())
      throw Error(Code::bad_file, msg::kTokenizerId, what, id, spec_.tokens.size());
    return static_cast<TokenId>(id);
  }

  // The token a config names, as a string or as an object with "content"; -1 when it names none.
  TokenId id_of_text(std::string_view text) const {
    for (size_t i = 0; i < spec_.tokens.size(); ++i)
      if (spec_.tokens[i] == text) return static_cast<TokenId>(i);
    return -1;
  }
  TokenId id_in_config(std::string_view key) const {
    const Json* v = config_.find(key);
    if (absent(v)) return -1;
    const std::string text = v->is_string() ? v->as_string() : v->get_string("content", "");
    return text.empty() ? -1 : id_of_text(text);
  }

  void read_special_ids(const Json& model) {
    const auto fill = [&](TokenId& slot, std::string_view key) {
      if (slot < 0) slot = id_in_config(key);
    };
    fill(spec_.bos, "bos_token");
    fill(spec_.pad, "pad_token");
    fill(spec_.sep, "sep_token");
    fill(spec_.cls, "cls_token");
    fill(spec_.mask, "mask_token");
    fill(spec_.eos, "eos_token");
    if (const TokenId eos = id_in_config("eos_token"); eos >= 0 && eos != spec_.eos)
      spec_.end_of_generation.push_back(eos);
    const std::string unknown = model.get_string("unk_token", "");
    if (!unknown.empty()) spec_.unk = id_of_text(unknown);
    fill(spec_.unk, "unk_token");
    if (spec_.kind == TokenizerKind::wordpiece) return;
    if (spec_.bos >= 0) spec_.add_bos = config_.get_bool("add_bos_token", spec_.add_bos);
    if (spec_.eos >= 0) spec_.add_eos = config_.get_bool("add_eos_token", spec_.add_eos);
  }

  const Json& json_;
  const Json& config_;
  TokenizerSpec spec_;
  Texts texts_;
  size_t most_tokens_ = 0;
  std::vector<Texts::Place> places_, merge_places_;
};

}  // namespace

TokenizerSpec spec_from_tokenizer_json(std::string_view tokenizer_json,
                                       std::string_view tokenizer_config_json) {
  const Json json = Json::parse(tokenizer_json);
  const Json config =
      tokenizer_config_json.empty() ? Json(Json::Object{}) : Json::parse(tokenizer_config_json);
  return Reader(json, config).read();
}

}  // namespace tinybrain
