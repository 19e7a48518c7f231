#include "base/clock.h"

#include <chrono>

#include "base/error.h"
#include "base/messages/base.h"

namespace tinybrain {
namespace {

using namespace std::chrono;
using Moment = time_point<system_clock, milliseconds>;

// `digits` decimal digits at `at`, which moves on; -1 when there are others.
int number(std::string_view text, size_t& at, size_t digits) {
  int value = 0;
  for (size_t end = at + digits; at < end; ++at) {
    if (at >= text.size() || text[at] < '0' || text[at] > '9') return -1;
    value = 10 * value + (text[at] - '0');
  }
  return value;
}

bool skip(std::string_view text, size_t& at, char c) {
  if (at >= text.size() || text[at] != c) return false;
  ++at;
  return true;
}

}  // namespace

int64_t now() {
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string time_text(int64_t time) {
  const Moment moment{milliseconds(time)};
  const auto day = floor<days>(moment);
  const year_month_day date{day};
  const hh_mm_ss clock{moment - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

int64_t time_of(std::string_view text) {
  const auto wrong = [&] { return Error(Code::bad_argument, msg::kTimeFormat, text); };
  size_t at = 0;
  const int y = number(text, at, 4);
  if (y < 0 || !skip(text, at, '-')) throw wrong();
  const int m = number(text, at, 2);
  if (m < 0 || !skip(text, at, '-')) throw wrong();
  const int d = number(text, at, 2);
  const year_month_day date{year(y), month(static_cast<unsigned>(m)),
                            day(static_cast<unsigned>(d))};
  if (d < 0 || !date.ok()) throw wrong();
  const int64_t begin = sys_days(date).time_since_epoch().count() * kDay;
  if (at == text.size()) return begin;
  if (!skip(text, at, 'T') && !skip(text, at, ' ')) throw wrong();
  const int hour = number(text, at, 2);
  if (hour < 0 || hour > 23 || !skip(text, at, ':')) throw wrong();
  const int minute = number(text, at, 2);
  if (minute < 0 || minute > 59) throw wrong();
  int second = 0, milli = 0;
  if (skip(text, at, ':')) {
    second = number(text, at, 2);
    if (second < 0 || second > 59) throw wrong();
    if (skip(text, at, '.') && (milli = number(text, at, 3)) < 0) throw wrong();
  }
  skip(text, at, 'Z');
  if (at != text.size()) throw wrong();
  return begin + ((hour * 60 + minute) * 60 + second) * kSecond + milli;
}

}  // namespace tinybrain
