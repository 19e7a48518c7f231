// What is believed of a vector of weights, a Gaussian: Bayesian linear regression with a full covariance and exact
// updates, one observation at a time. It knows nothing of items and people; preferences.h does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/rng.h"

namespace tinybrain {

// One entry of a sparse vector; a direction stands at most once in it.
struct Direction {
  uint32_t index;
  double value;
};

class Belief {
 public:
  static constexpr size_t kMost = 256;  // directions

  Belief() = default;
  // Weights with mean 0 and that precision, [n][n], symmetric. Error{bad_file} when it is not positive definite.
  explicit Belief(std::span<const double> precision);

  size_t size() const { return n_; }
  // One more direction, independent of the others: mean 0, that precision. As if it had been there from the start.
  uint32_t grow(double precision);
  // y = w.x + noise of that precision. The order of observations does not matter but for rounding. O(n^2).
  void observe(std::span<const Direction> x, double y, double precision);
  // All that was observed counts only that share of what it did, 0 to 1; the prior stays. O(n^3).
  void fade(double share);

  // O(n^2) after an observation, else at once.
  const std::vector<double>& mean() const;
  double variance(std::span<const Direction> x) const;  // of w.x
  std::vector<double> draw(Rng& rng) const;  // a vector of weights, as likely as it is believed
  // The inverse of the precision times x: what an observation of x would move.
  std::vector<double> reach(std::span<const Direction> x) const;

 private:
  void widen();
  void factor();
  std::vector<double> forward(std::vector<double> x) const;   // R^T z = x
  std::vector<double> backward(std::vector<double> z) const;  // R w = z
  std::vector<double> dense(std::span<const Direction> x) const;

  size_t n_ = 0, stride_ = 0;
  // Upper triangles, [stride][stride]: the precision is prior + seen = R^T R.
  std::vector<double> prior_, seen_, root_;
  std::vector<double> pull_;  // sum of precision y x
  mutable std::vector<double> mean_;
  mutable bool fresh_ = false;
};

// Two independent numbers of mean 0 and variance 1.
struct NormalPair {
  double first, second;
};
NormalPair normal_pair(Rng& rng);

}  // namespace tinybrain
