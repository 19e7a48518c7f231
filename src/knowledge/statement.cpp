#include "knowledge/statement.h"

#include <algorithm>

#include "text/unicode.h"

namespace tinybrain {
namespace {

constexpr uint8_t kInWord = unicode::kLetter | unicode::kMark | unicode::kNumber;

template <size_t N>
bool is_one_of(std::string_view word, const std::string_view (&list)[N]) {
  return std::find(list, list + N, word) != list + N;
}

// Words that say nothing by themselves.
constexpr std::string_view kEmptyWords[] = {
    "a",     "an",    "the",   "and",  "or",    "of",    "to",     "in",    "on",    "at",
    "by",    "for",   "with",  "from", "as",    "is",    "are",    "was",   "were",  "be",
    "been",  "being", "am",    "it",   "its",   "this",  "that",   "these", "those", "there",
    "here",  "he",    "she",   "they", "them",  "his",   "her",    "their", "we",    "our",
    "you",   "your",  "i",     "my",   "me",    "do",    "does",   "did",   "has",   "have",
    "had",   "can",   "could", "will", "would", "shall", "should", "may",   "might", "must",
    "if",    "then",  "than",  "so",   "also",  "but",   "which",  "who",   "what",  "when",
    "where", "how",   "not",   "no",   "그",    "이",    "및",     "수"};

constexpr std::string_view kDenying[] = {"not",  "no",     "never",   "cannot",  "without",
                                         "none", "nobody", "nothing", "neither", "nor",
                                         "안",   "못",     "nowhere", "unable"};
constexpr std::string_view kDenyingPieces[] = {"않",   "없",   "못하", "못한",   "못했",
                                               "아니", "아닌", "아닙", "마세요", "금지"};

// A unit by the name that it goes by here; "" for other words. Korean ones may be followed by a particle.
std::string_view unit_of(std::string_view word) {
  static constexpr std::pair<std::string_view, std::string_view> kWhole[] = {
      {"kg", "kg"},      {"g", "g"},           {"mg", "mg"},
      {"km", "km"},      {"m", "m"},           {"cm", "cm"},
      {"mm", "mm"},      {"l", "l"},           {"ml", "ml"},
      {"gb", "gb"},      {"mb", "mb"},         {"kb", "kb"},
      {"tb", "tb"},      {"w", "w"},           {"v", "v"},
      {"percent", "%"},  {"hour", "hour"},     {"hours", "hour"},
      {"h", "hour"},     {"minute", "minute"}, {"minutes", "minute"},
      {"min", "minute"}, {"second", "second"}, {"seconds", "second"},
      {"day", "day"},    {"days", "day"},      {"week", "week"},
      {"weeks", "week"}, {"month", "month"},   {"months", "month"},
      {"year", "year"},  {"years", "year"},    {"dollars", "$"},
      {"dollar", "$"},   {"usd", "$"},         {"euros", "€"},
      {"euro", "€"},     {"won", "won"},       {"krw", "won"}};
  static constexpr std::pair<std::string_view, std::string_view> kBegins[] = {
      {"시간", "hour"},  {"분", "minute"},   {"초", "second"},   {"일", "day"},
      {"주", "week"},    {"개월", "month"},  {"월", "month of"}, {"년", "year"},
      {"시", "o'clock"}, {"퍼센트", "%"},    {"원", "won"},      {"만원", "만won"},
      {"달러", "$"},     {"유로", "€"},      {"킬로미터", "km"}, {"미터", "m"},
      {"센티", "cm"},    {"킬로그램", "kg"}, {"그램", "g"},      {"리터", "l"},
      {"명", "명"},      {"개", "개"},       {"번", "번"},       {"층", "층"},
      {"세", "세"},      {"살", "세"},       {"만", "만"},       {"억", "억"},
      {"조", "조"},      {"천", "천"}};
  for (const auto& [name, unit] : kWhole)
    if (word == name) return unit;
  for (const auto& [name, unit] : kBegins)
    if (word.starts_with(name)) return unit;
  return {};
}

std::string_view number_word(std::string_view word) {
  static constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"two", "2"},     {"three", "3"},   {"four", "4"},      {"five", "5"},       {"six", "6"},
      {"seven", "7"},   {"eight", "8"},   {"nine", "9"},      {"ten", "10"},       {"eleven", "11"},
      {"twelve", "12"}, {"twenty", "20"}, {"thirty", "30"},   {"forty", "40"},     {"fifty", "50"},
      {"sixty", "60"},  {"ninety", "90"}, {"hundred", "100"}, {"thousand", "1000"}};
  for (const auto& [name, number] : kWords)
    if (word == name) return number;
  return {};
}

// Without thousands separators and zeros after the point.
std::string plain_number(std::string number) {
  std::erase(number, ',');
  while (!number.empty() && number.back() == '.') number.pop_back();
  if (number.find('.') != std::string::npos) {
    while (number.back() == '0') number.pop_back();
    if (number.back() == '.') number.pop_back();
  }
  return number;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads a text into its parts.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Said read() {
    while (at_ < text_.size()) {
      if (address()) continue;
      const unicode::Decoded d = unicode::decode(text_.substr(at_));
      if (is_digit(text_[at_])) {
        number();
      } else if (unicode::class_of(d.c) & kInWord) {
        word();
      } else {
        mark(d.c);
        at_ += d.length;
      }
    }
    return std::move(said_);
  }

 private:
  // A run without white space with :// or an @ in it.
  bool address() {
    if (at_ > 0 && !unicode::is_space(static_cast<unsigned char>(text_[at_ - 1])) &&
        text_[at_ - 1] != '(' && text_[at_ - 1] != '<')
      return false;
    size_t end = at_;
    while (end < text_.size() && static_cast<unsigned char>(text_[end]) > ' ' &&
           static_cast<unsigned char>(text_[end]) < 127 && text_[end] != ')' && text_[end] != '>')
      ++end;
    std::string_view run = text_.substr(at_, end - at_);
    while (!run.empty() &&
           std::string_view(".,;:!?\"'/").find(run.back()) != std::string_view::npos)
      run.remove_suffix(1);
    const size_t sign = run.find('@');
    const bool mail =
        sign != std::string_view::npos && sign > 0 && run.find('.', sign) != std::string_view::npos;
    if (!mail && run.find("://") == std::string_view::npos && !run.starts_with("www."))
      return false;
    said_.addresses.push_back(unicode::folded(run));
    at_ += run.size();
    begins_ = false;
    return true;
  }

  void number() {
    const size_t begin = at_;
    while (at_ < text_.size() &&
           (is_digit(text_[at_]) || ((text_[at_] == '.' || text_[at_] == ',') &&
                                     at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))))
      ++at_;
    found_number(plain_number(std::string(text_.substr(begin, at_ - begin))));
    if (text_.substr(at_).starts_with("%")) {
      measure("%");
    } else if (begin > 0 && text_[begin - 1] == '$') {
      measure("$");
    }
  }

  void found_number(std::string number) {
    said_.numbers.push_back(number);
    last_number_ = std::move(number);
    since_number_ = 0;
    begins_ = false;
  }

  void measure(std::string_view unit) {
    if (last_number_.empty()) return;
    said_.measures.push_back(last_number_ + " " + std::string(unit));
    last_number_.clear();
  }

  void word() {
    const size_t begin = at_;
    while (at_ < text_.size()) {
      const unicode::Decoded d = unicode::decode(text_.substr(at_));
      const bool apostrophe = text_[at_] == '\'' || d.c == U'’';
      if (apostrophe ? at_ + d.length >= text_.size() : !(unicode::class_of(d.c) & kInWord)) break;
      at_ += d.length;
      if (apostrophe && !(unicode::class_of(unicode::decode(text_.substr(at_)).c) & kInWord)) break;
    }
    const std::string_view whole = text_.substr(begin, at_ - begin);
    std::string folded = unicode::folded(unicode::repaired(whole));
    for (std::string_view end : {"n't", "n’t"}) said_.denies |= folded.ends_with(end);
    for (std::string_view mark : {"'", "’"})
      if (const size_t cut = folded.find(mark); cut != std::string::npos) folded.resize(cut);
    if (folded.empty()) return;
    const bool follows = since_number_ == 0 || (since_number_ == 1 && !last_number_.empty());
    if (follows && !last_number_.empty()) {
      if (const std::string_view unit = unit_of(folded); !unit.empty()) {
        measure(unit);
        ++since_number_;
        begins_ = false;
        return;
      }
    }
    ++since_number_;
    if (const std::string_view digits = number_word(folded); !digits.empty())
      return found_number(std::string(digits));
    said_.denies |= is_one_of(folded, kDenying);
    for (std::string_view piece : kDenyingPieces)
      said_.denies |= folded.find(piece) != std::string::npos;
    const bool capital = unicode::class_of(unicode::decode(whole).c) & unicode::kUpper;
    if (capital && !begins_ && !is_one_of(folded, kEmptyWords)) said_.names.push_back(folded);
    begins_ = false;
    if (!is_one_of(folded, kEmptyWords)) said_.words.push_back(unicode::nfd(folded));
  }

  void mark(char32_t c) {
    if (c == U'.' || c == U'!' || c == U'?' || c == U'\n' || c == U':' || c == U'"' || c == U'“')
      begins_ = true;  // a capital letter after it says nothing
  }

  std::string_view text_;
  size_t at_ = 0;
  Said said_;
  bool begins_ = true;
  std::string last_number_;  // that may still get a unit
  int since_number_ = 2;     // words since then
};

bool is_hangul(std::string_view word) { return static_cast<unsigned char>(word[0]) >= 0xe1; }

// How far one word counts for another: 1 = the same.
float likeness(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  const size_t shorter = std::min(a.size(), b.size());
  size_t common = 0;
  while (common < shorter && a[common] == b[common]) ++common;
  const bool dense = is_hangul(a);
  const size_t letter = dense ? 3 : 1;  // bytes; Hangul is taken apart into letters of three
  common -= common % letter;
  if (dense && shorter >= 5 * letter && (a.find(b) != a.npos || b.find(a) != b.npos)) return 0.9f;
  // A short noun with a particle: 물 and 물이.
  if (dense && common == shorter && common >= 2 * letter &&
      std::max(a.size(), b.size()) - shorter <= 5 * letter)
    return 0.8f;
  if (common < 4 * letter) return 0;
  const float share = static_cast<float>(common) / static_cast<float>(shorter);
  return share >= 0.7f ? share : 0;
}

}  // namespace

Said said_by(std::string_view text) { return Reader(text).read(); }

float covered(const std::vector<std::string>& words, const std::vector<std::string>& others) {
  if (words.empty()) return 1;
  float sum = 0;
  for (const std::string& word : words) {
    float best = 0;
    for (const std::string& other : others) {
      best = std::max(best, likeness(word, other));
      if (best == 1) break;
    }
    sum += best;
  }
  return sum / static_cast<float>(words.size());
}

}  // namespace tinybrain
