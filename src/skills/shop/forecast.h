// What a price may be next, and whether to wait for it. Four plain models are run over the past of all items as if each day
// were today; per step ahead the one that has erred least so far is used, its past errors give the interval (conformal
// prediction), and waiting is only advised when waiting paid in that past.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "skills/shop/prices.h"

namespace tinybrain::skills::shop {

inline constexpr size_t kMostSteps = 12;

struct ForecastStep {
  int64_t time = 0;
  double price = 0, low = 0, high = 0;  // low = high = 0: too few past forecasts for an interval
  const char* model = "";               // "same", "trend", "own trend", "return"
};
// How forecasts of that many steps did in the past.
struct ForecastRecord {
  size_t forecasts = 0, with_interval = 0, inside = 0;
  double error = 0, error_of_same = 0;  // mean |log|; that of "as it is now"
};
// What the advice would have brought, had each day of the past been today.
struct AdviceRecord {
  size_t cases = 0, waits = 0;
  double against_random = 0;  // share saved beside buying at a random one of these moments
  double now_against_random = 0, best_against_random = 0;
  double wait_saved = 0;      // of the cases with a wait: share saved beside buying at once
  double wait_saved_low = 0;  // lower end of its 90 % interval
};
struct Advice {
  bool wait = false;
  bool would_wait = false;  // the forecast falls; but waiting has not paid in the past
  size_t steps = 0;         // until the cheapest step
  double saving = 0;        // share, expected there
};

struct Forecast {
  std::vector<ForecastStep> steps;
  std::vector<ForecastRecord> records;  // of 1, 2, ... steps
  AdviceRecord record;
  Advice advice;
};

// steps: 1 to kMostSteps. level: how many of the intervals should hold the price, 0.5 to 0.99. At least 5 prices, or
// Error{bad_argument}.
Forecast forecast(const PriceBook& book, const PriceSeries& series, size_t steps, double level);

}  // namespace tinybrain::skills::shop
