#include "train/optimizer.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tinybrain {
namespace {

constexpr size_t kGrain = 1 << 14;

double squares_of(Parameter& p, Threads& threads) {
  // In blocks of a fixed size, so that the sum does not depend on the threads.
  const size_t blocks = (p.size() + kGrain - 1) / kGrain;
  std::vector<double> sums(blocks);
  threads.run(blocks, 1, [&](size_t begin, size_t end, size_t) {
    for (size_t b = begin; b < end; ++b) {
      const float* g = p.grad() + b * kGrain;
      const size_t n = std::min(kGrain, p.size() - b * kGrain);
      sums[b] = kernels::table().dot(g, g, n);
    }
  });
  double sum = 0;
  for (double s : sums) sum += s;
  return sum;
}

// x[n,k] -> about U V^T of its singular value decomposition: five steps of Newton and Schulz with the
// quintic's coefficients of Jordan et al.
void orthogonalize(std::vector<float>& x, size_t n, size_t k, Threads& threads) {
  constexpr float a = 3.4445f, b = -4.7750f, c = 2.0315f;
  const bool tall = n > k;  // work on the smaller side
  if (tall) {
    std::vector<float> turned(n * k);
    for (size_t i = 0; i < n; ++i)
      for (size_t j = 0; j < k; ++j) turned[j * n + i] = x[i * k + j];
    x.swap(turned);
    std::swap(n, k);
  }
  double squares = 0;
  for (float v : x) squares += double{v} * v;
  const float inverse = static_cast<float>(1 / (std::sqrt(squares) + 1e-7));
  for (float& v : x) v *= inverse;
  std::vector<float> gram(n * n), poly(n * n), product(n * k);
  Panels panels;
  const Precision precision = fastest_precision();
  for (int step = 0; step < 5; ++step) {
    panels.set(x.data(), k, n, k, precision, threads);
    gemm(x.data(), k, n, panels, gram.data(), n, threads);  // A = X X^T
    panels.set(gram.data(), n, n, n, precision, threads);   // A is symmetric
    gemm(gram.data(), n, n, panels, poly.data(), n, threads);
    for (size_t i = 0; i < n * n; ++i) poly[i] = b * gram[i] + c * poly[i];
    panels.set_transposed(x.data(), k, k, n, precision, threads);
    gemm(poly.data(), n, n, panels, product.data(), k, threads);
    for (size_t i = 0; i < n * k; ++i) x[i] = a * x[i] + product[i];
  }
  if (tall) {
    std::vector<float> turned(n * k);
    for (size_t i = 0; i < n; ++i)
      for (size_t j = 0; j < k; ++j) turned[j * n + i] = x[i * k + j];
    x.swap(turned);
  }
}

bool is_hidden_matrix(const Parameter& p) {
  return p.n > 1 && p.name.starts_with("blk.") && p.n % 2 == 0 && p.k % 2 == 0;
}

}  // namespace

Optimizer::Optimizer(std::span<Parameter* const> parameters, const OptimizerOptions& options)
    : parameters_(parameters.begin(), parameters.end()), options_(options) {
  for (Parameter* p : parameters_) {
    p->first = Buffer(p->size() * 4);
    if (!(options.muon && is_hidden_matrix(*p))) p->second = Buffer(p->size() * 4);
  }
}

double Optimizer::step(float factor, Threads& threads) {
  double squares = 0;
  for (Parameter* p : parameters_) squares += squares_of(*p, threads);
  const double norm = std::sqrt(squares);
  if (std::isfinite(norm)) {
    ++steps_;
    const float scale = options_.clip > 0 && norm > options_.clip
                            ? static_cast<float>(options_.clip / (norm + 1e-6))
                            : 1.0f;
    for (Parameter* p : parameters_) {
      if (options_.muon && is_hidden_matrix(*p))
        muon(*p, factor * options_.muon_rate, scale, threads);
      else
        adamw(*p, factor * options_.rate, scale, threads);
    }
  } else {
    for (Parameter* p : parameters_) std::fill_n(p->grad(), p->size(), 0.0f);
  }
  return norm;
}

void Optimizer::adamw(Parameter& p, float rate, float gradient_scale, Threads& threads) {
  const auto t = static_cast<double>(steps_);
  const float bias1 = static_cast<float>(1 - std::pow(double{options_.beta1}, t));
  const float bias2 = static_cast<float>(std::sqrt(1 - std::pow(double{options_.beta2}, t)));
  const float keep = p.decay ? 1 - rate * options_.weight_decay : 1;
  const float b1 = options_.beta1, b2 = options_.beta2, epsilon = options_.epsilon;
  const float step = rate / bias1;
  const bool pruned = options_.keep_zeros && is_hidden_matrix(p);
  threads.run(p.size(), kGrain, [&](size_t begin, size_t end, size_t) {
    // Four different tensors: one pass, so many elements at a time as a register holds.
    float* __restrict w = p.values();
    float* __restrict m = p.first.as<float>();
    float* __restrict v = p.second.as<float>();
    float* __restrict gradient = p.grad();
    for (size_t i = begin; i < end; ++i) {
      const float g = gradient[i] * gradient_scale;
      gradient[i] = 0;
      m[i] = b1 * m[i] + (1 - b1) * g;
      v[i] = b2 * v[i] + (1 - b2) * g * g;
      const float next = w[i] * keep - step * m[i] / (std::sqrt(v[i]) / bias2 + epsilon);
      w[i] = pruned && w[i] == 0 ? 0 : next;
    }
  });
}

void Optimizer::muon(Parameter& p, float rate, float gradient_scale, Threads& threads) {
  const float momentum = options_.muon_momentum;
  float *w = p.values(), *m = p.first.as<float>();
  float* gradient = p.grad();
  std::vector<float> update(p.size());
  threads.run(p.size(), kGrain, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; ++i) {
      const float g = gradient[i] * gradient_scale;
      m[i] = momentum * m[i] + (1 - momentum) * g;
      update[i] = momentum * m[i] + (1 - momentum) * g;  // Nesterov
      gradient[i] = 0;
    }
  });
  orthogonalize(update, p.n, p.k, threads);
  const float shape = std::sqrt(std::max(1.0f, static_cast<float>(p.n) / static_cast<float>(p.k)));
  const float keep = 1 - rate * options_.weight_decay;
  for (size_t i = 0; i < p.size(); ++i) w[i] = w[i] * keep - rate * shape * update[i];
}

float warm_up_and_decay(uint64_t at, uint64_t total, uint64_t warm_up, float least) {
  if (at < warm_up) return static_cast<float>(at + 1) / static_cast<float>(warm_up);
  if (at >= total) return least;
  const double done = static_cast<double>(at - warm_up) / static_cast<double>(total - warm_up);
  return least + (1 - least) * static_cast<float>(0.5 * (1 + std::cos(3.141592653589793 * done)));
}

}  // namespace tinybrain
