// Byte-level BPE (GPT-2 and its family): the table of merges and the tokens of one stretch of plain
// text. Special tokens are cut out before, in tokenizer.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/bpe_merge.h"
#include "text/tokenizer.h"
#include "text/tokenizer_vocab.h"

namespace tinybrain {

// GPT-2 spells each byte of a token as one printable character: itself, or U+0100 and up for the
// rest.
char32_t bpe_letter(uint8_t byte);
void append_bpe_letters(std::string& out, std::string_view bytes);
// The bytes behind a token's spelling. A token that is not so spelled (an added one) stays as it
// is.
std::string bpe_bytes(std::string_view token);

// (left token, right token) -> rank and the token they become. Also used by spm with merges.
class MergeTable {
 public:
  // Error{bad_file} when a merge is not made of tokens, or makes none.
  MergeTable(const TokenizerSpec& spec, const TokenIndex& index);
  MergeCandidate find(TokenId left, TokenId right) const {
    const uint64_t key = key_of(left, right);
    for (size_t at = slot_of(key);; at = (at + 1) & mask_) {
      if (slots_[at].key == key) return slots_[at].value;
      if (slots_[at].key == kEmpty) return {};
    }
  }

 private:
  static constexpr uint64_t kEmpty = ~uint64_t{0};
  struct Slot {
    uint64_t key = kEmpty;
    MergeCandidate value;
  };
  static uint64_t key_of(TokenId left, TokenId right) {
    return uint64_t{static_cast<uint32_t>(left)} << 32 | static_cast<uint32_t>(right);
  }
  size_t slot_of(uint64_t key) const { return (key * 0x9e3779b97f4a7c15u) >> shift_; }
  void insert(uint64_t key, MergeCandidate value);

  std::vector<Slot> slots_;
  size_t mask_ = 0;
  int shift_ = 0;
};

class Bpe {
 public:
  Bpe(const TokenizerSpec& spec, const TokenIndex& index);
  // Appends the tokens of `text` (valid UTF-8) to `out`.
  void encode(std::string_view text, std::vector<TokenId>& out) const;

 private:
  struct Work;
  void encode_word(std::string_view word, Work& work, std::vector<TokenId>& out) const;

  const TokenizerSpec& spec_;
  const TokenIndex& index_;
  MergeTable merges_;
  std::array<TokenId, 256> byte_tokens_;  // -1: the vocabulary cannot spell this byte
};

}  // namespace tinybrain
