// What stands in the addresses of the network: mail, URLs that hold a secret or a person, IP and MAC.
#include <algorithm>

#include "redact/scan.h"

namespace tinybrain::redact {
namespace {

bool in_local_part(char32_t c) {
  return is_alnum(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-' || c == '\'' ||
         (is_latin(c) && c >= 0x80);
}
bool in_domain(char32_t c) { return is_alnum(c) || c == '-' || (is_latin(c) && c >= 0x80); }

// Where the domain that begins at `at` ends: labels with dots between, the last one of letters; `at` if none.
size_t domain_end(const Folded& text, size_t at) {
  constexpr size_t kLongest = 255;
  size_t end = at, labels = 0, last_label = at;
  for (size_t i = at; i < at + kLongest;) {
    size_t label = i;
    while (label < at + kLongest && in_domain(text[label])) ++label;
    if (label == i) break;
    ++labels;
    last_label = i;
    end = label;
    if (text[label] != '.' || !in_domain(text[label + 1])) break;
    i = label + 1;
  }
  while (end > at && text[end - 1] == '-') --end;
  const bool named = end >= last_label + 2 && !is_digit(text[last_label]);
  return labels >= 2 && named ? end : at;
}

// user@host.tld, also user(at)host.tld.
void scan_mail(const Scan& scan, size_t sign, size_t sign_end) {
  constexpr size_t kLongest = 64;
  const Folded& text = scan.text;
  size_t begin = sign;
  while (begin > 0 && sign - begin < kLongest && in_local_part(text[begin - 1])) --begin;
  while (begin < sign && (text[begin] == '.' || text[begin] == '\'' || text[begin] == '-')) ++begin;
  if (begin == sign) return;
  const size_t end = domain_end(text, sign_end);
  if (end > sign_end) scan.add(Kind::mail, begin, end, sign_end == sign + 1 ? 0.99f : 0.85f);
}

// Length of "(at)", "[at]", " at " written for the sign, with the spaces around; 0 if it does not stand at i.
size_t written_at(const Folded& text, size_t i) {
  size_t at = i;
  while (at < i + 1 && text[at] == ' ') ++at;
  const char32_t open = text[at];
  if (open != '(' && open != '[' && open != '<') return 0;
  const bool latin = lower(text[at + 1]) == 'a' && lower(text[at + 2]) == 't';
  const bool snail = text[at + 1] == U'골' && text[at + 2] == U'뱅' && text[at + 3] == U'이';
  if (!latin && !snail && text[at + 1] != '@') return 0;
  at += latin ? 3 : snail ? 4 : 2;
  if (text[at] != ')' && text[at] != ']' && text[at] != '>') return 0;
  ++at;
  if (text[at] == ' ') ++at;
  return at - i;
}

bool in_url(char32_t c) {
  return c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\' && c != '^' &&
         c != '`' && c != '{' && c != '}' && c != '|';
}

bool contains(const Folded& text, size_t begin, size_t end, std::u32string_view word) {
  for (size_t i = begin; i + word.size() <= end; ++i) {
    size_t k = 0;
    while (k < word.size() && lower(text[i + k]) == word[k]) ++k;
    if (k == word.size()) return true;
  }
  return false;
}

// scheme://user@host, ?token=..., and pages of one person. Returns where the URL ends.
size_t scan_url(const Scan& scan, size_t colon) {
  constexpr size_t kLongest = 2048, kScheme = 12;
  const Folded& text = scan.text;
  size_t begin = colon;
  while (begin > 0 && colon - begin < kScheme &&
         (is_alnum(text[begin - 1]) || text[begin - 1] == '+'))
    --begin;
  if (begin == colon) return colon;
  size_t end = colon + 3, host_end = 0;
  bool user = false;
  for (; end < colon + kLongest && in_url(text[end]); ++end) {
    if (text[end] == '@' && !host_end) user = true;
    if (!host_end && (text[end] == '/' || text[end] == '?' || text[end] == '#')) host_end = end;
  }
  while (end > colon + 3 && (text[end - 1] == '.' || text[end - 1] == ',' || text[end - 1] == ')' ||
                             text[end - 1] == '\'' || text[end - 1] == ';'))
    --end;
  if (user) return scan.add(Kind::url, begin, end, 0.95f), end;
  constexpr std::u32string_view kSecrets[] = {
      U"token=", U"key=",   U"password=", U"passwd=", U"secret=",  U"session=", U"sid=", U"auth=",
      U"email=", U"phone=", U"user=",     U"userid=", U"user_id=", U"sig=",     U"code="};
  if (host_end)
    for (const std::u32string_view secret : kSecrets)
      if (contains(text, host_end, end, secret)) return scan.add(Kind::url, begin, end, 0.9f), end;
  constexpr std::u32string_view kPeople[] = {
      U"linkedin.com/in/", U"facebook.com/",   U"instagram.com/",
      U"twitter.com/",     U"open.kakao.com/", U"t.me/",
      U"blog.naver.com/",  U"github.com/",     U"tiktok.com/@"};
  for (const std::u32string_view person : kPeople)
    if (contains(text, colon, std::min(end, colon + 40), person))
      return scan.add(Kind::url, begin, end, 0.6f), end;
  return end;
}

void scan_ip4(const Scan& scan, size_t i) {
  const Folded& text = scan.text;
  if (i > 0 && (goes_on(text[i - 1]) || text[i - 1] == '.')) return;
  size_t at = i;
  for (int part = 0; part < 4; ++part) {
    int value = 0;
    size_t digits = 0;
    for (; digits < 4 && is_digit(text[at]); ++digits, ++at)
      value = value * 10 + static_cast<int>(text[at] - '0');
    if (digits == 0 || digits > 3 || value > 255) return;
    if (part < 3 && text[at++] != '.') return;
  }
  if (goes_on(text[at]) || (text[at] == '.' && is_digit(text[at + 1]))) return;
  scan.add(Kind::ip, i, at, scan.cues.before(Cue::version, i, 8) ? 0.3f : 0.93f);
}

bool is_hex(char32_t c) { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f'); }

// IP version 6 and MAC: groups of hexadecimal digits with colons (MAC: or hyphens).
void scan_hex(const Scan& scan, size_t i) {
  const Folded& text = scan.text;
  if (i > 0 && (goes_on(text[i - 1]) || text[i - 1] == ':' || text[i - 1] == '-')) return;
  int groups = 0, pairs = 0, gaps = 0;
  char32_t sign = 0;
  size_t at = i, end = i;
  bool letters = false;
  while (groups < 9) {
    size_t n = 0;
    for (; n < 5 && is_hex(text[at + n]); ++n) letters = letters || !is_digit(text[at + n]);
    if (n > 4) return;
    if (n > 0) {
      ++groups;
      pairs += n == 2;
      at += n;
      end = at;
    }
    if (text[at] != ':' && text[at] != '-') break;
    if (sign && text[at] != sign) break;
    sign = text[at];
    if (sign == ':' && text[at + 1] == ':') {
      ++gaps;
      at += 2;
      end = at;
    } else if (is_hex(text[at + 1])) {
      ++at;
    } else {
      break;
    }
  }
  if (goes_on(text[end])) return;
  if (groups == 6 && pairs == 6 && gaps == 0)
    return scan.add(Kind::mac, i, end, sign == ':' ? 0.95f : 0.85f);
  if (sign != ':') return;
  if (groups == 8 && gaps == 0) scan.add(Kind::ip, i, end, 0.95f);
  if (gaps == 1 && groups >= 2 && groups < 8 && (letters || groups > 2))
    scan.add(Kind::ip, i, end, 0.9f);
}

}  // namespace

void scan_network(const Scan& scan) {
  const Folded& text = scan.text;
  size_t url_end = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (c == '@') scan_mail(scan, i, i + 1);
    if (c == '(' || c == '[' || c == '<' || c == ' ')
      if (const size_t length = written_at(text, i)) scan_mail(scan, i, i + length);
    if (c == ':' && text[i + 1] == '/' && text[i + 2] == '/' && i >= url_end)
      url_end = scan_url(scan, i);
    if (is_digit(c) && (i == 0 || !is_digit(text[i - 1]))) scan_ip4(scan, i);
    if (is_hex(c) && (i == 0 || !is_hex(text[i - 1]))) scan_hex(scan, i);
  }
}

}  // namespace tinybrain::redact
