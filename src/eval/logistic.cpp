#include "eval/logistic.h"

#include <cmath>

#include "base/error.h"

namespace tinybrain {
namespace {

constexpr int kSteps = 50;
constexpr double kConverged = 1e-10;  // of the largest change of a weight
constexpr double kMostChange = 5;     // of a weight in one step

// x of A x = b, A[n][n] symmetric and positive: Gauss with the largest pivot.
std::vector<double> solve(std::vector<double> a, std::vector<double> b) {
  const size_t n = b.size();
  for (size_t c = 0; c < n; ++c) {
    size_t pivot = c;
    for (size_t r = c + 1; r < n; ++r)
      if (std::abs(a[r * n + c]) > std::abs(a[pivot * n + c])) pivot = r;
    for (size_t k = 0; k < n; ++k) std::swap(a[c * n + k], a[pivot * n + k]);
    std::swap(b[c], b[pivot]);
    for (size_t r = 0; r < n; ++r) {
      if (r == c || a[c * n + c] == 0) continue;
      const double f = a[r * n + c] / a[c * n + c];
      for (size_t k = c; k < n; ++k) a[r * n + k] -= f * a[c * n + k];
      b[r] -= f * b[c];
    }
  }
  for (size_t c = 0; c < n; ++c) b[c] = a[c * n + c] == 0 ? 0 : b[c] / a[c * n + c];
  return b;
}

}  // namespace

std::vector<double> logistic_regression(std::span<const double> features,
                                        const std::vector<bool>& labels, size_t d, double ridge,
                                        std::span<const double> row_weights) {
  TB_ASSERT(features.size() == labels.size() * d);
  const size_t n = d + 1;
  std::vector<double> w(n, 0.0), x(n, 1.0);
  for (int step = 0; step < kSteps; ++step) {
    std::vector<double> gradient(n, 0.0), hessian(n * n, 0.0);
    for (size_t i = 0; i < labels.size(); ++i) {
      double z = w[d];
      for (size_t k = 0; k < d; ++k) z += w[k] * (x[k] = features[i * d + k]);
      const double p = 1 / (1 + std::exp(-z)), times = row_weights.empty() ? 1 : row_weights[i];
      const double wrong = times * (p - (labels[i] ? 1.0 : 0.0)), bend = times * p * (1 - p);
      for (size_t k = 0; k < n; ++k) {
        if (x[k] == 0) continue;  // most are, where categories were spread out
        gradient[k] += wrong * x[k];
        for (size_t j = 0; j < n; ++j) hessian[k * n + j] += bend * x[k] * x[j];
      }
    }
    for (size_t k = 0; k < n; ++k) {
      const double penalty = k < d ? ridge : 1e-9;
      gradient[k] += penalty * w[k];
      hessian[k * n + k] += penalty;
    }
    const std::vector<double> change = solve(std::move(hessian), std::move(gradient));
    double largest = 0;
    for (size_t k = 0; k < n; ++k) {
      const double c = std::max(-kMostChange, std::min(kMostChange, change[k]));
      w[k] -= c;
      largest = std::max(largest, std::abs(c));
    }
    if (largest < kConverged) break;
  }
  return w;
}

}  // namespace tinybrain
