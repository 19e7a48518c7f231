#include "skills/coach/crisis_match.h"

#include <algorithm>

namespace tinybrain::skills::coach {
namespace {

using Words = std::vector<std::string>;

// One letter more, less, other, or two swapped; the first is the same.
bool close_enough(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (b.size() < 6 || a.empty() || a[0] != b[0]) return false;
  if (a.size() > b.size() + 1 || b.size() > a.size() + 1) return false;
  size_t i = 0;
  while (i < a.size() && i < b.size() && a[i] == b[i]) ++i;
  const auto rest = [](std::string_view s, size_t at) { return at < s.size() ? s.substr(at) : ""; };
  if (rest(a, i + 1) == rest(b, i + 1) || rest(a, i + 1) == rest(b, i) ||
      rest(a, i) == rest(b, i + 1))
    return true;
  return i + 1 < a.size() && i + 1 < b.size() && a[i] == b[i + 1] && a[i + 1] == b[i] &&
         rest(a, i + 2) == rest(b, i + 2);
}

bool one_of(std::string_view alternatives, std::string_view word) {
  while (true) {
    const size_t bar = alternatives.find('|');
    std::string_view one = alternatives.substr(0, bar);
    if (!one.empty() && one.back() == '~') {
      one.remove_suffix(1);
      if (word.substr(0, one.size()) == one) return true;
    } else if (close_enough(word, one)) {
      return true;
    }
    if (bar == std::string_view::npos) return false;
    alternatives.remove_prefix(bar + 1);
  }
}

bool words_from(std::string_view pattern, const Words& words, size_t at, size_t& end) {
  if (pattern.empty()) {
    end = at;
    return true;
  }
  const size_t space = pattern.find(' ');
  std::string_view element = pattern.substr(0, space);
  const std::string_view rest =
      space == std::string_view::npos ? std::string_view() : pattern.substr(space + 1);
  if (element == "*") {
    for (size_t skip = 0; skip <= 5; ++skip) {
      if (words_from(rest, words, at + skip, end)) return true;
      if (at + skip >= words.size() || words[at + skip] == ".") return false;
    }
    return false;
  }
  if (element.back() == '?') {
    element.remove_suffix(1);
    if (at < words.size() && one_of(element, words[at]) && words_from(rest, words, at + 1, end))
      return true;
    return words_from(rest, words, at, end);
  }
  return at < words.size() && words[at] != "." && one_of(element, words[at]) &&
         words_from(rest, words, at + 1, end);
}

constexpr size_t kSyllable = 3;  // bytes of a Hangul syllable or jamo

bool syllables_from(std::string_view pattern, std::string_view text, size_t at, size_t& end) {
  if (pattern.empty()) {
    end = at;
    return true;
  }
  if (pattern[0] == '*') {
    for (size_t skip = 0; skip <= 6; ++skip) {
      const size_t to = at + skip * kSyllable;
      if (to > text.size()) return false;
      if (syllables_from(pattern.substr(1), text, to, end)) return true;
      if (to < text.size() && text[to] == '.') return false;
    }
    return false;
  }
  if (pattern[0] == '(') {
    const size_t close = pattern.find(')');
    std::string_view inside = pattern.substr(1, close - 1);
    const bool may_lack = close + 1 < pattern.size() && pattern[close + 1] == '?';
    const std::string_view rest = pattern.substr(close + (may_lack ? 2 : 1));
    while (true) {
      const size_t bar = inside.find('|');
      const std::string_view one = inside.substr(0, bar);
      if (text.substr(at, one.size()) == one && syllables_from(rest, text, at + one.size(), end))
        return true;
      if (bar == std::string_view::npos) break;
      inside.remove_prefix(bar + 1);
    }
    return may_lack && syllables_from(rest, text, at, end);
  }
  const size_t length = std::min(pattern.find_first_of("(*"), pattern.size());
  const std::string_view literal = pattern.substr(0, length);
  return text.substr(at, length) == literal &&
         syllables_from(pattern.substr(length), text, at + length, end);
}

}  // namespace

bool match_words(std::string_view pattern, const Words& words, size_t from, Span& span) {
  for (size_t at = from; at < words.size(); ++at)
    if (words_from(pattern, words, at, span.end)) {
      span.begin = at;
      return true;
    }
  return false;
}

bool match_syllables(std::string_view pattern, std::string_view text, size_t from, Span& span) {
  for (size_t at = from; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
    if (syllables_from(pattern, text, at, span.end)) {
      span.begin = at;
      return true;
    }
  }
  return false;
}

}  // namespace tinybrain::skills::coach
