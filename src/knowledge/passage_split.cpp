#include "knowledge/passage_split.h"

#include <algorithm>

#include "knowledge/sentences.h"
#include "text/unicode.h"

namespace tinybrain {
namespace {

constexpr size_t kMostWords = 200;  // about; a syllable of Hangul counts as half a word
constexpr size_t kLongestPiece =
    4000;  // bytes of one sentence or block of code, cut between lines past it

// Half words: white space between words counts, and so do characters of scripts that say more in one.
size_t half_words(std::string_view text) {
  size_t count = 0;
  bool in_word = false;
  for (size_t at = 0; at < text.size();) {
    const unicode::Decoded d = unicode::decode(text.substr(at));
    at += d.length;
    if (unicode::is_space(d.c)) {
      in_word = false;
    } else if (d.c >= 0x3040) {
      ++count;
      in_word = false;
    } else if (!in_word) {
      count += 2;
      in_word = true;
    }
  }
  return count;
}

// A piece that is too long for one passage, at ends of lines or else of characters.
std::vector<std::string_view> cut(std::string_view piece) {
  std::vector<std::string_view> all;
  while (piece.size() > kLongestPiece) {
    size_t end = piece.rfind('\n', kLongestPiece);
    if (end == std::string_view::npos || end == 0) end = piece.rfind(' ', kLongestPiece);
    if (end == std::string_view::npos || end == 0) {
      end = kLongestPiece;
      while (end > 1 && (static_cast<unsigned char>(piece[end]) & 0xc0) == 0x80) --end;
    }
    all.push_back(piece.substr(0, end));
    piece.remove_prefix(end);
  }
  all.push_back(piece);
  return all;
}

void add_split(const SplitPassage& whole, std::vector<SplitPassage>& all) {
  const std::string_view text = whole.text;
  if (half_words(text) <= 2 * kMostWords) return all.push_back(whole);
  size_t begin = 0, end = 0, words = 0;
  const auto flush = [&] {
    if (end <= begin) return;
    const auto lines = std::count(text.begin(), text.begin() + static_cast<long>(begin), '\n');
    all.push_back({whole.heading, std::string(text.substr(begin, end - begin)),
                   whole.row + static_cast<uint64_t>(lines)});
    words = 0;
  };
  for (std::string_view sentence : sentences_of(text)) {
    for (std::string_view piece : cut(sentence)) {
      const size_t at = static_cast<size_t>(piece.data() - text.data());
      const size_t more = half_words(piece);
      if (words > 0 && words + more > 2 * kMostWords) {
        flush();
        begin = at;
      }
      if (words == 0) begin = at;
      end = at + piece.size();
      words += more;
    }
  }
  flush();
}

}  // namespace

std::vector<SplitPassage> passages_of(const Dataset& document) {
  std::vector<SplitPassage> all;
  for (const Example& e : document.examples) {
    SplitPassage p{e.heading, e.text, e.row};
    if (!e.answer.empty()) {
      // A manual's passage stands in `answer`, a table's row has both.
      const bool manual = e.text == e.heading || e.text == e.answer;
      p.text = manual ? e.answer : e.text + "\n" + e.answer;
    }
    for (const Turn& turn : e.turns) p.text += (p.text.empty() ? "" : "\n") + turn.text;
    p.text = unicode::repaired(p.text);
    p.heading = unicode::repaired(p.heading);
    if (p.text.find_first_not_of(" \t\r\n") != std::string::npos) add_split(p, all);
  }
  return all;
}

}  // namespace tinybrain
