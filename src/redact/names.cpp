// Names of people, and the same names again where nothing near them tells.
#include "redact/names.h"

#include <set>

namespace tinybrain::redact {
namespace {

constexpr float kSure = 0.7f;

bool in_name(char32_t c) { return is_latin(c) || is_hangul(c); }

// The words of Latin names that were found, and Korean names as a whole.
std::set<std::u32string_view> known_names(const Scan& scan) {
  constexpr size_t kMost = 1000;
  std::set<std::u32string_view> names;
  for (const Found& one : scan.found) {
    if (one.kind != Kind::name || one.confidence < kSure || names.size() >= kMost) continue;
    if (is_hangul(scan.text[one.begin])) {
      if (one.end - one.begin >= 3) names.insert(scan.text.view(one.begin, one.end));
      continue;
    }
    for (size_t i = one.begin; i < one.end;) {
      size_t end = i;
      while (end < one.end && in_name(scan.text[end])) ++end;
      if (end - i >= 3) names.insert(scan.text.view(i, end));
      i = end + 1;
    }
  }
  return names;
}

}  // namespace

void scan_names(const Scan& scan) {
  scan_korean_names(scan);
  scan_english_names(scan);
  const std::set<std::u32string_view> names = known_names(scan);
  if (names.empty()) return;
  const Folded& text = scan.text;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!in_name(text[i]) || (i > 0 && in_name(text[i - 1]))) continue;
    size_t end = i;
    if (is_hangul(text[i])) {
      while (end < i + 4 && is_hangul(text[end])) ++end;
      for (; end >= i + 3; --end)
        if (names.contains(text.view(i, end))) scan.add(Kind::name, i, end, kSure);
      continue;
    }
    while (end < text.size() && is_latin(text[end])) ++end;
    if (names.contains(text.view(i, end))) scan.add(Kind::name, i, end, kSure);
    i = end;
  }
}

}  // namespace tinybrain::redact
