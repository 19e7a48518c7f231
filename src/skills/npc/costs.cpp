#include "skills/npc/costs.h"

#include <algorithm>
#include <bit>

namespace tinybrain::skills::npc {
namespace {

constexpr double kSink = 0.97;    // of the distance to a usual run, each time one was shorter
constexpr double kMargin = 1.25;  // a little more than ever seen lately
constexpr double kOutlier = 4;    // times the least: the system was away, which says nothing of the part

}  // namespace

size_t Costs::size_of(size_t rows) {
  return std::min<size_t>(kSizes - 1, rows <= 1 ? 0 : std::bit_width(rows - 1));
}

double Costs::expected(Part part, size_t rows) const {
  const size_t size = size_of(rows);
  if (const double high = seen_[part][size].high; high > 0) return high * kMargin;
  // Of a size that was never run: no more for each row than one with fewer rows took.
  for (size_t s = size; s-- > 0;)
    if (const double high = seen_[part][s].high; high > 0)
      return high * kMargin * static_cast<double>(size_t{1} << (size - s));
  for (size_t s = size + 1; s < kSizes; ++s)
    if (const double high = seen_[part][s].high; high > 0) return high * kMargin;
  return 0;
}

void Costs::took(Part part, size_t rows, double seconds) {
  Seen& s = seen_[part][size_of(rows)];
  if (s.low == 0) {
    s.high = s.low = seconds;
    return;
  }
  s.low = std::min(s.low, seconds);
  const double usual = std::min(seconds, s.low * kOutlier);
  s.high = usual > s.high ? usual : s.high * kSink + usual * (1 - kSink);
}

void Costs::starved(Part part, size_t rows) {
  Seen& s = seen_[part][size_of(rows)];
  s.high = s.high * kSink + s.low * (1 - kSink);
}

double Costs::least(Part part) const { return seen_[part][0].low; }

}  // namespace tinybrain::skills::npc
