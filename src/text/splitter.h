// Byte-level BPE looks at one word at a time; what a word is, each model family states as a regular
// expression. These are those expressions as scanners written by hand: linear, no regex engine.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/tokenizer.h"

namespace tinybrain {

// Cuts a text into words, in order, with nothing left out. The text must be valid UTF-8.
class WordSplitter {
 public:
  WordSplitter(Splitter splitter, std::string_view text)
      : splitter_(splitter), whole_(text), text_(text) {}
  // The next word; false at the end.
  bool next(std::string_view& word);

 private:
  // One character: its code point, class bits, and where the next one begins.
  struct Char {
    char32_t c;
    uint8_t cls;
    size_t end;
  };
  Char at(size_t i) const;
  size_t run(size_t i, uint8_t cls) const;  // end of the characters with any of these bits
  size_t run_of_rest(size_t i) const;       // end of [^\s\p{L}\p{N}]*
  size_t run_of_bytes(size_t i, std::string_view set) const;
  size_t contraction(size_t i, bool any_case) const;
  size_t white(size_t i, bool newlines_first) const;
  size_t cased_word(size_t i) const;
  size_t cased_letters(size_t i) const;
  size_t cased_capitals(size_t i) const;

  size_t gpt2(size_t i) const;
  size_t smollm(size_t i);
  size_t llama3(size_t i, int digits) const;
  size_t gpt4o(size_t i, bool contractions, int digits) const;
  size_t common_end(size_t i, int digits, std::string_view after_rest) const;

  Splitter splitter_;
  std::string_view whole_;
  std::string_view text_;  // smollm: up to the end of the piece; else all of it
  size_t piece_end_ = 0;
  size_t position_ = 0;
};

}  // namespace tinybrain
