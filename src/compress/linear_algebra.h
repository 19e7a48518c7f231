// The few dense products and factors that compression needs, in float, threaded, over the engine's own
// kernels. Row-major throughout.
#pragma once

#include <cstddef>
#include <vector>

#include "base/threads.h"
#include "tensor/ops.h"

namespace tinybrain {

// b[n][k], packed for multiply().
Matrix pack_rows(const float* b, size_t n, size_t k, Threads& threads);
// c[m][n] = a[m][k] b^T, rows of a and c `stride`s apart.
void multiply(const float* a, size_t a_stride, size_t m, const Matrix& b, float* c, size_t c_stride,
              Threads& threads);

// Sums X^T X over many rows: sum[k][k], both triangles.
class GramSum {
 public:
  explicit GramSum(size_t k) : k_(k), sum_(k * k) {}
  void add(const float* x, size_t stride, size_t rows, Threads& threads);
  const std::vector<float>& sum() const { return sum_; }

 private:
  size_t k_;
  std::vector<float> sum_, transposed_;
};

// Cholesky, in place: a[k][k] symmetric (the lower triangle is read) becomes L with a = L L^T; the upper
// triangle is left as it is. false when a is not positive definite.
bool cholesky(float* a, size_t k, Threads& threads);
// With what cholesky() left in l[k][k]: every row b of rows[n][k] becomes x with L L^T x = b.
void cholesky_solve(const float* l, size_t k, float* rows, size_t n, Threads& threads);

}  // namespace tinybrain
