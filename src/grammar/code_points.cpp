// Sets as sorted ranges; a range is cut until the bytes of its ends vary independently.
#include "grammar/code_points.h"

#include <algorithm>

namespace tinybrain::grammar {
namespace {

constexpr char32_t kLast = 0x10FFFF, kSurrogates = 0xD800, kSurrogatesEnd = 0xDFFF;

unsigned encode(char32_t c, uint8_t* out) {
  if (c < 0x80) return out[0] = static_cast<uint8_t>(c), 1;
  const unsigned length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (unsigned i = length - 1; i > 0; --i, c >>= 6) out[i] = 0x80 | (c & 0x3F);
  out[0] = static_cast<uint8_t>((0xF00u >> length) | c);
  return length;
}

// Cuts lo..hi so that in each piece every byte runs through its whole range whatever the others are.
void split(char32_t lo, char32_t hi, std::vector<Utf8Ranges>& out) {
  for (const char32_t last : {char32_t{0x7F}, char32_t{0x7FF}, char32_t{0xFFFF}})
    if (lo <= last && last < hi) {
      split(lo, last, out);
      split(last + 1, hi, out);
      return;
    }
  for (unsigned bits = 6; hi >= 0x80 && bits <= 18; bits += 6) {
    const char32_t low = (char32_t{1} << bits) - 1;
    if ((lo & ~low) == (hi & ~low)) break;
    if ((lo & low) != 0) {
      split(lo, lo | low, out);
      split((lo | low) + 1, hi, out);
      return;
    }
    if ((hi & low) != low) {
      split(lo, (hi & ~low) - 1, out);
      split(hi & ~low, hi, out);
      return;
    }
  }
  uint8_t a[4], b[4];
  Utf8Ranges piece;
  piece.length = encode(lo, a);
  encode(hi, b);
  for (unsigned i = 0; i < piece.length; ++i) piece.bytes[i] = {a[i], b[i]};
  out.push_back(piece);
}

}  // namespace

CodePoints::CodePoints(std::initializer_list<Range> ranges) {
  for (const Range& r : ranges) add(r.first, r.second);
}

CodePoints CodePoints::all() { return CodePoints{{0, kLast}}; }

CodePoints CodePoints::of(std::string_view ascii) {
  CodePoints set;
  for (const char c : ascii) set.add(static_cast<uint8_t>(c), static_cast<uint8_t>(c));
  return set;
}

void CodePoints::add(char32_t lo, char32_t hi) {
  hi = std::min(hi, kLast);
  if (lo > hi) return;
  if (lo <= kSurrogatesEnd && hi >= kSurrogates) {
    if (lo < kSurrogates) add(lo, kSurrogates - 1);
    if (hi > kSurrogatesEnd) add(kSurrogatesEnd + 1, hi);
    return;
  }
  const auto first = std::lower_bound(ranges_.begin(), ranges_.end(), lo,
                                      [](const Range& r, char32_t c) { return r.second + 1 < c; });
  auto last = first;
  while (last != ranges_.end() && last->first <= hi + 1) {
    lo = std::min(lo, last->first);
    hi = std::max(hi, last->second);
    ++last;
  }
  ranges_.insert(ranges_.erase(first, last), {lo, hi});
}

void CodePoints::add(const CodePoints& other) {
  for (const Range& r : other.ranges_) add(r.first, r.second);
}

CodePoints CodePoints::complement() const {
  CodePoints out;
  char32_t next = 0;
  for (const Range& r : ranges_) {
    if (r.first > next) out.add(next, r.first - 1);
    next = r.second + 1;
  }
  if (next <= kLast) out.add(next, kLast);
  return out;
}

CodePoints CodePoints::minus(const CodePoints& other) const {
  return intersect(other.complement());
}

CodePoints CodePoints::intersect(const CodePoints& other) const {
  CodePoints out;
  size_t i = 0, j = 0;
  while (i < ranges_.size() && j < other.ranges_.size()) {
    const Range &a = ranges_[i], &b = other.ranges_[j];
    const char32_t lo = std::max(a.first, b.first), hi = std::min(a.second, b.second);
    if (lo <= hi) out.ranges_.emplace_back(lo, hi);
    a.second < b.second ? ++i : ++j;
  }
  return out;
}

bool CodePoints::contains(char32_t c) const {
  return std::any_of(ranges_.begin(), ranges_.end(),
                     [c](const Range& r) { return r.first <= c && c <= r.second; });
}

std::vector<Utf8Ranges> utf8_ranges(const CodePoints& set) {
  std::vector<Utf8Ranges> out;
  for (const CodePoints::Range& r : set.ranges()) split(r.first, r.second, out);
  return out;
}

}  // namespace tinybrain::grammar
