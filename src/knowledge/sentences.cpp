#include "knowledge/sentences.h"

#include <algorithm>
#include <string>

#include "base/trimmed.h"
#include "text/unicode.h"

namespace tinybrain {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The word that ends right before `at`, without dots around it.
std::string_view word_before(std::string_view text, size_t at) {
  size_t begin = at;
  while (begin > 0 && kSpaces.find(text[begin - 1]) == std::string_view::npos) --begin;
  while (begin < at && !is_letter(text[begin]) && !is_digit(text[begin])) ++begin;
  return text.substr(begin, at - begin);
}

// Whether the full stop at `at` belongs to the word before it.
bool is_part_of_word(std::string_view text, size_t at) {
  static constexpr std::string_view kShort[] = {
      "mr",  "mrs", "ms",   "dr",  "prof", "st",  "jr",   "sr",     "vs",
      "no",  "fig", "vol",  "pp",  "e.g",  "i.e", "cf",   "approx", "inc",
      "ltd", "co",  "corp", "u.s", "a.m",  "p.m", "dept", "sec",    "ch"};
  const std::string_view word = word_before(text, at);
  if (word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z') return true;  // an initial
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_digit)) {
    // The number of a list: nothing but space before it in its line.
    const size_t begin = static_cast<size_t>(word.data() - text.data());
    const size_t line = begin == 0 ? std::string_view::npos : text.rfind('\n', begin - 1);
    const size_t from = line == std::string_view::npos ? 0 : line + 1;
    return trimmed(text.substr(from, begin - from)).empty();
  }
  std::string lower(word);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return std::find(std::begin(kShort), std::end(kShort), lower) != std::end(kShort);
}

bool ends_sentence(char32_t c) {
  return c == U'.' || c == U'!' || c == U'?' || c == U'。' || c == U'！' || c == U'？' || c == U'…';
}

bool closes(char32_t c) {
  return c == U'"' || c == U'\'' || c == U')' || c == U']' || c == U'”' || c == U'’' ||
         c == U'」' || c == U'』' || c == U'*' || c == U'`';
}

// Whether a line begins a new point: of a list, a heading, a table's row, or nothing at all.
bool begins_anew(std::string_view rest) {
  const size_t first = rest.find_first_not_of(" \t\r");
  if (first == std::string_view::npos || rest[first] == '\n') return true;
  rest.remove_prefix(first);
  if (rest.starts_with("- ") || rest.starts_with("* ") || rest.starts_with("+ ") ||
      rest.starts_with("• ") || rest.starts_with("#") || rest.starts_with("|") ||
      rest.starts_with(">"))
    return true;
  size_t digits = 0;
  while (digits < rest.size() && is_digit(rest[digits])) ++digits;
  return digits > 0 && digits <= 3 && digits + 1 < rest.size() &&
         (rest[digits] == '.' || rest[digits] == ')') && rest[digits + 1] == ' ';
}

bool is_fence(std::string_view at) { return at.starts_with("```") || at.starts_with("~~~"); }

}  // namespace

std::vector<std::string_view> sentences_of(std::string_view text) {
  std::vector<std::string_view> all;
  size_t begin = 0;
  const auto end_at = [&](size_t end) {
    const std::string_view one = trimmed(text.substr(begin, end - begin));
    if (!one.empty()) all.push_back(one);
    begin = end;
  };
  bool line_begins = true;
  for (size_t at = 0; at < text.size();) {
    if (line_begins && is_fence(text.substr(at))) {
      end_at(at);
      const size_t close = text.find("\n" + std::string(text.substr(at, 3)), at + 3);
      at = close == std::string_view::npos ? text.size()
                                           : std::min(text.find('\n', close + 1), text.size());
      end_at(at);
      continue;
    }
    const unicode::Decoded d = unicode::decode(text.substr(at));
    const size_t here = at;
    at += d.length;
    line_begins = d.c == U'\n';
    if (line_begins) {
      if (begins_anew(text.substr(at))) end_at(at);
      continue;
    }
    if (!ends_sentence(d.c) || (d.c == U'.' && is_part_of_word(text, here))) continue;
    while (at < text.size()) {  // quotes and brackets that close, further marks
      const unicode::Decoded next = unicode::decode(text.substr(at));
      if (!closes(next.c) && !ends_sentence(next.c)) break;
      at += next.length;
    }
    const bool wide = d.c == U'。' || d.c == U'！' || d.c == U'？';
    if (wide || at == text.size() || unicode::is_space(unicode::decode(text.substr(at)).c))
      end_at(at);
  }
  end_at(text.size());
  return all;
}

}  // namespace tinybrain
