// Error feedback against the quadratic form that it claims to minimize.
#include "compress/feedback.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "base/rng.h"
#include "compress/linear_algebra.h"
#include "compress/quantize_matrix.h"
#include "tensor/block_parts.h"
#include "tensor/quantize.h"

using namespace tinybrain;

namespace {

// Rows that share a few directions, as activations do.
std::vector<float> correlated_rows(size_t rows, size_t k, uint64_t seed) {
  Rng rng(seed);
  const size_t directions = k / 4;
  std::vector<float> basis(directions * k), x(rows * k);
  for (float& v : basis) v = static_cast<float>(rng.uniform() - 0.5);
  for (size_t t = 0; t < rows; ++t) {
    for (size_t i = 0; i < k; ++i) x[t * k + i] = 0.2f * static_cast<float>(rng.uniform() - 0.5);
    for (size_t b = 0; b < directions; ++b) {
      const float c = static_cast<float>(rng.uniform() - 0.5);
      for (size_t i = 0; i < k; ++i) x[t * k + i] += c * basis[b * k + i];
    }
  }
  return x;
}

std::vector<float> random_weights(size_t n, uint64_t seed) {
  Rng rng(seed);
  std::vector<float> w(n);
  for (float& v : w) v = static_cast<float>(rng.uniform() + rng.uniform() + rng.uniform() - 1.5);
  return w;
}

// Sum over rows of d^T H d in double.
double direct_loss(const std::vector<float>& w, const std::vector<float>& q, size_t n, size_t k,
                   const std::vector<float>& h) {
  double sum = 0;
  for (size_t r = 0; r < n; ++r)
    for (size_t i = 0; i < k; ++i)
      for (size_t j = 0; j < k; ++j)
        sum += (double{w[r * k + i]} - q[r * k + i]) * h[i * k + j] *
               (double{w[r * k + j]} - q[r * k + j]);
  return sum;
}

std::vector<float> dequantized(DType type, const std::byte* rows, size_t n, size_t k) {
  std::vector<float> w(n * k);
  for (size_t r = 0; r < n; ++r)
    dequantize_row(type, rows + r * row_bytes(type, k), w.data() + r * k, k);
  return w;
}

}  // namespace

TEST_CASE("the sum of products of rows and the factor agree with plain loops") {
  Threads threads(2);
  const size_t k = 203, rows = 301;
  const std::vector<float> x = correlated_rows(rows, k, 1);
  GramSum gram(k);
  gram.add(x.data(), k, 150, threads);
  gram.add(x.data() + 150 * k, k, rows - 150, threads);
  for (size_t i = 0; i < k; i += 7)
    for (size_t j = 0; j < k; j += 5) {
      double sum = 0;
      for (size_t t = 0; t < rows; ++t) sum += double{x[t * k + i]} * x[t * k + j];
      CHECK(gram.sum()[i * k + j] == doctest::Approx(sum).epsilon(1e-4));
    }
  std::vector<float> a = gram.sum();
  REQUIRE(cholesky(a.data(), k, threads));
  for (size_t i = 0; i < k; i += 7)
    for (size_t j = 0; j <= i; j += 5) {
      double sum = 0;
      for (size_t p = 0; p <= j; ++p) sum += double{a[i * k + p]} * a[j * k + p];
      CHECK(std::fabs(gram.sum()[i * k + j] - sum) < 1e-2);
    }
  std::vector<float> negative(k * k);
  for (size_t i = 0; i < k; ++i) negative[i * k + i] = i == 150 ? -1.0f : 1.0f;
  CHECK_FALSE(cholesky(negative.data(), k, threads));
}

TEST_CASE(
    "the loss that is reported is the loss on the inputs, and smaller than without feedback") {
  Threads threads(2);
  const size_t k = 512, n = 12, rows = 2000;
  const std::vector<float> x = correlated_rows(rows, k, 3), w = random_weights(n * k, 4);
  GramSum gram(k);
  gram.add(x.data(), k, rows, threads);
  std::vector<float> damped = gram.sum();
  double trace = 0;
  for (size_t i = 0; i < k; ++i) trace += damped[i * k + i];
  for (size_t i = 0; i < k; ++i)
    for (size_t j = 0; j < k; ++j)
      damped[i * k + j] = i == j ? damped[i * k + j] + static_cast<float>(3e-4 * trace / k)
                                 : damped[i * k + j] * 0.9f;
  const Feedback feedback(gram.sum(), k, 0.1f, threads);
  for (const DType type :
       {DType::q4_0, DType::q4_1, DType::q5_0, DType::q5_1, DType::q8_0, DType::q2_k, DType::q3_k,
        DType::q4_k, DType::q5_k, DType::q6_k, DType::iq4_nl, DType::iq4_xs}) {
    CAPTURE(dtype_info(type).name);
    std::vector<std::byte> rows_of(n * row_bytes(type, k)), plain(rows_of.size());
    const double loss =
        quantize_with_feedback(type, w.data(), n, feedback, rows_of.data(), threads);
    const std::vector<float> q = dequantized(type, rows_of.data(), n, k);
    const double direct = direct_loss(w, q, n, k, damped);
    CHECK(loss == doctest::Approx(direct).epsilon(0.01));
    CHECK(feedback_loss(w.data(), q.data(), n, feedback, threads) ==
          doctest::Approx(direct).epsilon(0.01));
    for (size_t r = 0; r < n; ++r)
      quantize_row(type, w.data() + r * k, plain.data() + r * row_bytes(type, k), k);
    const double before = direct_loss(w, dequantized(type, plain.data(), n, k), n, k, damped);
    MESSAGE(dtype_info(type).name << " " << before << " -> " << direct);
    CHECK(direct < 0.6 * before);
  }
}
