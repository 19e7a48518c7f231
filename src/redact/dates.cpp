// Dates of birth: a date near a word such as 생년월일 or born. Other dates stay.
#include <algorithm>

#include "redact/check_digits.h"
#include "redact/groups.h"
#include "redact/scan.h"

namespace tinybrain::redact {
namespace {

constexpr size_t kBefore = 28, kAfter = 8;  // characters from the cue to the date, and back

constexpr std::u32string_view kMonths[] = {U"january",   U"february", U"march",    U"april",
                                           U"may",       U"june",     U"july",     U"august",
                                           U"september", U"october",  U"november", U"december"};

// Length of an English month's name or its first three letters at i, or 0.
size_t month_at(const Folded& text, size_t i) {
  for (const std::u32string_view month : kMonths) {
    size_t n = 0;
    while (n < month.size() && lower(text[i + n]) == month[n]) ++n;
    if (n == month.size() && !is_latin(text[i + n])) return n;
    if (n >= 3 && !is_latin(text[i + 3])) return text[i + 3] == '.' ? 4 : 3;
    if (month[0] == 's' && n == 4 && !is_latin(text[i + 4])) return text[i + 4] == '.' ? 5 : 4;
  }
  return 0;
}

size_t skip(const Folded& text, size_t i, std::u32string_view any, size_t most) {
  const size_t last = i + most;
  while (i < last && text[i] != 0 && any.find(text[i]) != std::u32string_view::npos) ++i;
  return i;
}
size_t digits_at(const Folded& text, size_t i, size_t most) {
  size_t n = 0;
  while (n <= most && is_digit(text[i + n])) ++n;
  return n <= most ? n : 0;
}

// 1990년 1월 1일, 90년 1월 1일생, 1월 1일. Returns where it ends, or i.
size_t korean_date(const Folded& text, size_t i) {
  size_t at = i;
  bool parts = false;
  for (const char32_t unit : {U'년', U'월', U'일'}) {
    const size_t n = digits_at(text, at, unit == U'년' ? 4 : 2);
    const size_t sign = skip(text, at + n, U" ", 1);
    if (n == 0 || text[sign] != unit) {
      if (unit == U'년') continue;
      return i;
    }
    at = unit == U'일' ? sign + 1 : skip(text, sign + 1, U" ", 1);
    parts = true;
  }
  return parts ? at : i;
}

// 1990-01-01, 01/02/1990, 90.1.1, 900101, 19900101.
size_t digit_date(const Folded& text, size_t i) {
  const Groups g(text, i);
  if (g.count() == 0) return i;
  const auto in = [](std::string_view digits, int low, int high) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value >= low && value <= high;
  };
  if (g.count() >= 3 &&
      g.joined_by(3, Groups::kDash | Groups::kDot | Groups::kSlash | Groups::kSpace)) {
    const std::string_view a = g.group(0), b = g.group(1), c = g.group(2);
    if (a.size() <= 4 && b.size() <= 2 && c.size() <= 4 && (a.size() == 4 || a.size() <= 2)) {
      const bool year_first = in(b, 1, 12) && in(c, 1, 31) && c.size() <= 2;
      const bool year_last = a.size() <= 2 && in(a, 1, 31) && in(b, 1, 31) && c.size() != 3;
      if (year_first || year_last)
        return g.end(3) + (text[g.end(3)] == '.' && a.size() == 4 ? 1 : 0);
    }
  }
  const std::string_view d = g.group(0);
  if (d.size() == 6 && is_short_date(d)) return g.end(1);
  if (d.size() == 8 && is_short_date(d.substr(2)) && (d[0] == '1' || d[0] == '2')) return g.end(1);
  return i;
}

// January 2, 1990; 2 January 1990; 2nd of Jan 1990.
size_t english_date(const Folded& text, size_t i) {
  size_t at = i;
  if (is_digit(text[i])) {
    const size_t n = digits_at(text, i, 2);
    if (n == 0) return i;
    at = i + n;
    if (is_lower(text[at]) && is_lower(text[at + 1]) && !is_latin(text[at + 2])) at += 2;
    at = skip(text, at, U" -", 1);
    if (text[at] == 'o' && text[at + 1] == 'f' && text[at + 2] == ' ') at += 3;
    const size_t month = month_at(text, at);
    if (month == 0) return i;
    at += month;
  } else {
    const size_t month = month_at(text, i);
    if (month == 0) return i;
    at = skip(text, i + month, U" ", 1);
    const size_t day = digits_at(text, at, 2);
    if (day == 0) return i;
    at += day;
    if (is_lower(text[at]) && is_lower(text[at + 1]) && !is_latin(text[at + 2])) at += 2;
  }
  const size_t year = skip(text, at, U" ,-", 2);
  return digits_at(text, year, 4) == 4 ? year + 4 : at;
}

}  // namespace

void scan_dates(const Scan& scan) {
  const Folded& text = scan.text;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = is_digit(text[i]);
    if ((!digit && !is_capital(text[i])) || (i > 0 && goes_on(text[i - 1]))) continue;
    size_t end = english_date(text, i);
    if (digit) end = std::max({end, korean_date(text, i), digit_date(text, i)});
    if (end == i || goes_on(text[end])) continue;
    if (scan.cues.before(Cue::birth, i, kBefore)) {
      scan.add(Kind::birth_date, i, end, 0.9f);
    } else if ((text[end] == U'생' && !is_hangul(text[end + 1])) ||
               (text[end] == U'생' && text[end + 1] == U'입') ||
               scan.cues.after(Cue::birth, end, kAfter)) {
      scan.add(Kind::birth_date, i, end, 0.85f);
    }
  }
}

}  // namespace tinybrain::redact
