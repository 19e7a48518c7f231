// Passwords after their cue, keys by the beginnings that services give them, and long words that nobody would
// say: many kinds of characters, none of them likely.
#include <algorithm>
#include <array>
#include <cmath>

#include "redact/scan.h"

namespace tinybrain::redact {
namespace {

constexpr size_t kLongest = 8192;  // characters of a key, a token of the web among them

bool in_token(char32_t c) {
  return is_alnum(c) || c == '_' || c == '-' || c == '+' || c == '/' || c == '=' || c == '.' ||
         c == '~';
}

struct Prefix {
  std::u32string_view text;
  size_t least;  // characters of the whole
};
// As their services document them.
constexpr Prefix kPrefixes[] = {
    {U"sk-", 20},
    {U"sk_live_", 16},
    {U"sk_test_", 16},
    {U"pk_live_", 16},
    {U"pk_test_", 16},
    {U"rk_live_", 16},
    {U"ghp_", 20},
    {U"gho_", 20},
    {U"ghu_", 20},
    {U"ghs_", 20},
    {U"ghr_", 20},
    {U"github_pat_", 30},
    {U"glpat-", 20},
    {U"xoxb-", 20},
    {U"xoxp-", 20},
    {U"xoxa-", 20},
    {U"xapp-", 20},
    {U"AKIA", 20},
    {U"ASIA", 20},
    {U"AIza", 30},
    {U"ya29.", 20},
    {U"eyJ", 30},
    {U"hf_", 20},
    {U"npm_", 20},
    {U"SG.", 30},
    {U"AC", 34},
    {U"key-", 24},
    {U"dop_v1_", 30},
    {U"pypi-", 24},
    {U"whsec_", 16},
    {U"shpat_", 20},
    {U"EAAC", 40},
    {U"ntn_", 24},
    {U"gsk_", 24},
    {U"AGE-SECRET-KEY-", 30},
};

struct Mix {
  size_t upper = 0, lower = 0, digits = 0, changes = 0;
  double entropy = 0;  // bits a character
};
Mix mix_of(const Folded& text, size_t begin, size_t end) {
  Mix mix;
  std::array<size_t, 128> counts{};
  int last = -1;
  for (size_t i = begin; i < end; ++i) {
    const char32_t c = text[i];
    const int kind = is_upper(c) ? 0 : is_lower(c) ? 1 : is_digit(c) ? 2 : 3;
    (kind == 0 ? mix.upper : kind == 1 ? mix.lower : mix.digits) += kind < 3;
    mix.changes += kind != last;
    last = kind;
    ++counts[c % 128];
  }
  const auto n = static_cast<double>(end - begin);
  for (const size_t count : counts)
    if (count)
      mix.entropy -= static_cast<double>(count) / n * std::log2(static_cast<double>(count) / n);
  return mix;
}

bool begins(const Folded& text, size_t i, std::u32string_view with) {
  for (size_t k = 0; k < with.size(); ++k)
    if (text[i + k] != with[k]) return false;
  return true;
}

void scan_token(const Scan& scan, size_t begin, size_t end) {
  while (end > begin && (scan.text[end - 1] == '.' || scan.text[end - 1] == '-')) --end;
  const size_t length = end - begin;
  if (length < 16) return;
  const Mix mix = mix_of(scan.text, begin, std::min(end, begin + 512));
  for (const Prefix& prefix : kPrefixes) {
    if (length >= prefix.least && begins(scan.text, begin, prefix.text) &&
        (mix.digits > 0 || (mix.upper > 4 && mix.lower > 4)))
      return scan.add(Kind::secret, begin, end, 0.97f);
  }
  // Words joined by hyphens, paths and file names change rarely between letters and digits.
  const bool three = mix.upper > 1 && mix.lower > 1 && mix.digits > 1;
  const auto n = static_cast<double>(std::min(length, size_t{512}));
  if (length >= 20 && three && mix.entropy > 3.6 && static_cast<double>(mix.changes) > 0.25 * n)
    scan.add(Kind::secret, begin, end, 0.8f);
  const bool two = mix.digits > 4 && mix.lower + mix.upper > 4;
  if (length >= 24 && two && mix.entropy > 3.4 && static_cast<double>(mix.changes) > 0.3 * n)
    scan.add(Kind::secret, begin, end, 0.6f);
}

// "password: hunter2", "비밀번호는 abc123!이에요", "api_key = '...'", "PIN 1234".
void scan_after_cue(const Scan& scan, const Cues::Hit& cue) {
  const Folded& text = scan.text;
  size_t at = cue.end;
  bool assigned = false;
  constexpr std::u32string_view kFillers[] = {U"은", U"는", U"이", U"가", U" is", U" was"};
  for (const std::u32string_view word : kFillers) {
    if (begins(text, at, word) &&
        (is_space(text[at + word.size()]) || text[at + word.size()] == ':')) {
      at += word.size();
      assigned = word.size() > 1;
      break;
    }
  }
  for (int i = 0; i < 4; ++i) {
    const char32_t c = text[at];
    if (c == ':' || c == '=') assigned = true;
    if (c != ' ' && c != ':' && c != '=' && c != '"' && c != '\'' && c != '`' && c != '(') break;
    ++at;
  }
  size_t end = at, digits = 0, marks = 0;
  for (; end < at + 64 && text[end] > ' ' && text[end] < 0x7f; ++end) {
    digits += is_digit(text[end]);
    marks += !is_alnum(text[end]);
  }
  while (end > at && (text[end - 1] == '.' || text[end - 1] == ',' || text[end - 1] == '"' ||
                      text[end - 1] == '\'' || text[end - 1] == ')' || text[end - 1] == ';' ||
                      text[end - 1] == '`' || text[end - 1] == '?')) {
    marks -= marks > 0;
    --end;
  }
  const size_t length = end - at;
  if (at == cue.end || length < 4) return;
  if (digits > 0) return scan.add(Kind::secret, at, end, 0.85f);
  if (assigned && (marks > 0 || length >= 8) && text[at] != '/' && text[at] != '-')
    scan.add(Kind::secret, at, end, 0.6f);
}

// The whole of a PEM block.
void scan_pem(const Scan& scan, size_t i) {
  constexpr std::u32string_view kBegin = U"-----BEGIN ", kEnd = U"-----END ";
  constexpr size_t kMost = 20000;
  const Folded& text = scan.text;
  if (!begins(text, i, kBegin)) return;
  bool is_private = false;
  for (size_t k = i; k < i + 40; ++k) is_private = is_private || begins(text, k, U"PRIVATE KEY");
  if (!is_private) return;
  size_t end = i + kBegin.size();
  while (end < text.size() && end < i + kMost && !begins(text, end, kEnd)) ++end;
  if (begins(text, end, kEnd)) {
    end += kEnd.size();
    while (end < text.size() && text[end] != '\n' && text[end - 1] != '-') ++end;
    for (int dashes = 0; dashes < 5 && text[end] == '-'; ++dashes) ++end;
  }
  scan.add(Kind::secret, i, std::min(end, text.size()), 0.99f);
}

}  // namespace

void scan_secrets(const Scan& scan) {
  const Folded& text = scan.text;
  for (size_t i = 0; i < text.size();) {
    if (!in_token(text[i])) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < text.size() && in_token(text[end]) && end - i < kLongest) ++end;
    scan_token(scan, i, end);
    i = end;
  }
  size_t pem_end = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '-' || i < pem_end) continue;
    const size_t before = scan.found.size();
    scan_pem(scan, i);
    if (scan.found.size() > before) pem_end = scan.found.back().end;
  }
  for (const Cues::Hit& cue : scan.cues.all(Cue::secret)) scan_after_cue(scan, cue);
}

}  // namespace tinybrain::redact
