#include "skills/typed.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <ctime>
#include <optional>
#include <utility>

#include "skills/typed_words.h"

namespace tinybrain::skills {
namespace {

using std::string_view;
constexpr size_t kLongestText = 4000;  // bytes; beyond it nothing is looked for

bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || c >= 0x80; }
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

// A place in a text, which the functions below move on over what they read.
struct Scan {
  string_view text;  // Latin letters are small
  size_t at = 0;

  bool done() const { return at >= text.size(); }
  string_view rest() const { return text.substr(at); }
  bool at_begin() const {
    return at == 0 || !(is_letter(static_cast<unsigned char>(text[at - 1])) ||
                        is_digit(static_cast<unsigned char>(text[at - 1])));
  }
  void space() {
    while (!done() && text[at] == ' ') ++at;
  }
  // A Latin word whole; a Korean one whatever is glued on.
  bool take(string_view word) {
    if (!rest().starts_with(word)) return false;
    const size_t end = at + word.size();
    if (static_cast<unsigned char>(word.back()) < 0x80 &&
        is_letter(static_cast<unsigned char>(word.back())) && end < text.size() &&
        text[end] >= 'a' && text[end] <= 'z')
      return false;
    at = end;
    return true;
  }
  bool take_after_space(string_view word) {
    const size_t before = at;
    space();
    if (take(word)) return true;
    at = before;
    return false;
  }
  template <class List>
  std::optional<double> take_of(const List& list) {
    for (const Word& w : list)
      if (take(w.text)) return w.value;
    return {};
  }
};

std::optional<double> read_digits(Scan& s) {
  const size_t begin = s.at;
  std::string plain;
  while (!s.done()) {
    const char c = s.text[s.at];
    const bool more =
        s.at + 1 < s.text.size() && is_digit(static_cast<unsigned char>(s.text[s.at + 1]));
    if (is_digit(static_cast<unsigned char>(c)))
      plain += c;
    else if (c == '.' && more && !plain.empty() && plain.find('.') == std::string::npos)
      plain += c;
    else if (!(c == ',' && more && !plain.empty()))
      break;
    ++s.at;
  }
  double x = 0;
  if (plain.empty() || plain.size() > 18 ||
      std::from_chars(plain.data(), plain.data() + plain.size(), x).ec != std::errc()) {
    s.at = begin;
    return {};
  }
  if (s.take("만")) return x * 10'000;
  if (s.rest().starts_with("천원") || s.rest().starts_with("천 원")) return s.take("천"), x * 1000;
  return x;
}

std::optional<double> read_english(Scan& s) {
  double sum = 0;
  bool any = false;
  for (;;) {
    Scan next = s;
    if (any && !next.take("-")) next.space();
    const std::optional<double> x = next.take_of(kEnglish);
    if (!x || (any && *x < 100 && (std::fmod(sum, 10) != 0 || *x >= 10))) break;
    if (*x >= 100 && !any) break;
    sum = *x >= 100 ? sum * *x : sum + *x;
    any = true;
    s = next;
  }
  if (any) return sum;
  return {};
}

template <class List>
bool before_one_of(const List& counters, const Scan& s) {
  Scan next = s;
  next.space();
  for (const char* counter : counters)
    if (next.rest().starts_with(counter)) return true;
  return false;
}

bool before_counter(const Scan& s) { return before_one_of(kCounters, s); }

// 열두, 스물한; 이십오, 삼백: only before what is counted, since each is a syllable of other words too.
std::optional<double> read_korean(Scan& s) {
  Scan next = s;
  double sum = 0;
  bool any = false;
  for (int i = 0; i < 2; ++i)
    if (const auto x = next.take_of(kCounts); x && (!any || *x < 10)) sum += *x, any = true;
  if (any && before_counter(next)) return s = next, sum;
  next = s;
  double total = 0, group = 0, digit = 0;
  any = false;
  for (;;) {
    if (const auto x = next.take_of(kDigits)) {
      // "일" after a whole number is the day, not the digit.
      if (*x == 1 && any && digit == 0 && before_counter(s)) break;
      digit = *x;
    } else if (next.take("십")) {
      group += std::max(1.0, std::exchange(digit, 0)) * 10;
    } else if (next.take("백")) {
      group += std::max(1.0, std::exchange(digit, 0)) * 100;
    } else if (next.take("천")) {
      group += std::max(1.0, std::exchange(digit, 0)) * 1000;
    } else if (any && next.take("만")) {
      total += std::max(1.0, group + std::exchange(digit, 0)) * 10'000;
      group = 0;
    } else {
      break;
    }
    any = true;
  }
  const bool bare = total == 0 && group == 0;
  if (any && (bare ? before_one_of(kDigitCounters, next) : before_counter(next)))
    return s = next, total + group + digit;
  return {};
}

std::optional<double> read_number(Scan& s) {
  if (const auto x = read_digits(s)) return x;
  if (!s.at_begin()) return {};
  if (const auto x = read_english(s)) return x;
  return read_korean(s);
}

struct Amount {
  double number, unit;
};
// "5 minutes", "an hour", "half an hour", "두 시간", "2시간 반", "일주일".
std::optional<Amount> read_amount(Scan& s) {
  Scan next = s;
  std::optional<double> x;
  if (next.at_begin() && next.take("half an ")) x = 0.5;
  if (!x && next.at_begin() && (next.take("an ") || next.take("a "))) x = 1;
  if (!x && next.at_begin() && next.take("일주일")) return s = next, Amount{1, 7 * kDay};
  if (!x) x = read_number(next);
  if (!x) return {};
  next.space();
  next.take("-");
  if (const auto unit = next.take_of(kUnits)) return s = next, Amount{*x, *unit};
  for (const Word& w : kKoreanUnits)
    if (next.take(w.text)) {
      if (w.text == "시간" && next.take_after_space("반")) *x += 0.5;
      return s = next, Amount{*x, w.value};
    }
  return {};
}

struct Calendar {
  std::chrono::sys_days today;

  std::string text(std::chrono::sys_days day) const {
    const std::chrono::year_month_day d{day};
    char out[32];
    std::snprintf(out, sizeof out, "%04d-%02u-%02u", static_cast<int>(d.year()),
                  static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
    return out;
  }
  std::string in_days(double n) const {
    return text(today + std::chrono::days(static_cast<int64_t>(n)));
  }
  // The next such weekday, not today; `weeks` more.
  std::string weekday(double which, int weeks) const {
    const auto now = static_cast<int>(std::chrono::weekday{today}.c_encoding());
    int ahead = (static_cast<int>(which) - now + 7) % 7;
    if (ahead == 0 && weeks == 0) ahead = 7;
    return in_days(ahead + 7 * weeks);
  }
  // Without a year, the next time that this day comes.
  std::optional<std::string> month_day(double month, double day, double year) const {
    using namespace std::chrono;
    if (month < 1 || month > 12 || day < 1 || day > 31 || year > 9999) return {};
    year_month_day d{std::chrono::year(static_cast<int>(year)),
                     std::chrono::month(static_cast<unsigned>(month)),
                     std::chrono::day(static_cast<unsigned>(day))};
    if (year == 0) {
      d = year_month_day{year_month_day{today}.year(), d.month(), d.day()};
      if (d.ok() && sys_days{d} < today) d += years(1);
    }
    if (!d.ok()) return {};
    return text(sys_days{d});
  }
};

std::optional<std::string> read_date_digits(Scan& s, const Calendar& c) {
  Scan next = s;
  const auto part = [&](size_t most) -> double {
    double x = 0;
    size_t n = 0;
    for (; n < most && !next.done() && is_digit(static_cast<unsigned char>(next.text[next.at]));
         ++n)
      x = x * 10 + (next.text[next.at++] - '0');
    return n ? x : -1;
  };
  const double first = part(4);
  if (first < 0) return {};
  if (first > 1000 && (next.take("-") || next.take("."))) {
    const double month = part(2);
    if (!next.take("-") && !next.take(".")) return {};
    const auto day = c.month_day(month, part(2), first);
    if (day) s = next;
    return day;
  }
  double year = 0, month = first;
  if (first > 1000 && next.take("년")) {
    year = first;
    next.space();
    month = part(2);
  }
  if (!next.take("월")) return {};
  next.space();
  const auto day = c.month_day(month, part(2), year);
  if (!day || !next.take("일")) return {};
  s = next;
  return day;
}

// "march 2nd 2026", "2 march".
std::optional<std::string> read_month(Scan& s, const Calendar& c) {
  Scan next = s;
  const auto day_of = [&](Scan& at) -> std::optional<double> {
    const auto x = read_digits(at);
    if (x)
      for (const char* ending : {"st", "nd", "rd", "th"})
        if (at.take(ending)) break;
    return x;
  };
  std::optional<double> month = next.take_of(kMonths), day;
  if (month) {
    next.space();
    next.take("the ");
    day = day_of(next);
  } else if ((day = day_of(next))) {
    next.space();
    if (next.take("of")) next.space();
    month = next.take_of(kMonths);
  }
  if (!month || !day) return {};
  Scan after = next;
  after.take(",");
  after.space();
  const auto year = read_digits(after);
  const bool with_year = year && *year >= 1900 && *year <= 2999;
  const auto found = c.month_day(*month, *day, with_year ? *year : 0);
  if (found) s = with_year ? after : next;
  return found;
}

std::optional<std::string> read_date(Scan& s, const Calendar& c) {
  if (const auto d = read_date_digits(s, c)) return d;
  if (!s.at_begin()) return {};
  if (const auto d = read_month(s, c)) return d;
  Scan next = s;
  if (next.take("the day after tomorrow") || next.take("day after tomorrow"))
    return s = next, c.in_days(2);
  if (const auto n = next.take_of(kDays)) return s = next, c.in_days(*n);
  if (const auto n = next.take_of(kKoreanDays)) return s = next, c.in_days(*n);
  int weeks = 0;
  if (next.take("next ") || next.take("다음주") || next.take("다음 주"))
    weeks = 1;
  else if (next.take("this ") || next.take("이번주") || next.take("이번 주"))
    weeks = 0;
  next.space();
  if (const auto w = next.take_of(kKoreanWeekdays)) return s = next, c.weekday(*w, weeks);
  if (const auto w = next.take_of(kWeekdays)) return s = next, c.weekday(*w, 0);
  if (weeks && next.take("week")) return s = next, c.in_days(7);
  if (weeks && next.at > s.at && s.rest().starts_with("다음")) return s = next, c.in_days(7);
  // "in 3 days", "3 days from now", "사흘 뒤", "3일 후"
  next = s;
  const bool in = next.take("in ");
  if (const auto amount = read_amount(next); amount && amount->unit >= kDay) {
    const bool later = next.take_after_space("from now") || next.take_after_space("from today") ||
                       next.take_after_space("뒤") || next.take_after_space("후");
    if (in || later) return s = next, c.in_days(amount->number * amount->unit / kDay);
  }
  return {};
}

std::optional<std::string> clock(double hour, double minute, int half) {
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || (half >= 0 && hour > 12)) return {};
  if (half == 1 && hour < 12) hour += 12;
  if (half == 0 && hour == 12) hour = 0;
  char out[8];
  std::snprintf(out, sizeof out, "%02d:%02d", static_cast<int>(hour) % 24,
                static_cast<int>(minute));
  return out;
}

std::optional<std::string> read_time(Scan& s) {
  Scan next = s;
  if (next.at_begin()) {
    if (next.take("noon") || next.take("midday") || next.take("정오")) return s = next, "12:00";
    if (next.take("midnight") || next.take("자정")) return s = next, "00:00";
  }
  int half = -1;
  for (const auto& [word, which] : {std::pair{"오전", 0}, {"오후", 1}, {"아침", 0}, {"저녁", 1}})
    if (next.at_begin() && next.take(word)) half = which;
  next.space();
  Scan number = next;
  const auto hour = read_number(number);
  if (!hour || *hour != std::floor(*hour) || *hour > 24) return {};
  double minute = 0;
  bool sure = false;
  if (number.rest().starts_with("시") && !number.rest().starts_with("시간")) {
    number.take("시");
    sure = true;
    Scan after = number;
    after.space();
    if (after.take("반"))
      minute = 30, number = after;
    else if (const auto m = read_digits(after); m && after.take("분"))
      minute = *m, number = after;
  } else if (number.rest().starts_with(" 시 ") || number.rest() == " 시") {
    number.at += string_view(" 시").size();
    sure = true;
  } else {
    if (number.take(":")) {
      const auto m = read_digits(number);
      if (!m) return {};
      minute = *m;
      sure = true;
    }
    number.space();
    for (const auto& [word, which] : {std::pair{"a.m.", 0}, {"am", 0}, {"p.m.", 1}, {"pm", 1}})
      if (number.take(word)) {
        half = which;
        sure = true;
        break;
      }
    if (number.take("o'clock")) sure = true;
  }
  if (!sure) return {};
  while (number.at > 0 && number.text[number.at - 1] == ' ') --number.at;
  const auto found = clock(*hour, minute, half);
  if (found) s = number;
  return found;
}

std::chrono::sys_days here_today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  return std::chrono::year(local.tm_year + 1900) / (local.tm_mon + 1) / local.tm_mday;
}

}  // namespace

const char* name_of(ValueType type) {
  switch (type) {
    case ValueType::number: return "number";
    case ValueType::date: return "date";
    case ValueType::time: return "time";
    case ValueType::duration: return "duration";
  }
  return "";
}

std::vector<TypedValue> typed_values(string_view text, int64_t today) {
  std::string small(text.substr(0, kLongestText));
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const Calendar calendar{today < 0 ? here_today()
                                    : std::chrono::sys_days(std::chrono::days(today))};
  std::vector<TypedValue> all;
  for (Scan s{small}; !s.done();) {
    if (small[s.at] == ' ') {
      ++s.at;
      continue;
    }
    Scan next = s;
    std::optional<TypedValue> found;
    const auto is = [&](ValueType type, Json value) {
      found = TypedValue{type, s.at, next.at, std::move(value)};
    };
    if (const auto d = read_date(next, calendar))
      is(ValueType::date, *d);
    else if (const auto t = read_time(next = s))
      is(ValueType::time, *t);
    else if (const auto a = read_amount(next = s))
      is(ValueType::duration, a->number * a->unit);
    else if (const auto x = read_number(next = s))
      is(ValueType::number, *x);
    if (found && next.at > s.at) {
      all.push_back(std::move(*found));
      s.at = next.at;
    } else {
      ++s.at;
    }
  }
  return all;
}

}  // namespace tinybrain::skills
