#include "redact/phones.h"

#include <algorithm>

namespace tinybrain::redact {
namespace {

constexpr unsigned kUsual = Groups::kSpace | Groups::kDash | Groups::kDot | Groups::kParen;
constexpr size_t kReach = 16;  // characters from "전화번호는" to the number

bool starts(std::string_view digits, std::string_view with) { return digits.starts_with(with); }

// Korean mobile numbers: 010 and the old 011, 016 to 019.
bool is_mobile(std::string_view d) {
  return d.size() >= 3 && starts(d, "01") && d[2] != '2' && d[2] != '3' && d[2] != '4' &&
         d[2] != '5' && (d.size() == 11 || (d.size() == 10 && d[2] != '0'));
}

// Length of the Korean area or service code at the beginning, or 0.
int area_code(std::string_view d) {
  if (starts(d, "02")) return 2;
  if (starts(d, "050") && d.size() > 3) return 4;
  if (starts(d, "070") || starts(d, "080") || starts(d, "060")) return 3;
  if (d.size() < 3 || d[0] != '0') return 0;
  const char last = d[1] == '3' ? '3' : d[1] == '5' ? '5' : '4';
  return d[1] >= '3' && d[1] <= '6' && d[2] >= '1' && d[2] <= last ? 3 : 0;
}

// Numbers of companies that cost the same from everywhere, without an area code.
bool is_service(std::string_view four) {
  constexpr std::string_view kCodes =
      "1522 1533 1544 1551 1555 1566 1577 1588 1599 1600 1644 1660 1661 1666 1668 1670 1688 1800 "
      "1811 "
      "1833 1855 1866 1877 1899";
  return kCodes.find(four) != std::string_view::npos;
}

// Where an extension after the number ends: " ext. 123", "x123", " 내선 12".
size_t with_extension(const Folded& text, size_t end) {
  size_t at = end;
  while (at < end + 2 && (text[at] == ' ' || text[at] == ',')) ++at;
  constexpr std::u32string_view kWords[] = {U"extension", U"ext.",     U"ext",
                                            U"x",         U"내선번호", U"내선"};
  for (const std::u32string_view word : kWords) {
    size_t i = 0;
    while (i < word.size() && lower(text[at + i]) == word[i]) ++i;
    if (i < word.size()) continue;
    size_t digits = at + i;
    while (digits < at + i + 2 && text[digits] == ' ') ++digits;
    size_t last = digits;
    while (last < digits + 6 && is_digit(text[last])) ++last;
    return last > digits && !goes_on(text[last]) ? last : end;
  }
  return end;
}

class Phones {
 public:
  Phones(const Scan& scan, const Groups& g) : scan_(scan), g_(g) {
    cue_ = scan.cues.before(Cue::phone, g.begin(), kReach);
    const char32_t before = before_at(1);
    plus_ = before == '+' || (before == '(' && before_at(2) == '+');
    glued_ = goes_on(before) || ((before == '.' || before == ',') && is_digit(before_at(2)));
  }

  void all() {
    if (plus_ || starts(g_.group(0), "00")) international();
    for (int k = 1; k <= std::min(g_.count(), 5); ++k) {
      if (k > 1 && !g_.joined_by(k, kUsual | Groups::kSlash)) break;
      korean(k);
      american(k);
    }
    national();
    local();
  }

 private:
  char32_t before_at(size_t distance) const {
    return g_.begin() >= distance ? scan_.text[g_.begin() - distance] : 0;
  }
  void add(int groups, float confidence) const {
    size_t begin = g_.begin();
    const bool opened = groups > 1 && (g_.between(1) & Groups::kParen) && before_at(1) == '(';
    if (opened) --begin;
    if (before_at(1) == '+') --begin;
    if (before_at(1) == '(' && before_at(2) == '+') begin -= 2;
    scan_.add(Kind::phone, begin, with_extension(scan_.text, g_.end(groups)), confidence);
  }

  void korean(int k) const {
    const std::string_view d = g_.digits(k);
    if (k == 1 && glued_ && !cue_) return;
    if (g_.length(0) >= 3 && is_mobile(d)) return add(k, d.size() == 11 ? 0.96f : 0.92f);
    const int area = area_code(d);
    if (area > 0) {
      const auto rest = static_cast<int>(d.size()) - area;
      if (rest < 7 || rest > 8) return;
      if (k == 1) return add(k, cue_ ? 0.9f : d[static_cast<size_t>(area)] > '1' ? 0.75f : 0.4f);
      if (g_.length(0) == area && (k == 2 || (k == 3 && g_.length(2) == 4))) return add(k, 0.93f);
      if (k == 2 && g_.length(1) == 4) return add(k, 0.8f);  // 021234-5678
    }
    if (k == 2 && g_.shape({4, 4}) && is_service(g_.group(0))) {
      // 1588-1592 is more likely a span of years.
      const bool years =
          g_.group(1) > g_.group(0) && g_.group(1).substr(0, 3) == g_.group(0).substr(0, 3);
      if (cue_ || (!years && g_.joined_by(2, Groups::kDash))) add(2, 0.88f);
    }
    if (k == 1 && d.size() == 8 && is_service(d.substr(0, 4)) && cue_) add(1, 0.75f);
  }

  void american(int k) const {
    const bool one = k == 4 && g_.length(0) == 1 && g_.group(0) == "1";
    const int first = one ? 1 : 0;
    if (k - first == 3 && g_.length(first) == 3 && g_.length(first + 1) == 3 &&
        g_.length(first + 2) == 4 && g_.group(first)[0] > '1' && g_.group(first + 1)[0] > '1') {
      const bool spaces = g_.joined_by(k, Groups::kSpace);
      return add(k, one || cue_ ? 0.95f : spaces ? 0.75f : 0.9f);
    }
    const std::string_view d = g_.digits(k);
    if (k == 1 && cue_ && d.size() == 10 && d[0] > '1') add(k, 0.8f);
    if (k == 2 && g_.length(0) == 3 && d.size() == 10 && d[0] > '1' && d[3] > '1' && cue_)
      add(k, 0.75f);
  }

  // After + or 00: as many groups as a number has digits.
  void international() const {
    for (int k = g_.count(); k >= 1; --k) {
      if (!g_.joined_by(k, kUsual | Groups::kSlash)) continue;
      std::string_view d = g_.digits(k);
      if (!plus_) d.remove_prefix(2);
      const bool american = starts(d, "1"), korean = starts(d, "82");
      const size_t least = american ? 11 : korean ? 10 : 8;
      const size_t most = american ? 11 : korean ? 13 : 15;
      if (d.size() < least || d.size() > most || (d[0] == '0' && !plus_)) continue;
      return add(k, plus_ ? 0.95f : korean ? 0.9f : 0.7f);
    }
  }

  // Numbers of other countries as they are written there: 0 first, 10 or 11 digits.
  void national() const {
    if (g_.group(0)[0] != '0' || glued_) return;
    for (int k = 2; k <= std::min(g_.count(), 5); ++k) {
      const size_t digits = g_.digits(k).size();
      const bool pairs = g_.shape({2, 2, 2, 2, 2}) && k == 5;
      if (g_.joined_by(k, kUsual) && (digits == 10 || digits == 11) && (pairs || g_.length(0) >= 3))
        return add(k, cue_ ? 0.85f : 0.65f);
    }
  }

  // Without an area code; only a cue tells.
  void local() const {
    if (!cue_ || g_.count() < 2 || glued_ || !g_.joined_by(2, Groups::kDash)) return;
    const bool ends = g_.count() == 2 || !g_.joined_by(3, Groups::kDash);
    if (ends && (g_.shape({3, 4}) || g_.shape({4, 4}))) add(2, 0.72f);
  }

  const Scan& scan_;
  const Groups& g_;
  bool cue_ = false, plus_ = false, glued_ = false;
};

}  // namespace

void scan_phone(const Scan& scan, const Groups& g) { Phones(scan, g).all(); }

}  // namespace tinybrain::redact
