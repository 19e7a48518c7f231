#include "learn/privacy.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.h"

namespace tinybrain {
namespace {

constexpr int kLargestOrder = 256;

// log(exp(a) + exp(b))
double log_sum(double a, double b) {
  const double larger = std::max(a, b), smaller = std::min(a, b);
  return std::isinf(larger) ? larger : larger + std::log1p(std::exp(smaller - larger));
}

// Renyi divergence of a whole order of one step: section 3.3 of Mironov, Talwar and Zhang.
double step_divergence(double noise, double rate, int order) {
  if (rate == 1) return order / (2 * noise * noise);
  double log_all = -std::numeric_limits<double>::infinity(), log_binomial = 0;
  for (int k = 0; k <= order; ++k) {
    if (k > 0) log_binomial += std::log(double(order - k + 1) / k);
    const double term = log_binomial + (order - k) * std::log1p(-rate) + k * std::log(rate) +
                        double(k) * (k - 1) / (2 * noise * noise);
    log_all = log_sum(log_all, term);
  }
  return log_all / (order - 1);
}

}  // namespace

double privacy_spent(double noise, double rate, uint64_t steps, double delta) {
  TB_ASSERT(noise >= 0 && rate >= 0 && rate <= 1 && delta > 0 && delta < 1);
  if (steps == 0 || rate == 0) return 0;
  double best = std::numeric_limits<double>::infinity();
  if (noise == 0) return best;
  for (int order = 2; order <= kLargestOrder; ++order) {
    const double divergence = static_cast<double>(steps) * step_divergence(noise, rate, order);
    // Proposition 12 of Canonne, Kamath and Steinke 2020.
    const double epsilon = divergence + std::log1p(-1.0 / order) -
                           (std::log(delta) + std::log(double(order))) / (order - 1);
    best = std::min(best, std::max(0.0, epsilon));
  }
  return best;
}

}  // namespace tinybrain
