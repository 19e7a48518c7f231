#include "skills/coach/statistics.h"

#include <algorithm>
#include <cmath>

namespace tinybrain::skills::coach {

double quantile_of(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  const double at = q * static_cast<double>(values.size() - 1);
  const auto below = static_cast<size_t>(at);
  const size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
}

double median_of(std::vector<double> values) { return quantile_of(std::move(values), 0.5); }

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (double v : values) sum += v;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

double deviation_of(const std::vector<double>& values) {
  if (values.size() < 2) return 0;
  const double mean = mean_of(values);
  double sum = 0;
  for (double v : values) sum += (v - mean) * (v - mean);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

Slope robust_slope(const std::vector<double>& x, const std::vector<double>& y) {
  std::vector<double> slopes;
  for (size_t i = 0; i < x.size(); ++i)
    for (size_t j = i + 1; j < x.size(); ++j)
      if (x[j] != x[i]) slopes.push_back((y[j] - y[i]) / (x[j] - x[i]));
  Slope slope;
  if (slopes.empty()) return slope;
  std::sort(slopes.begin(), slopes.end());
  const double n = static_cast<double>(x.size()), pairs = static_cast<double>(slopes.size());
  const double half = 1.96 * std::sqrt(n * (n - 1) * (2 * n + 5) / 18);
  const auto at = [&](double rank) {
    return slopes[static_cast<size_t>(std::clamp(rank, 0.0, pairs - 1))];
  };
  slope.value = median_of(slopes);
  slope.low = at(std::floor((pairs - half) / 2));
  slope.high = at(std::ceil((pairs + half) / 2));
  return slope;
}

std::vector<double> ridge(const std::vector<std::vector<double>>& x, const std::vector<double>& y,
                          double lambda) {
  const size_t k = x.empty() ? 0 : x[0].size();
  std::vector<std::vector<double>> a(k, std::vector<double>(k + 1, 0.0));
  for (size_t r = 0; r < x.size(); ++r)
    for (size_t i = 0; i < k; ++i) {
      for (size_t j = 0; j < k; ++j) a[i][j] += x[r][i] * x[r][j];
      a[i][k] += x[r][i] * y[r];
    }
  for (size_t i = 0; i < k; ++i) a[i][i] += lambda;
  for (size_t i = 0; i < k; ++i) {  // positive definite: no pivoting is needed
    for (size_t r = i + 1; r < k; ++r) {
      const double times = a[i][i] == 0 ? 0 : a[r][i] / a[i][i];
      for (size_t c = i; c <= k; ++c) a[r][c] -= times * a[i][c];
    }
  }
  std::vector<double> w(k, 0.0);
  for (size_t i = k; i-- > 0;) {
    double sum = a[i][k];
    for (size_t c = i + 1; c < k; ++c) sum -= a[i][c] * w[c];
    w[i] = a[i][i] == 0 ? 0 : sum / a[i][i];
  }
  return w;
}

}  // namespace tinybrain::skills::coach
