// Codes of letters and digits: passports, IBANs, vehicle plates, and whatever follows a cue such as 주문번호.
#include <algorithm>
#include <string>

#include "redact/check_digits.h"
#include "redact/scan.h"

namespace tinybrain::redact {
namespace {

// How many digits stand at i, at most `most`.
size_t digits_at(const Folded& text, size_t i, size_t most) {
  size_t n = 0;
  while (n < most && is_digit(text[i + n])) ++n;
  return n;
}

// Korean: M12345678, since 2021 M123A4567. Others: after a cue only.
void scan_passport(const Scan& scan, size_t i) {
  const Folded& text = scan.text;
  if (i > 0 && goes_on(text[i - 1])) return;
  const char32_t c = lower(text[i]);
  const bool named = scan.cues.before(Cue::passport, i, 20);
  if (!named && !is_upper(text[i])) return;
  size_t letters = 0;
  while (letters < 3 && is_alnum(text[i + letters]) && !is_digit(text[i + letters])) ++letters;
  size_t end = i + letters;
  const size_t first = digits_at(text, end, 10);
  end += first;
  const bool korean =
      letters == 1 && (c == 'm' || c == 's' || c == 'r' || c == 'o' || c == 'g' || c == 'd');
  if (korean && first == 3 && is_upper(text[end]) && digits_at(text, end + 1, 5) == 4 &&
      !goes_on(text[end + 5]))
    return scan.add(Kind::passport, i, end + 5, named ? 0.97f : 0.9f);
  if (goes_on(text[end])) return;
  if (korean && first == 8) return scan.add(Kind::passport, i, end, named ? 0.97f : 0.8f);
  if (letters == 2 && first == 7 && (named || c == 'p' || c == 'j'))
    return scan.add(Kind::passport, i, end, named ? 0.95f : 0.55f);
  if (named && first >= 6 && first <= 9) scan.add(Kind::passport, i, end, 0.85f);
}

void scan_iban(const Scan& scan, size_t i) {
  const Folded& text = scan.text;
  if (i > 0 && goes_on(text[i - 1])) return;
  std::string iban;
  size_t end = i;
  for (size_t at = i; iban.size() < 34; ++at) {
    if (is_alnum(text[at])) {
      const char32_t c = text[at];
      iban += static_cast<char>(is_lower(c) ? c - 32 : c);
      end = at + 1;
      if (!is_alnum(text[end]) && iban_holds(iban)) return scan.add(Kind::iban, i, end, 0.99f);
    } else if ((text[at] != ' ' && text[at] != '-') || !is_alnum(text[at + 1])) {
      return;
    }
  }
}

// 12가 3456, 123가4567, 서울 12 가 3456: the letters that are given to vehicles.
void scan_plate(const Scan& scan, size_t i) {
  constexpr std::u32string_view kUses =
      U"가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자배하허호국합육해공"
      U"외영준";
  constexpr std::u32string_view kUnits = U"원명개년월일호번회동층시분초살세억만천백장권대건%";
  const Folded& text = scan.text;
  if (i > 0 && (is_digit(text[i - 1]) || is_alnum(text[i - 1]))) return;
  if (i > 1 && (text[i - 1] == ',' || text[i - 1] == '.') && is_digit(text[i - 2])) return;
  const size_t first = digits_at(text, i, 4);
  if (first < 2 || first > 3) return;
  size_t at = i + first;
  const bool apart = text[at] == ' ';
  if (apart) ++at;
  if (kUses.find(text[at]) == std::u32string_view::npos || text[at] == 0) return;
  ++at;
  const bool space = text[at] == ' ' || text[at] == '-';
  if (space) ++at;
  if (digits_at(text, at, 5) != 4) return;
  const size_t end = at + 4;
  const bool named = scan.cues.before(Cue::plate, i, 24);
  if (goes_on(text[end]) || ((text[end] == ',' || text[end] == '.') && is_digit(text[end + 1])))
    return;
  if (!named && kUnits.find(text[end]) != std::u32string_view::npos && text[end] != 0) return;
  scan.add(Kind::plate, i, end, named ? 0.95f : apart ? 0.55f : space ? 0.78f : 0.88f);
}

// What may stand between a cue and its number.
size_t skip_filler(const Folded& text, size_t at) {
  constexpr std::u32string_view kFillers[] = {U"은", U"는",     U"이",       U"가", U"번호",
                                              U"번", U"입니다", U"number",   U"no", U"id",
                                              U"is", U"code",   U"ending in"};
  for (int steps = 0; steps < 8; ++steps) {
    const char32_t c = text[at];
    if (c == ' ' || c == ':' || c == '#' || c == '=' || c == '(' || c == '"' || c == '\'' ||
        c == '.' || c == '[' || c == '\n') {
      ++at;
      continue;
    }
    const size_t before = at;
    for (const std::u32string_view word : kFillers) {
      size_t i = 0;
      while (i < word.size() && lower(text[at + i]) == word[i]) ++i;
      if (i < word.size() || (is_lower(word[0]) && is_alnum(text[at + i]))) continue;
      at += i;
      break;
    }
    if (at == before) return at;
  }
  return at;
}

void scan_cued(const Scan& scan, const Cues::Hit& cue) {
  const Folded& text = scan.text;
  const size_t begin = skip_filler(text, cue.end);
  size_t end = begin, digits = 0;
  for (; end < begin + 40; ++end) {
    const char32_t c = text[end];
    if (is_digit(c))
      ++digits;
    else if (!is_alnum(c) && !((c == '-' || c == '_' || c == '/') && is_alnum(text[end + 1])))
      break;
  }
  if (end - begin < 4 || digits < 3 || begin == cue.end) return;
  // "order 2023": a short number needs more than a loose word.
  const bool loose = digits == end - begin && digits < 5;
  scan.add(Kind::number, begin, end, loose ? 0.45f : 0.8f);
}

}  // namespace

void scan_codes(const Scan& scan) {
  const Folded& text = scan.text;
  for (size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (is_digit(c)) {
      scan_plate(scan, i);
    } else if (is_alnum(c)) {
      scan_passport(scan, i);
      if (is_alnum(text[i + 1]) && !is_digit(text[i + 1]) && is_digit(text[i + 2]) &&
          is_digit(text[i + 3]))
        scan_iban(scan, i);
    }
  }
  for (const Cues::Hit& cue : scan.cues.all(Cue::number)) scan_cued(scan, cue);
  for (const Cues::Hit& cue : scan.cues.all(Cue::driver)) {
    // Of American states: a letter and digits.
    const size_t begin = skip_filler(text, cue.end);
    const size_t digits = digits_at(text, begin + 1, 15);
    if (is_upper(text[begin]) && digits >= 6 && !goes_on(text[begin + 1 + digits]))
      scan.add(Kind::driver_licence, begin, begin + 1 + digits, 0.85f);
  }
  for (const Cues::Hit& cue : scan.cues.all(Cue::passport)) {
    // US passports are nine digits.
    const size_t begin = skip_filler(text, cue.end);
    const size_t digits = digits_at(text, begin, 10);
    if (digits == 9 && !goes_on(text[begin + 9])) scan.add(Kind::passport, begin, begin + 9, 0.9f);
  }
}

}  // namespace tinybrain::redact
