// Street addresses as in the United States and Britain: a number, a name, a word such as Street; then flat,
// town, state and postal code.
#include <algorithm>

#include "redact/addresses.h"

namespace tinybrain::redact {
namespace {

using Text = std::u32string_view;

constexpr Text kStreets[] = {
    U"street",  U"st",    U"avenue",  U"ave",      U"av",      U"road", U"rd",     U"boulevard",
    U"blvd",    U"drive", U"dr",      U"lane",     U"ln",      U"way",  U"court",  U"ct",
    U"place",   U"pl",    U"terrace", U"ter",      U"parkway", U"pkwy", U"circle", U"cir",
    U"square",  U"sq",    U"highway", U"hwy",      U"trail",   U"trl",  U"close",  U"crescent",
    U"gardens", U"alley", U"plaza",   U"broadway", U"loop",    U"row",  U"walk",   U"mews"};
constexpr Text kFlats[] = {U"apt",  U"apartment", U"suite", U"ste",  U"unit",
                           U"room", U"rm",        U"floor", U"flat", U"#"};
constexpr std::string_view kStates =
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM "
    "NY NC ND OH "
    "OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR ";

template <size_t N>
bool one_of(const Text (&list)[N], Text word) {
  for (const Text one : list) {
    if (one.size() != word.size()) continue;
    size_t i = 0;
    while (i < word.size() && lower(word[i]) == one[i]) ++i;
    if (i == word.size()) return true;
  }
  return false;
}

class EnglishAddresses {
 public:
  explicit EnglishAddresses(const Scan& scan) : scan_(scan), text_(scan.text) {}

  void all() {
    for (size_t i = 0; i < text_.size(); ++i) {
      if (i > 0 && goes_on(text_[i - 1])) continue;
      if (is_digit(text_[i])) street(i);
      if (is_upper(text_[i]) && is_upper(text_[i + 1])) town(i);
      if (text_[i] == 'P' || text_[i] == 'p') post_box(i);
      if (is_upper(text_[i])) british_code(i);
    }
  }

 private:
  size_t word_end(size_t i) const {
    size_t end = i;
    while (end < i + 24 && (goes_on(text_[end]) || (text_[end] == '\'' && end > i))) ++end;
    return end;
  }
  size_t spaces(size_t i, bool comma) const {
    const size_t last = i + 3;
    while (i < last && (text_[i] == ' ' || (comma && (text_[i] == ',' || text_[i] == '\n')))) ++i;
    return i;
  }

  // "1600 Amphitheatre Parkway", "350 5th Ave.", "12B N. Main St"
  void street(size_t begin) {
    size_t at = begin;
    while (at < begin + 6 && is_digit(text_[at])) ++at;
    if (is_digit(text_[at])) return;
    if (text_[at] == '-' && is_digit(text_[at + 1])) {
      ++at;
      while (is_digit(text_[at]) && at < begin + 12) ++at;
    }
    if (is_upper(text_[at]) && !goes_on(text_[at + 1])) ++at;
    if (text_[at] != ' ') return;
    size_t end = 0;
    for (int words = 0; words < 5; ++words) {
      const size_t from = spaces(at, false);
      if (from == at) break;
      size_t to = word_end(from);
      if (to == from) break;
      const Text word = text_.view(from, to);
      const bool ordinal = is_digit(word[0]) && word.size() >= 3 && is_lower(word.back());
      if (!is_capital(word[0]) && !ordinal) break;
      if (words > 0 && one_of(kStreets, word)) end = to;
      if (words == 0 && word.size() > 3 && one_of(kStreets, word) && lower(word[0]) == 'b')
        end = to;
      at = to + (text_[to] == '.' ? 1 : 0);
    }
    if (!end) return;
    if (text_[end] == '.' && text_[end + 1] != 0 && text_[end + 1] != '\n') ++end;
    end = after_street(end);
    scan_.add(Kind::address, begin, end, 0.85f);
  }
  // ", Apt 4B", " NW", ", Springfield, IL 62701"
  size_t after_street(size_t end) const {
    for (int parts = 0; parts < 3; ++parts) {
      const size_t from = spaces(end, true);
      size_t to = text_[from] == '#' ? from + 1 : word_end(from);
      if (to == from) break;
      const bool direction =
          to - from <= 2 && text_.view(from, to).find_first_not_of(U"NSEW") == Text::npos;
      if (direction) {
        end = to;
        continue;
      }
      if (!one_of(kFlats, text_.view(from, to))) break;
      if (text_[to] == '.') ++to;
      const size_t number = spaces(to, false);
      const size_t last = word_end(number);
      if (last == number || last - number > 6) break;
      end = last;
    }
    // Up to three words of a town, then state and code.
    size_t at = end;
    for (int words = 0; words < 4; ++words) {
      const size_t from = spaces(at, true);
      const size_t to = word_end(from);
      if (from == at || to == from || !is_capital(text_[from])) break;
      if (const size_t state = state_and_code(from); state > from) return state;
      if (const size_t code = british_end(from); code > from) return code;
      at = to;
    }
    return end;
  }
  // "CA 94105", "CA 94105-1234": the end, or i.
  size_t state_and_code(size_t i) const {
    if (!is_upper(text_[i]) || !is_upper(text_[i + 1]) || goes_on(text_[i + 2])) return i;
    const char state[] = {static_cast<char>(text_[i]), static_cast<char>(text_[i + 1]), ' ', 0};
    const size_t found = kStates.find(state);
    if (found == std::string_view::npos || found % 3 != 0) return i;
    const size_t code = spaces(i + 2, true);
    size_t end = code;
    while (end < code + 6 && is_digit(text_[end])) ++end;
    if (end - code != 5) return i;
    if (text_[end] == '-' && is_digit(text_[end + 1]) && is_digit(text_[end + 4]) &&
        !is_digit(text_[end + 5]))
      end += 5;
    return goes_on(text_[end]) ? i : end;
  }
  // "Springfield, IL 62701" alone.
  void town(size_t i) {
    const size_t end = state_and_code(i);
    if (end == i) return;
    size_t begin = i;
    for (int words = 0; words < 3 && begin > 1; ++words) {
      size_t to = begin;
      while (to > 0 && begin - to < 2 &&
             (text_[to - 1] == ' ' || (words == 0 && text_[to - 1] == ',')))
        --to;
      size_t from = to;
      while (from > 0 && to - from < 24 && is_latin(text_[from - 1])) --from;
      if (from == to || to == begin || !is_capital(text_[from])) break;
      begin = from;
    }
    scan_.add(Kind::address, begin, end, 0.8f);
  }
  void post_box(size_t i) {
    constexpr Text kForms[] = {U"p.o. box ", U"po box ", U"p.o.box "};
    for (const Text form : kForms) {
      size_t n = 0;
      while (n < form.size() && lower(text_[i + n]) == form[n]) ++n;
      if (n < form.size()) continue;
      size_t end = i + n;
      while (end < i + n + 8 && is_digit(text_[end])) ++end;
      if (end > i + n) scan_.add(Kind::address, i, after_street(end), 0.88f);
      return;
    }
  }
  // SW1A 1AA: the end, or i.
  size_t british_end(size_t i) const {
    size_t at = i;
    while (at < i + 2 && is_upper(text_[at])) ++at;
    const size_t digit = at;
    while (at < digit + 2 && is_digit(text_[at])) ++at;
    if (at == digit || digit == i) return i;
    if (is_upper(text_[at])) ++at;
    if (text_[at] != ' ' || !is_digit(text_[at + 1]) || !is_upper(text_[at + 2]) ||
        !is_upper(text_[at + 3]) || goes_on(text_[at + 4]))
      return i;
    return at + 4;
  }
  void british_code(size_t i) {
    if (const size_t end = british_end(i); end > i) scan_.add(Kind::address, i, end, 0.7f);
  }

  const Scan& scan_;
  const Folded& text_;
};

}  // namespace

void scan_english_addresses(const Scan& scan) { EnglishAddresses(scan).all(); }

}  // namespace tinybrain::redact
