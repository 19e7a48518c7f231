// Guessing the next tokens from the text so far: where a passage repeats (extraction, rewriting, structured
// output), what followed it last time will probably follow again. The model then checks several guesses in
// one pass over its weights. What comes out is the same; only sooner.
// Prompt lookup: Saxena 2023; suffix speculation: Oliaro et al. 2024. How far to guess is decided by what
// guesses have been worth so far, measured even while none are made.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "text/tokenizer.h"

namespace tinybrain {

class Drafter {
 public:
  static constexpr size_t kMost =
      15;  // guesses at a time; with the token before them 16 rows of a pass

  // tokens: the longest text that will come. Allocates everything it will need.
  explicit Drafter(size_t tokens);

  // One more token of the text (prompt, then reply). Keeps score of what would have been guessed once
  // `scoring`.
  void push(TokenId token, bool scoring);
  // The guesses that are worth their cost now: none when guessing does not pay. Valid until the next push().
  std::span<const TokenId> guess(size_t most);
  // A pass over `rows` rows took so long.
  void passed(size_t rows, double seconds);

 private:
  static constexpr size_t kShortest = 2;  // tokens that must match
  static constexpr size_t kClasses = 6;   // of matches by length
  static size_t class_of(size_t length);

  size_t bucket(size_t end, size_t length) const;
  void index(size_t end);
  void find();
  double cost(size_t rows) const;

  std::vector<TokenId> text_;
  std::vector<uint32_t> long_, short_;       // where an n-gram last ended: position after it
  size_t match_ = 0;                         // position that follows the best match, 0 = none
  size_t length_ = 0;                        // of that match
  std::array<double, kClasses> hits_;        // chance that the next token is as guessed, by class
  std::array<double, kMost + 2> seconds_{};  // of a pass by rows; 0 = never seen
};

}  // namespace tinybrain
