#include "text/terms.h"

#include <vector>

#include "text/unicode.h"

namespace tinybrain {
namespace {

constexpr uint8_t kInWord = unicode::kLetter | unicode::kMark | unicode::kNumber;

// Scripts whose words are told apart by single characters: Hangul, Kana, Han.
bool is_dense(char32_t c) {
  return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3040 && c <= 0x318F) ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

using Terms = std::unordered_map<std::string, uint32_t>;

void add_pieces(const std::vector<char32_t>& word, size_t length, Terms& terms) {
  for (size_t i = 0; i + length <= word.size(); ++i) {
    std::string piece;
    for (size_t k = i; k < i + length; ++k) unicode::append(piece, word[k]);
    ++terms[std::move(piece)];
  }
}

void add_word(const std::vector<char32_t>& letters, Terms& terms) {
  bool dense = false;
  for (char32_t c : letters) dense |= is_dense(c);
  std::vector<char32_t> word{U'^'};
  word.insert(word.end(), letters.begin(), letters.end());
  word.push_back(U'$');
  if (dense) {
    add_pieces(letters, 1, terms);
    add_pieces(word, 2, terms);
  } else {
    add_pieces(word, word.size(), terms);
    add_pieces(word, 3, terms);
  }
}

}  // namespace

Terms terms_of(std::string_view text) {
  const std::string plain = unicode::folded(unicode::repaired(text));
  Terms terms;
  std::vector<char32_t> word;
  for (size_t at = 0; at < plain.size();) {
    const unicode::Decoded d = unicode::decode(std::string_view(plain).substr(at));
    at += d.length;
    if (unicode::class_of(d.c) & kInWord) {
      word.push_back(d.c);
    } else if (!word.empty()) {
      add_word(word, terms);
      word.clear();
    }
  }
  if (!word.empty()) add_word(word, terms);
  return terms;
}

}  // namespace tinybrain
