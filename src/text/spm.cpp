// SentencePiece BPE. A space mark starts a new piece wherever no token could reach across it, which
// keeps pieces short without changing any result.
#include "text/spm.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/error.h"
#include "base/messages/text_tokenizer.h"
#include "text/bpe_cache.h"
#include "text/unicode.h"

namespace tinybrain {
namespace {

// "<0x0A>" -> 10; -1 when it is not so written.
int parse_byte_token(std::string_view token) {
  if (token.size() != 6 || !token.starts_with("<0x") || token[5] != '>') return -1;
  int value = 0;
  for (const char c : token.substr(3, 2)) {
    value *= 16;
    if (c >= '0' && c <= '9')
      value += c - '0';
    else if (c >= 'A' && c <= 'F')
      value += c - 'A' + 10;
    else
      return -1;
  }
  return value;
}

// Higher scores first: an order-preserving map of a float to an integer, turned round.
uint32_t rank_of_score(float score) {
  const auto bits = std::bit_cast<uint32_t>(score == 0.0f ? 0.0f : score);
  const uint32_t ascending = bits & 0x80000000u ? ~bits : bits | 0x80000000u;
  return std::min(~ascending, MergeCandidate::kNone - 1);
}

}  // namespace

std::string marks_to_spaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0;;) {
    const size_t mark = text.find(kSpaceMark, at);
    out.append(text.substr(at, mark - at));
    if (mark == text.npos) return out;
    out += ' ';
    at = mark + kSpaceMark.size();
  }
}

struct Spm::Work {
  std::vector<MergeSymbol> symbols;
  MergeScratch scratch;
};

Spm::Spm(const TokenizerSpec& spec, const TokenIndex& index) : spec_(spec), index_(index) {
  if (!spec.merges.empty()) {
    merges_.emplace(spec, index);
  } else {
    if (spec.scores.size() != spec.tokens.size())
      throw Error(Code::bad_file, msg::kTokenizerListSize, "scores", spec.scores.size(),
                  spec.tokens.size());
    for (size_t i = 0; i < spec.scores.size(); ++i)
      if (std::isnan(spec.scores[i])) throw Error(Code::bad_file, msg::kTokenizerScore, i);
  }
  find_bytes();
  find_joints();
}

void Spm::find_bytes() {
  std::fill(std::begin(byte_tokens_), std::end(byte_tokens_), -1);
  int found = 0;
  for (size_t i = 0; i < spec_.types.size(); ++i) {
    if (spec_.types[i] != TokenType::byte) continue;
    const int byte = parse_byte_token(spec_.tokens[i]);
    if (byte < 0 || byte_tokens_[byte] >= 0) continue;
    byte_tokens_[byte] = static_cast<TokenId>(i);
    ++found;
  }
  has_bytes_ = found == 256;
  if (!has_bytes_ && spec_.unk < 0)
    throw Error(Code::bad_file, msg::kTokenizerUnknownToken, "<unk>");
}

void Spm::find_joints() {
  for (size_t i = 0; i < spec_.tokens.size(); ++i) {
    const std::string_view token = spec_.tokens[i];
    for (size_t at = token.find(kSpaceMark, 1); at != token.npos;
         at = token.find(kSpaceMark, at + 1)) {
      size_t start = at;
      while (start > 0 && (static_cast<uint8_t>(token[--start]) & 0xC0) == 0x80) {
      }
      const std::string_view before = token.substr(start, at - start);
      if (before != kSpaceMark) joints_.push_back(unicode::decode(before).c);
    }
  }
  std::sort(joints_.begin(), joints_.end());
  joints_.erase(std::unique(joints_.begin(), joints_.end()), joints_.end());
}

int Spm::byte_of(TokenId id) const {
  return !spec_.types.empty() && spec_.types[id] == TokenType::byte
             ? parse_byte_token(spec_.tokens[id])
             : -1;
}

// Spaces as marks, the prefix, and extra spaces gone if the model wants that.
std::string Spm::with_marks(std::string_view text, bool first) const {
  if (spec_.remove_extra_whitespace) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
  }
  std::string out;
  if (text.empty()) return out;
  out.reserve(text.size() + text.size() / 2 + 3);
  bool prefix = spec_.add_space_prefix;
  if (spec_.space_prefix_once)
    prefix = prefix && first && !text.starts_with(' ') && !text.starts_with(kSpaceMark);
  if (prefix) out += kSpaceMark;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ' ')
      out += text[i];
    else if (!spec_.remove_extra_whitespace || text[i - 1] != ' ')
      out += kSpaceMark;
  }
  return out;
}

bool Spm::may_split_after(char32_t c) const {
  return !std::binary_search(joints_.begin(), joints_.end(), c);
}

// Where the piece that starts at `at` ends: before the first mark that follows another character
// and that no token holds together with it.
size_t Spm::next_piece(std::string_view text, size_t at) const {
  for (size_t mark = text.find(kSpaceMark, at + 1); mark != text.npos;
       mark = text.find(kSpaceMark, mark + kSpaceMark.size())) {
    size_t start = mark;
    while ((static_cast<uint8_t>(text[--start]) & 0xC0) == 0x80) {
    }
    const std::string_view before = text.substr(start, mark - start);
    if (before != kSpaceMark && may_split_after(unicode::decode(before).c)) return mark;
  }
  return text.size();
}

// The token that merging may make of a text: never a special or byte token that is spelled out.
TokenId Spm::find_piece(std::string_view text) const {
  const TokenId id = index_.find(text);
  if (id < 0 || spec_.types.empty()) return id;
  const TokenType type = spec_.types[id];
  return type == TokenType::normal || type == TokenType::user_defined || type == TokenType::unused
             ? id
             : -1;
}

MergeCandidate Spm::by_score(std::string_view piece, const MergeSymbol& a,
                             const MergeSymbol& b) const {
  const TokenId id = find_piece(piece.substr(a.begin, a.size + b.size));
  return id < 0 ? MergeCandidate{} : MergeCandidate{rank_of_score(spec_.scores[id]), id};
}

// With merges an unknown character becomes its bytes before merging; with scores its text may still
// merge.
void Spm::add_character(std::string_view piece, uint32_t begin, uint32_t size, Work& work) const {
  const TokenId id = find_piece(piece.substr(begin, size));
  if (id >= 0 || !merges_ || !has_bytes_) {
    work.symbols.push_back({begin, size, id});
    return;
  }
  for (uint32_t i = 0; i < size; ++i)
    work.symbols.push_back({begin + i, 1, byte_tokens_[static_cast<uint8_t>(piece[begin + i])]});
}

void Spm::append_unknown(std::string_view bytes, std::vector<TokenId>& out) const {
  if (has_bytes_) {
    for (const char b : bytes) out.push_back(byte_tokens_[static_cast<uint8_t>(b)]);
  } else {
    out.push_back(spec_.unk);
  }
}

void Spm::encode_piece(std::string_view piece, Work& work, std::vector<TokenId>& out) const {
  work.symbols.clear();
  for (size_t i = 0; i < piece.size();) {
    const uint32_t size = unicode::decode(piece.substr(i)).length;
    add_character(piece, static_cast<uint32_t>(i), size, work);
    i += size;
  }
  if (merges_) {
    merge_symbols(work.symbols, work.scratch, [&](const MergeSymbol& a, const MergeSymbol& b) {
      return a.id < 0 || b.id < 0 ? MergeCandidate{} : merges_->find(a.id, b.id);
    });
  } else {
    merge_symbols(work.symbols, work.scratch, [&](const MergeSymbol& a, const MergeSymbol& b) {
      return by_score(piece, a, b);
    });
  }
  bool unknown_before = false;  // neighbours that are unknown share one unknown token
  for (const MergeSymbol& s : work.symbols) {
    const bool unknown = s.id < 0;
    if (!unknown)
      out.push_back(s.id);
    else if (has_bytes_ || !unknown_before)
      append_unknown(piece.substr(s.begin, s.size), out);
    unknown_before = unknown;
  }
}

void Spm::encode(std::string_view text, bool first, std::vector<TokenId>& out) const {
  const std::string marked = with_marks(text, first);
  Work work;
  if (!has_bytes_) return encode_piece(marked, work, out);  // unknown runs may cross pieces
  WordCache cache(marked);
  for (size_t at = 0; at < marked.size();) {
    const size_t end = next_piece(marked, at);
    const std::string_view piece = std::string_view(marked).substr(at, end - at);
    cache.encode(piece, out, [&] { encode_piece(piece, work, out); });
    at = end;
  }
}

}  // namespace tinybrain
