// Tokenizer: checks the spec, cuts special tokens out of the text, and hands the rest to the
// algorithm that the spec names.
#include "text/tokenizer.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/error.h"
#include "base/messages/text_tokenizer.h"
#include "text/bpe.h"
#include "text/spm.h"
#include "text/tokenizer_added.h"
#include "text/tokenizer_vocab.h"
#include "text/unicode.h"
#include "text/wordpiece.h"

namespace tinybrain {
namespace {

constexpr size_t kMostTokens = size_t{1} << 24;
constexpr size_t kLongestText = size_t{1} << 30;  // bytes; positions are 32 bits inside

// Control tokens that end a reply in one family or another, whatever the file calls them.
constexpr std::array<std::string_view, 12> kUsualEnds = {
    "<|eot_id|>", "<|im_end|>", "<|end|>", "<end_of_turn>", "<|endoftext|>",   "<|eom_id|>",
    "<|return|>", "<|call|>",   "<EOT>",   "_<EOT>",        "<|end_of_text|>", "[|endofturn|]"};

void check(const TokenizerSpec& spec) {
  const size_t n = spec.tokens.size();
  if (n == 0) throw Error(Code::bad_file, msg::kTokenizerEmpty);
  if (n > kMostTokens) throw Error(Code::bad_file, msg::kTokenizerTooMany, n, kMostTokens);
  if (!spec.types.empty() && spec.types.size() != n)
    throw Error(Code::bad_file, msg::kTokenizerListSize, "types", spec.types.size(), n);
  const auto check_id = [n](std::string_view what, TokenId id) {
    if (id < -1 || (id >= 0 && static_cast<size_t>(id) >= n))
      throw Error(Code::bad_file, msg::kTokenizerId, what, id, n);
  };
  check_id("bos", spec.bos);
  check_id("eos", spec.eos);
  check_id("unknown", spec.unk);
  check_id("padding", spec.pad);
  check_id("separator", spec.sep);
  check_id("cls", spec.cls);
  check_id("mask", spec.mask);
  check_id("end of turn", spec.eot);
  for (const TokenId id : spec.end_of_generation) check_id("end of generation", id);
}

// The parts as one valid text, and which of it is trusted.
struct Joined {
  std::string text;
  std::vector<TrustedRange> trusted;
};

Joined join(std::span<const TextPart> parts, bool marks_are_spaces) {
  size_t size = 0;
  for (const TextPart& part : parts) {
    size += part.text.size();
    if (size > kLongestText)
      throw Error(Code::bad_argument, msg::kTokenizerTextSize, size, kLongestText);
  }
  Joined joined;
  joined.text.reserve(size);
  for (const TextPart& part : parts) {
    const size_t begin = joined.text.size();
    const bool valid = unicode::is_valid(part.text);
    const std::string repaired = valid ? std::string() : unicode::repaired(part.text);
    const std::string& text = valid ? part.text : repaired;
    joined.text +=
        marks_are_spaces ? marks_to_spaces(text) : text;  // SentencePiece takes both for one
    const size_t end = joined.text.size();
    if (!part.trusted || begin == end) continue;
    if (!joined.trusted.empty() && joined.trusted.back().end == begin)
      joined.trusted.back().end = end;
    else
      joined.trusted.push_back({begin, end});
  }
  return joined;
}

}  // namespace

struct Tokenizer::Impl {
  explicit Impl(const TokenizerSpec& spec) : index(spec.tokens), added(spec) {
    switch (spec.kind) {
      case TokenizerKind::bpe: bpe.emplace(spec, index); break;
      case TokenizerKind::spm: spm.emplace(spec, index); break;
      case TokenizerKind::wordpiece: wordpiece.emplace(spec, index); break;
    }
    ends = spec.end_of_generation;
    for (const TokenId id : {spec.eos, spec.eot})
      if (id >= 0) ends.push_back(id);
    for (const std::string_view text : kUsualEnds) {
      const TokenId id = index.find(text);
      if (id >= 0 && !spec.types.empty() && spec.types[id] == TokenType::control)
        ends.push_back(id);
    }
    std::sort(ends.begin(), ends.end());
  }

  void encode_plain(std::string_view text, bool first, std::vector<TokenId>& out) const {
    if (text.empty()) return;
    if (bpe) bpe->encode(text, out);
    if (spm) spm->encode(text, first, out);
    if (wordpiece) wordpiece->encode(text, out);
  }

  TokenIndex index;
  AddedTokens added;
  std::optional<Bpe> bpe;
  std::optional<Spm> spm;
  std::optional<WordPiece> wordpiece;
  std::vector<TokenId> ends;  // sorted
};

Tokenizer::Tokenizer(TokenizerSpec spec) : spec_(std::move(spec)) {
  check(spec_);
  impl_ = std::make_unique<Impl>(spec_);
}

Tokenizer::~Tokenizer() = default;

std::vector<TokenId> Tokenizer::encode(std::span<const TextPart> parts, bool add_special) const {
  const Joined joined = join(parts, spec_.kind == TokenizerKind::spm && spec_.merges.empty());
  const std::string_view text = joined.text;
  std::vector<TokenId> out;
  out.reserve(text.size() / 3 + 8);
  const bool wordpiece = spec_.kind == TokenizerKind::wordpiece;
  const auto add = [&](bool wanted, TokenId id) {
    if (add_special && wanted && id >= 0) out.push_back(id);
  };
  if (wordpiece)
    add(true, spec_.cls >= 0 ? spec_.cls : spec_.bos);
  else
    add(spec_.add_bos, spec_.bos);
  for (size_t at = 0; at < text.size();) {
    const AddedTokens::Match match = impl_->added.find(text, at, joined.trusted);
    impl_->encode_plain(text.substr(at, match.begin - at), at == 0, out);
    if (match.id >= 0) out.push_back(match.id);
    at = match.end;
  }
  if (wordpiece)
    add(true, spec_.sep >= 0 ? spec_.sep : spec_.eos);
  else
    add(spec_.add_eos, spec_.eos);
  return out;
}

std::vector<TokenId> Tokenizer::encode(std::string_view text, bool add_special,
                                       bool trusted) const {
  const TextPart part{std::string(text), trusted};
  return encode(std::span(&part, 1), add_special);
}

std::string Tokenizer::bytes(TokenId id, bool special) const {
  if (id < 0 || static_cast<size_t>(id) >= size())
    throw Error(Code::bad_argument, msg::kTokenizerNoSuchToken, id, size());
  const std::string_view token = spec_.tokens[id];
  const TokenType type = spec_.types.empty() ? TokenType::normal : spec_.types[id];
  if (type == TokenType::control || type == TokenType::unknown) {
    if (!special) return {};
    std::string shown(spec_.kind == TokenizerKind::wordpiece ? " " : "");
    return shown.append(token);
  }
  switch (spec_.kind) {
    case TokenizerKind::bpe:
      if (type == TokenType::normal) return bpe_bytes(token);
      return type == TokenType::unused && !special ? std::string() : std::string(token);
    case TokenizerKind::spm:
      if (const int byte = impl_->spm->byte_of(id); byte >= 0)
        return std::string(1, static_cast<char>(byte));
      return marks_to_spaces(token);
    case TokenizerKind::wordpiece: return impl_->wordpiece->bytes(token);
  }
  return {};
}

std::string Tokenizer::decode(std::span<const TokenId> ids, bool special) const {
  std::string out;
  for (const TokenId id : ids) out += bytes(id, special);
  const bool starts_with_space = spec_.kind == TokenizerKind::wordpiece ||
                                 (spec_.kind == TokenizerKind::spm && spec_.add_space_prefix);
  if (starts_with_space && out.starts_with(' ')) out.erase(0, 1);
  return out;
}

TokenId Tokenizer::find(std::string_view token_text) const { return impl_->index.find(token_text); }

bool Tokenizer::is_special(TokenId id) const {
  if (id < 0 || static_cast<size_t>(id) >= spec_.types.size()) return false;
  return spec_.types[id] == TokenType::control || spec_.types[id] == TokenType::unknown;
}

bool Tokenizer::ends_generation(TokenId id) const {
  return std::binary_search(impl_->ends.begin(), impl_->ends.end(), id);
}

}  // namespace tinybrain
