// A player's text as words, and where words and phrases of a view occur in it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain::skills::npc {

// A word, folded, without endings that change nothing (English -s, -ed, -ing).
struct Word {
  std::string text, stem;
  bool hangul = false;
};

std::vector<Word> words_in(std::string_view text);

// Whether a word of a text is that of a phrase: of the same stem; in Korean it begins so, for a noun with no more than a
// particle behind it, for a verb with any ending.
bool same_word(const Word& in_text, const Word& of_phrase, bool verb);

// Words [begin, begin + length) of a text that say a phrase.
struct Span {
  size_t begin = 0, length = 0;
  bool overlaps(const Span& other) const {
    return begin < other.begin + other.length && other.begin < begin + length;
  }
  bool operator==(const Span&) const = default;
};

std::vector<Span> spans_of(const std::vector<Word>& text, const std::vector<Word>& phrase,
                           bool verb);

bool is_function_word(const Word& word);  // says nothing of what is meant: "the", "please", 좀
bool is_pointing_word(const Word& word);  // "it", "that one", 그거

}  // namespace tinybrain::skills::npc
