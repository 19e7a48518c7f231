#include "skills/coach/crisis_text.h"

#include <cstdint>

#include "text/unicode.h"

namespace tinybrain::skills::coach {
namespace {

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// "k1ll" -> "kill"; "30" and "10k" stay.
std::string without_leet(const std::string& word) {
  if (word.empty() || !is_letter(word[0])) return word;
  std::string out;
  for (char c : word) switch (c) {
      case '0': out += 'o'; break;
      case '1': out += 'i'; break;
      case '3': out += 'e'; break;
      case '4': out += 'a'; break;
      case '5': out += 's'; break;
      default: out += c;
    }
  return out;
}

// "diiiie" -> "die", "pleease" stays: three of a letter are one.
std::string without_stretching(const std::string& word) {
  std::string out;
  for (size_t i = 0; i < word.size();) {
    size_t end = i;
    while (end < word.size() && word[end] == word[i]) ++end;
    out.append(end - i >= 3 ? 1 : end - i, word[i]);
    i = end;
  }
  return out;
}

void split_joined(std::vector<std::string>& words, const std::string& letters) {
  // Words that a text with spaces between letters may hold; greedy from the left.
  static const char* const kWords[] = {
      "suicide", "myself", "overdose", "want", "wanna", "kill", "die",   "dead", "hurt", "cut",
      "end",     "life",   "my",       "to",   "im",    "i",    "going", "the",  "it",   "all"};
  for (size_t at = 0; at < letters.size();) {
    size_t length = 0;
    for (const std::string_view w : kWords)
      if (letters.compare(at, w.size(), w) == 0 && w.size() > length) length = w.size();
    if (length == 0) {
      words.push_back(letters.substr(at));
      return;
    }
    words.push_back(letters.substr(at, length));
    at += length;
  }
}

constexpr char32_t kFirst = 0xAC00, kLast = 0xD7A3;
bool is_syllable(char32_t c) { return c >= kFirst && c <= kLast; }
bool is_jamo(char32_t c) { return c >= 0x3131 && c <= 0x3163; }

// Places of compatibility jamo among the leading consonants, vowels and final consonants; -1: none there.
int leading(char32_t c) {
  static constexpr int8_t kAt[] = {0,  1, -1, 2, -1, -1, 3,  4,  5,  -1, -1, -1, -1, -1, -1,
                                   -1, 6, 7,  8, -1, 9,  10, 11, 12, 13, 14, 15, 16, 17, 18};
  return c >= 0x3131 && c <= 0x314E ? kAt[c - 0x3131] : -1;
}
int vowel(char32_t c) { return c >= 0x314F && c <= 0x3163 ? static_cast<int>(c - 0x314F) : -1; }
int final(char32_t c) {
  static constexpr int8_t kAt[] = {1,  2,  3,  4,  5,  6,  7,  -1, 8,  9,  10, 11, 12, 13, 14,
                                   15, 16, 17, -1, 18, 19, 20, 21, 22, -1, 23, 24, 25, 26, 27};
  return c >= 0x3131 && c <= 0x314E ? kAt[c - 0x3131] : -1;
}

}  // namespace

std::vector<std::string> crisis_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word, letters;  // letters: single ones in a row
  const auto flush_letters = [&] {
    if (letters.size() >= 4)
      split_joined(words, letters);
    else
      for (char c : letters) words.emplace_back(1, c);
    letters.clear();
  };
  const auto flush = [&] {
    if (word.size() == 1 && is_letter(word[0])) {
      letters += word;
    } else if (!word.empty()) {
      flush_letters();
      words.push_back(without_stretching(without_leet(word)));
    }
    word.clear();
  };
  const std::string folded = unicode::folded(unicode::repaired(text));
  for (size_t i = 0; i < folded.size();) {
    const unicode::Decoded d = unicode::decode(std::string_view(folded).substr(i));
    i += d.length;
    const char32_t c = d.c;
    if (c < 128 && (is_letter(static_cast<char>(c)) || (c >= '0' && c <= '9')))
      word += static_cast<char>(c);
    else if (c == '$' && !word.empty())
      word += 's';
    else if (c == '@' && !word.empty())
      word += 'a';
    else if (c == '\'' || c == 0x2019 || c == '`' || c == 0x200B || c == 0x200D || c == 0xAD ||
             c == '*')
      continue;
    else {
      flush();
      if (c == '.' || c == ',' || c == ';' || c == '!' || c == '?' || c == '\n') {
        flush_letters();
        words.emplace_back(".");
      }
    }
  }
  flush();
  flush_letters();
  // A long word that was cut in two: "sui cide".
  for (size_t i = 0; i + 1 < words.size(); ++i)
    for (const std::string_view whole : {"suicide", "suicidal", "myself", "overdosed", "overdose"})
      if (words[i] + words[i + 1] == whole) {
        words[i] = whole;
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      }
  return words;
}

std::string crisis_syllables(std::string_view text) {
  std::u32string units;
  // NFC alone: folding would take compatibility jamo apart into ones that compose by chance.
  const std::string nfc = unicode::nfc(unicode::repaired(text));
  for (size_t i = 0; i < nfc.size();) {
    const unicode::Decoded d = unicode::decode(std::string_view(nfc).substr(i));
    i += d.length;
    if (is_syllable(d.c) || is_jamo(d.c))
      units += d.c;
    else if (d.c == '.' || d.c == '!' || d.c == '?' || d.c == '\n')
      units += U'.';
  }
  std::string out;
  for (size_t i = 0; i < units.size(); ++i) {
    const int l = leading(units[i]);
    const int v = i + 1 < units.size() ? vowel(units[i + 1]) : -1;
    if (l >= 0 && v >= 0) {
      int f = 0;
      // A consonant closes the syllable unless a vowel follows it.
      if (i + 2 < units.size() && final(units[i + 2]) > 0 &&
          (i + 3 >= units.size() || vowel(units[i + 3]) < 0)) {
        f = final(units[i + 2]);
      }
      unicode::append(out, kFirst + static_cast<char32_t>((l * 21 + v) * 28 + f));
      i += f ? 2 : 1;
    } else {
      unicode::append(out, units[i]);
    }
  }
  return out;
}

}  // namespace tinybrain::skills::coach
