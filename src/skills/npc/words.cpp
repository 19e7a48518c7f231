#include "skills/npc/words.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/unicode.h"

namespace tinybrain::skills::npc {
namespace {

// Sorted.
constexpr auto kFunction = std::to_array<std::string_view>(
    {"a",      "about",  "again", "all",   "also",  "am",    "an",     "and",    "any",   "are",
     "around", "as",     "at",    "away",  "be",    "before", "but",   "by",     "can",   "carefully",
     "come",   "could",  "dear",  "do",    "down",  "first", "for",    "friend", "from",  "go",
     "going",  "have",   "here",  "hey",   "hurry", "i",     "if",     "in",     "inside", "into",
     "is",     "just",   "kindly", "let",  "lets",  "like",  "ll",     "m",      "make",  "may",
     "maybe",  "me",     "mind",  "must",  "my",    "near",  "need",   "next",   "now",   "of",
     "ok",     "okay",   "on",    "onto",  "or",    "our",   "out",    "over",   "please", "quick",
     "quickly", "re",    "right", "s",     "see",   "shall", "should", "sir",    "so",    "some",
     "sure",   "t",      "that",  "the",   "then",  "there", "these",  "those",  "through", "to",
     "too",    "try",    "up",    "us",    "using", "ve",    "wall",   "want",   "way",   "we",
     "well",   "will",   "with",  "within", "would", "yes",  "you",    "your",   "yourself"});
constexpr auto kPointing = std::to_array<std::string_view>(
    {"it", "one", "ones", "that", "them", "these", "this", "those"});
constexpr auto kKoreanFunction = std::to_array<std::string_view>(
    {"거기", "건너", "그", "그럼", "그냥", "나", "내", "너", "네", "당장", "빨리", "부탁", "어서", "여기",
     "우리", "이", "이제", "자", "잠깐", "저", "저기", "제발", "조심", "좀", "주", "줘", "줄", "지금",
     "쪽", "한번", "해"});
constexpr auto kKoreanPointing =
    std::to_array<std::string_view>({"그거", "그것", "그걸", "저거", "저것", "저걸", "이거", "이것", "이걸"});

// What may follow a Korean noun: particles, the plural, "쪽".
constexpr auto kParticles = std::to_array<std::string_view>(
    {"", "가", "과", "까지", "께", "나", "는", "도", "들", "들을", "로", "를", "만", "부터", "쪽", "쪽으로",
     "쪽에", "에", "에게", "에게서", "에다", "에다가", "에서", "와", "으로", "은", "을", "의", "이", "이나", "좀",
     "한테", "한테서", "안에", "위에", "속에", "옆에"});

std::string stem_of(const std::string& word) {
  const auto ends = [&](std::string_view tail) {
    return word.size() > tail.size() + 2 && std::string_view(word).ends_with(tail);
  };
  const auto without = [&](size_t n) { return word.substr(0, word.size() - n); };
  // A consonant that an ending doubled: "grabbing".
  const auto single = [](std::string stem) {
    const size_t n = stem.size();
    if (n > 3 && stem[n - 1] == stem[n - 2] && std::string_view("bdgmnprt").find(stem[n - 1]) != std::string_view::npos)
      stem.pop_back();
    return stem;
  };
  const auto no_e = [](std::string stem) {
    if (stem.size() > 3 && stem.back() == 'e') stem.pop_back();
    return stem;
  };
  if (ends("ing")) return no_e(single(without(3)));
  if (ends("ed")) return no_e(single(without(2)));
  if (ends("es") && !ends("ees")) return no_e(without(1));
  if (ends("s") && !ends("ss") && !ends("us")) return no_e(without(1));
  return no_e(word);
}

template <class List>
bool in(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// A Korean word of the list, with or without a particle.
template <class List>
bool in_korean(const List& list, std::string_view word) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view known) {
    return word.starts_with(known) && in(kParticles, word.substr(known.size()));
  });
}

}  // namespace

std::vector<Word> words_in(std::string_view text) {
  std::vector<Word> words;
  const std::string folded = unicode::folded(unicode::repaired(text));
  std::string word;
  bool hangul = false;
  const auto end = [&] {
    if (word.empty()) return;
    words.push_back({word, hangul ? word : stem_of(word), hangul});
    word.clear();
    hangul = false;
  };
  for (size_t at = 0; at < folded.size();) {
    const unicode::Decoded d = unicode::decode(std::string_view(folded).substr(at));
    if (unicode::class_of(d.c) & (unicode::kLetter | unicode::kMark | unicode::kNumber)) {
      word.append(folded, at, d.length);
      hangul |= d.c >= 0xAC00 && d.c <= 0xD7A3;
    } else if (d.c != '\'' && d.c != 0x2019) {  // don't = dont
      end();
    }
    at += d.length;
  }
  end();
  return words;
}

bool same_word(const Word& in_text, const Word& of_phrase, bool verb) {
  if (!of_phrase.hangul) return in_text.stem == of_phrase.stem;
  if (!in_text.text.starts_with(of_phrase.text)) return false;
  return verb || in(kParticles, std::string_view(in_text.text).substr(of_phrase.text.size()));
}

std::vector<Span> spans_of(const std::vector<Word>& text, const std::vector<Word>& phrase,
                           bool verb) {
  std::vector<Span> spans;
  if (phrase.empty()) return spans;
  for (size_t at = 0; at + phrase.size() <= text.size(); ++at)
    if (std::equal(phrase.begin(), phrase.end(), text.begin() + static_cast<ptrdiff_t>(at),
                   [&](const Word& p, const Word& t) { return same_word(t, p, verb); }))
      spans.push_back({at, phrase.size()});
  return spans;
}

bool is_function_word(const Word& word) {
  return word.hangul ? in_korean(kKoreanFunction, word.text) || word.text.starts_with("주세") ||
                           word.text.starts_with("줄래") || word.text.starts_with("줘")
                     : in(kFunction, word.text);
}

bool is_pointing_word(const Word& word) {
  return word.hangul ? in_korean(kKoreanPointing, word.text) : in(kPointing, word.text);
}

}  // namespace tinybrain::skills::npc
