// When to repeat: memory of a card as stability (days until recall falls to 90 %), difficulty (1 to 10) and retrievability,
// by the formulas of FSRS 4.5 (Ye et al. 2022, 2024) with its published weights.
#pragma once

#include <optional>

namespace tinybrain::skills::tutor {

enum class Grade { again = 1, hard = 2, good = 3, easy = 4 };

struct CardMemory {
  double stability = 0, difficulty = 0;  // 0 = never seen
  double last_day = 0;
  int reps = 0, lapses = 0;
};

// The chance that it is recalled after so many days.
double retrievability(const CardMemory& card, double days);
// After a review on that day. Days before the last review count as the same day.
CardMemory reviewed(const CardMemory& card, Grade grade, double day);
// Days after the last review at which recall falls to that chance, in (0, 1).
double interval(const CardMemory& card, double wanted);

}  // namespace tinybrain::skills::tutor
