#include "eval/statistics.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/rng.h"

namespace tinybrain {

Interval wilson(uint64_t hits, uint64_t all) {
  if (all == 0) return {0, 1};
  constexpr double z = 1.959963984540054;
  const double n = static_cast<double>(all), p = static_cast<double>(hits) / n;
  const double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

// By the continued fraction of the incomplete beta function (Press et al., Numerical Recipes, 6.4), with Lentz's method.
double beta_cdf(double x, double a, double b) {
  TB_ASSERT(a > 0 && b > 0);
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // It converges fast on this side of the mean.
  if (x > (a + 1) / (a + b + 2)) return 1 - beta_cdf(1 - x, b, a);
  constexpr double kTiny = 1e-300;
  constexpr int kMost = 10'000;
  const auto away_from_0 = [](double v) { return std::abs(v) < kTiny ? kTiny : v; };
  double c = 1, d = 1 / away_from_0(1 - (a + b) * x / (a + 1)), fraction = d;
  for (int m = 1; m < kMost; ++m) {
    double step = 1;
    for (const double times : {m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                               -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))}) {
      d = 1 / away_from_0(1 + times * d);
      c = away_from_0(1 + times / c);
      step = c * d;
      fraction *= step;
    }
    if (std::abs(step - 1) < 1e-12) break;
  }
  const double front =
      std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x);
  return std::exp(front) * fraction / a;
}

PairedTest compare(const std::vector<bool>& first, const std::vector<bool>& second, uint64_t seed) {
  TB_ASSERT(first.size() == second.size());
  PairedTest t;
  t.texts = first.size();
  for (size_t i = 0; i < first.size(); ++i) {
    t.only_first += first[i] && !second[i];
    t.only_second += !first[i] && second[i];
  }
  if (t.texts == 0) return t;
  const double n = static_cast<double>(t.texts);
  t.difference = (static_cast<double>(t.only_second) - static_cast<double>(t.only_first)) / n;
  // Under no difference, the texts on which they differ fall either way like coins.
  const uint64_t differ = t.only_first + t.only_second,
                 fewer = std::min(t.only_first, t.only_second);
  double tail = 0;
  const auto log_half = static_cast<double>(differ) * std::log(0.5);
  for (uint64_t k = 0; k <= fewer; ++k)
    tail += std::exp(std::lgamma(static_cast<double>(differ) + 1) -
                     std::lgamma(static_cast<double>(k) + 1) -
                     std::lgamma(static_cast<double>(differ - k) + 1) + log_half);
  t.p_value = std::min(1.0, 2 * tail);
  t.interval = bootstrap(
      first.size(),
      [&](std::span<const uint32_t> which) {
        double sum = 0;
        for (uint32_t i : which) sum += (second[i] ? 1 : 0) - (first[i] ? 1 : 0);
        return sum / n;
      },
      seed);
  return t;
}

Interval bootstrap(size_t n, const std::function<double(std::span<const uint32_t>)>& statistic,
                   uint64_t seed, size_t resamples) {
  TB_ASSERT(n > 0 && resamples > 0);
  Rng rng(seed);
  std::vector<uint32_t> which(n);
  std::vector<double> values(resamples);
  for (double& v : values) {
    for (uint32_t& i : which) i = static_cast<uint32_t>(rng.next() % n);
    v = statistic(which);
  }
  std::sort(values.begin(), values.end());
  // Linear between neighbours, as numpy's percentile.
  const auto at = [&](double share) {
    const double place = share * static_cast<double>(resamples - 1);
    const auto below = static_cast<size_t>(place);
    const size_t above = std::min(below + 1, resamples - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
  };
  return {at(0.025), at(0.975)};
}

}  // namespace tinybrain
