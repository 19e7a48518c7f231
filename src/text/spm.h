// SentencePiece's BPE: merges by score over characters, spaces written as U+2581, unknown
// characters as byte tokens. Also the same model as Hugging Face writes it, with a list of merges.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/bpe.h"
#include "text/bpe_merge.h"
#include "text/tokenizer.h"
#include "text/tokenizer_vocab.h"

namespace tinybrain {

inline constexpr std::string_view kSpaceMark = "\u2581";
std::string marks_to_spaces(std::string_view text);

class Spm {
 public:
  Spm(const TokenizerSpec& spec, const TokenIndex& index);
  // Appends the tokens of `text` (valid UTF-8). first: nothing stands before it, not even a special
  // token.
  void encode(std::string_view text, bool first, std::vector<TokenId>& out) const;
  // The byte a byte token stands for, or -1.
  int byte_of(TokenId id) const;

 private:
  struct Work;
  std::string with_marks(std::string_view text, bool first) const;
  bool may_split_after(char32_t c) const;
  size_t next_piece(std::string_view text, size_t at) const;
  void encode_piece(std::string_view piece, Work& work, std::vector<TokenId>& out) const;
  void add_character(std::string_view piece, uint32_t begin, uint32_t size, Work& work) const;
  MergeCandidate by_score(std::string_view piece, const MergeSymbol& a, const MergeSymbol& b) const;
  void append_unknown(std::string_view bytes, std::vector<TokenId>& out) const;
  TokenId find_piece(std::string_view text) const;
  void find_bytes();
  void find_joints();

  const TokenizerSpec& spec_;
  const TokenIndex& index_;
  std::optional<MergeTable> merges_;  // when the spec has merges; else scores decide
  TokenId byte_tokens_[256];
  bool has_bytes_ = false;
  std::vector<char32_t>
      joints_;  // characters that stand before a space mark inside some token; sorted
};

}  // namespace tinybrain
