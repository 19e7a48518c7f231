#include "skills/tutor/spacing.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tinybrain::skills::tutor {
namespace {

// FSRS 4.5's weights, fitted by its authors on many people's reviews.
constexpr std::array<double, 17> kW{0.4872, 1.4003, 3.7145, 13.8206, 5.1618, 1.2298,
                                    0.8975, 0.031,  1.6474, 0.1367,  1.0461, 2.1072,
                                    0.0793, 0.3246, 1.587,  0.2272,  2.8755};
constexpr double kDecay = -0.5, kFactor = 19.0 / 81.0;
constexpr double kLeast = 0.1, kMost = 36500;  // days

double first_difficulty(Grade grade) {
  return std::clamp(kW[4] - (static_cast<double>(grade) - 3) * kW[5], 1.0, 10.0);
}

}  // namespace

double retrievability(const CardMemory& card, double days) {
  if (card.stability <= 0) return 0;
  return std::pow(1 + kFactor * std::max(0.0, days) / card.stability, kDecay);
}

CardMemory reviewed(const CardMemory& card, Grade grade, double day) {
  CardMemory next = card;
  const double g = static_cast<double>(grade);
  ++next.reps;
  if (grade == Grade::again && card.reps > 0) ++next.lapses;
  if (card.stability <= 0) {
    next.stability = kW[static_cast<size_t>(grade) - 1];
    next.difficulty = first_difficulty(grade);
    next.last_day = day;
    return next;
  }
  const double r = retrievability(card, day - card.last_day), d = card.difficulty, s = card.stability;
  const double moved = d - kW[6] * (g - 3);
  next.difficulty = std::clamp(kW[7] * first_difficulty(Grade::good) + (1 - kW[7]) * moved, 1.0, 10.0);
  if (grade == Grade::again) {
    const double after = kW[11] * std::pow(d, -kW[12]) * (std::pow(s + 1, kW[13]) - 1) *
                         std::exp(kW[14] * (1 - r));
    next.stability = std::min(after, s);
  } else {
    const double scale = grade == Grade::hard ? kW[15] : grade == Grade::easy ? kW[16] : 1;
    next.stability = s * (1 + std::exp(kW[8]) * (11 - d) * std::pow(s, -kW[9]) *
                                  (std::exp(kW[10] * (1 - r)) - 1) * scale);
  }
  next.stability = std::clamp(next.stability, kLeast, kMost);
  next.last_day = std::max(card.last_day, day);
  return next;
}

double interval(const CardMemory& card, double wanted) {
  return card.stability / kFactor * (std::pow(wanted, 1 / kDecay) - 1);
}

}  // namespace tinybrain::skills::tutor
