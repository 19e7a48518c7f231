// WordPiece (BERT): cleaned words, each cut greedily into the longest known pieces.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"
#include "text/tokenizer_vocab.h"

namespace tinybrain {

class WordPiece {
 public:
  WordPiece(const TokenizerSpec& spec, const TokenIndex& index);
  void encode(std::string_view text, std::vector<TokenId>& out) const;
  // What a token adds to a text: a continuation is bare, a word comes with a space before it.
  std::string bytes(std::string_view token) const;

 private:
  std::string cleaned(std::string_view text) const;
  void encode_word(std::string_view word, std::string& piece, std::vector<TokenId>& out) const;

  const TokenizerSpec& spec_;
  const TokenIndex& index_;
  std::string_view word_prefix_, continuation_prefix_;
};

}  // namespace tinybrain
