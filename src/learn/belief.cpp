#include "learn/belief.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/error.h"
#include "base/messages/taste.h"

namespace tinybrain {

Belief::Belief(std::span<const double> precision) {
  n_ = static_cast<size_t>(std::lround(std::sqrt(static_cast<double>(precision.size()))));
  TB_ASSERT(n_ * n_ == precision.size() && n_ <= kMost);
  widen();
  for (size_t i = 0; i < n_; ++i)
    for (size_t j = i; j < n_; ++j) prior_[i * stride_ + j] = precision[i * n_ + j];
  factor();
}

// Room for more directions.
void Belief::widen() {
  const size_t stride = std::min(kMost, n_ + 32);
  for (std::vector<double>* m : {&prior_, &seen_, &root_}) {
    std::vector<double> wide(stride * stride);
    for (size_t i = 0; i < stride_; ++i)
      std::copy_n(m->data() + i * stride_, stride_, wide.data() + i * stride);
    *m = std::move(wide);
  }
  stride_ = stride;
  pull_.resize(stride);
}

uint32_t Belief::grow(double precision) {
  TB_ASSERT(n_ < kMost && precision > 0);
  if (n_ == stride_) widen();
  const size_t diagonal = n_ * stride_ + n_;
  prior_[diagonal] = precision;
  root_[diagonal] = std::sqrt(precision);
  fresh_ = false;
  return static_cast<uint32_t>(n_++);
}

std::vector<double> Belief::dense(std::span<const Direction> x) const {
  std::vector<double> all(n_);
  for (const Direction& d : x) all[d.index] += d.value;
  return all;
}

// R becomes the root of R^T R + p x x^T by one rotation a row (LINPACK's dchud).
void Belief::observe(std::span<const Direction> x, double y, double precision) {
  std::vector<double> v = dense(x);
  size_t first = 0;
  while (first < n_ && v[first] == 0) ++first;
  for (size_t i = first; i < n_; ++i) {
    if (v[i] == 0) continue;
    const double scaled = precision * v[i];
    double* const row = seen_.data() + i * stride_;
    for (size_t j = i; j < n_; ++j) row[j] += scaled * v[j];
    pull_[i] += scaled * y;
  }
  const double scale = std::sqrt(precision);
  for (size_t i = first; i < n_; ++i) v[i] *= scale;
  for (size_t k = first; k < n_; ++k) {
    if (v[k] == 0) continue;
    double* const row = root_.data() + k * stride_;
    const double length = std::hypot(row[k], v[k]);
    const double c = row[k] / length, s = v[k] / length;
    row[k] = length;
    for (size_t j = k + 1; j < n_; ++j) {
      const double old = row[j];
      row[j] = c * old + s * v[j];
      v[j] = c * v[j] - s * old;
    }
  }
  fresh_ = false;
}

void Belief::fade(double share) {
  for (double& d : seen_) d *= share;
  for (double& d : pull_) d *= share;
  factor();
}

void Belief::factor() {
  for (size_t i = 0; i < n_; ++i)
    for (size_t j = i; j < n_; ++j)
      root_[i * stride_ + j] = prior_[i * stride_ + j] + seen_[i * stride_ + j];
  for (size_t k = 0; k < n_; ++k) {
    double* const row = root_.data() + k * stride_;
    if (!(row[k] > 0)) throw Error(Code::bad_file, msg::kTastePrior);
    const double root = std::sqrt(row[k]);
    for (size_t j = k; j < n_; ++j) row[j] /= root;
    for (size_t i = k + 1; i < n_; ++i) {
      const double f = row[i];
      double* const below = root_.data() + i * stride_;
      for (size_t j = i; j < n_; ++j) below[j] -= f * row[j];
    }
  }
  fresh_ = false;
}

std::vector<double> Belief::forward(std::vector<double> x) const {
  for (size_t k = 0; k < n_; ++k) {
    if (x[k] == 0) continue;
    const double* const row = root_.data() + k * stride_;
    x[k] /= row[k];
    for (size_t j = k + 1; j < n_; ++j) x[j] -= row[j] * x[k];
  }
  return x;
}

std::vector<double> Belief::backward(std::vector<double> z) const {
  for (size_t k = n_; k-- > 0;) {
    const double* const row = root_.data() + k * stride_;
    for (size_t j = k + 1; j < n_; ++j) z[k] -= row[j] * z[j];
    z[k] /= row[k];
  }
  return z;
}

const std::vector<double>& Belief::mean() const {
  if (!fresh_) {
    mean_ = backward(forward({pull_.begin(), pull_.begin() + static_cast<std::ptrdiff_t>(n_)}));
    fresh_ = true;
  }
  return mean_;
}

double Belief::variance(std::span<const Direction> x) const {
  double sum = 0;
  for (double v : forward(dense(x))) sum += v * v;
  return sum;
}

std::vector<double> Belief::reach(std::span<const Direction> x) const {
  return backward(forward(dense(x)));
}

std::vector<double> Belief::draw(Rng& rng) const {
  std::vector<double> z(n_ + 1);
  for (size_t i = 0; i < n_; i += 2) {
    const NormalPair pair = normal_pair(rng);
    z[i] = pair.first;
    z[i + 1] = pair.second;
  }
  z.resize(n_);
  std::vector<double> w = backward(std::move(z));
  const std::vector<double>& m = mean();
  for (size_t i = 0; i < n_; ++i) w[i] += m[i];
  return w;
}

NormalPair normal_pair(Rng& rng) {  // Box and Muller
  const double radius = std::sqrt(-2 * std::log(1 - rng.uniform()));
  const double angle = 2 * std::numbers::pi * rng.uniform();
  return {radius * std::cos(angle), radius * std::sin(angle)};
}

}  // namespace tinybrain
