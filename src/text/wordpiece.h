// WordPiece (BERT): cleaned words, each cut greedily into the longest known pieces.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"
#include "text/tokenizer_vocab.h"
#include "text/unicode.h"

namespace tinybrain {

// The text as WordPiece reads it: without control characters, accents and case as the spec says.
std::string cleaned_for_wordpiece(const TokenizerSpec& spec, std::string_view text);
// The words of a cleaned text, in order: between white space, punctuation each by itself.
template <class Body>
void for_each_cleaned_word(std::string_view cleaned, Body&& body);

class WordPiece {
 public:
  WordPiece(const TokenizerSpec& spec, const TokenIndex& index);
  void encode(std::string_view text, std::vector<TokenId>& out) const;
  // What a token adds to a text: a continuation is bare, a word comes with a space before it.
  std::string bytes(std::string_view token) const;

 private:
  void encode_word(std::string_view word, std::string& piece, std::vector<TokenId>& out) const;

  const TokenizerSpec& spec_;
  const TokenIndex& index_;
  std::string_view word_prefix_, continuation_prefix_;
};

template <class Body>
void for_each_cleaned_word(std::string_view cleaned, Body&& body) {
  size_t start = 0;  // of the word being read
  const auto flush = [&](size_t end) {
    if (end > start) body(cleaned.substr(start, end - start));
  };
  for (size_t at = 0; at < cleaned.size();) {
    const unicode::Decoded d = unicode::decode(cleaned.substr(at));
    const bool punctuation = unicode::is_bert_punctuation(d.c);
    if (punctuation || unicode::is_space(d.c)) {
      flush(at);
      start = punctuation ? at : at + d.length;
      if (punctuation) flush(at + d.length);
      start = at + d.length;
    }
    at += d.length;
  }
  flush(cleaned.size());
}

}  // namespace tinybrain
