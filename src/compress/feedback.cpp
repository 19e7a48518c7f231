// From the Hessian to the ratios of the walk: one Cholesky factor in reversed order.
#include "compress/feedback.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/compress.h"
#include "compress/linear_algebra.h"

namespace tinybrain {

namespace {

// Of the mean diagonal, added to the diagonal: for inputs that are always zero, and for rounding.
constexpr float kLeastDamping = 3e-4f;

}  // namespace

Feedback::Feedback(std::vector<float> hessian, size_t k, float shrink, Threads& threads)
    : k_(k), ratios_(k * k), loss_(k) {
  TB_ASSERT(hessian.size() == k * k && k > 0);
  double trace = 0;
  for (size_t i = 0; i < k; ++i) trace += hessian[i * k + i];
  const float mean = trace > 0 ? static_cast<float>(trace / static_cast<double>(k)) : 1.0f;
  float damping = trace > 0 ? kLeastDamping : 1.0f;
  // R is the factor of the matrix in reversed order, turned back. Where rounding spoils the factor, more
  // damping makes it one.
  bool factored = false;
  for (int attempt = 0; attempt < 6 && !factored; ++attempt, damping *= 10) {
    for (size_t i = 0; i < k; ++i)
      for (size_t j = 0; j <= i; ++j)
        ratios_[i * k + j] = hessian[(k - 1 - i) * k + (k - 1 - j)] * (i == j ? 1 : 1 - shrink);
    for (size_t i = 0; i < k; ++i) ratios_[i * k + i] += damping * mean;
    factored = cholesky(ratios_.data(), k, threads);
  }
  if (!factored) throw Error(Code::bad_argument, msg::kCompressHessian, k);
  // L[i'][j'] of the reversed matrix is R[i][j]; row j of the ratios is column j' of L, read upwards.
  hessian.swap(ratios_);
  const std::vector<float>& l = hessian;
  threads.run(k, 16, [&](size_t begin, size_t end, size_t) {
    for (size_t j = begin; j < end; ++j) {
      const float diagonal = l[(k - 1 - j) * k + (k - 1 - j)];
      loss_[j] = diagonal * diagonal;
      for (size_t i = 0; i < k; ++i)
        ratios_[j * k + i] = i < j ? l[(k - 1 - i) * k + (k - 1 - j)] / diagonal : 0.0f;
    }
  });
}

void Feedback::targets(const float* w, const float* d, size_t n, size_t begin, size_t width,
                       float* targets, Threads& threads) const {
  if (begin == 0) {
    for (size_t r = 0; r < n; ++r) std::copy_n(w + r * k_, width, targets + r * width);
    return;
  }
  std::vector<float> rows(width * begin);
  for (size_t j = 0; j < width; ++j) std::copy_n(row(begin + j), begin, rows.data() + j * begin);
  const Matrix packed = pack_rows(rows.data(), width, begin, threads);
  multiply(d, k_, n, packed, targets, width, threads);
  threads.run(n, 16, [&](size_t first, size_t last, size_t) {
    for (size_t r = first; r < last; ++r)
      for (size_t j = 0; j < width; ++j) targets[r * width + j] += w[r * k_ + begin + j];
  });
}

}  // namespace tinybrain
