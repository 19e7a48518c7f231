// Products by the float kernels, and a blocked Cholesky factor whose bulk are such products.
#include "compress/linear_algebra.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace tinybrain {
namespace {

constexpr size_t kRows = 48;   // rows of a that one call of the kernel takes
constexpr size_t kBlock = 96;  // columns that the factor is computed in at a time

// c = a b^T for panels [begin, end) of b.
void multiply_panels(const float* a, size_t a_stride, size_t m, const Matrix& b, size_t begin,
                     size_t end, float* c, size_t c_stride) {
  kernels::MatmulArgs args{};
  args.pack = b.pack();
  args.weights = b.data();
  args.k = b.k();
  args.n = b.n();
  args.panel_begin = begin;
  args.panel_end = end;
  args.t = m;
  args.x = a;
  args.x_stride = a_stride;
  args.y = c;
  args.y_stride = c_stride;
  kernels::table().matmul(args);
}

size_t panels_up_to(size_t rows) { return (rows + kernels::kPanelRows - 1) / kernels::kPanelRows; }

}  // namespace

Matrix pack_rows(const float* b, size_t n, size_t k, Threads& threads) {
  return Matrix::pack(DType::f32, std::as_bytes(std::span(b, n * k)), n, k, threads);
}

void multiply(const float* a, size_t a_stride, size_t m, const Matrix& b, float* c, size_t c_stride,
              Threads& threads) {
  threads.run((m + kRows - 1) / kRows, 1, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin * kRows; i < std::min(m, end * kRows); i += kRows)
      multiply_panels(a + i * a_stride, a_stride, std::min(kRows, m - i), b, 0, panels_up_to(b.n()),
                      c + i * c_stride, c_stride);
  });
}

void GramSum::add(const float* x, size_t stride, size_t rows, Threads& threads) {
  transposed_.resize(k_ * rows);
  threads.run(k_, 16, [&](size_t begin, size_t end, size_t) {
    for (size_t t = 0; t < rows; ++t)
      for (size_t i = begin; i < end; ++i) transposed_[i * rows + t] = x[t * stride + i];
  });
  const Matrix packed = pack_rows(transposed_.data(), k_, rows, threads);
  std::vector<std::vector<float>> scratch(threads.count());
  // The lower triangle by blocks of rows, the last (longest) first so that threads end together.
  const size_t blocks = (k_ + kRows - 1) / kRows;
  threads.run(blocks, 1, [&](size_t begin, size_t end, size_t worker) {
    std::vector<float>& c = scratch[worker];
    c.resize(kRows * k_);
    for (size_t block = begin; block < end; ++block) {
      const size_t i = (blocks - 1 - block) * kRows, m = std::min(kRows, k_ - i);
      multiply_panels(transposed_.data() + i * rows, rows, m, packed, 0, panels_up_to(i + m),
                      c.data(), k_);
      for (size_t r = 0; r < m; ++r) {
        float* out = sum_.data() + (i + r) * k_;
        for (size_t j = 0; j <= i + r; ++j) out[j] += c[r * k_ + j];
      }
    }
  });
  threads.run(k_, 16, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; ++i)
      for (size_t j = i + 1; j < k_; ++j) sum_[i * k_ + j] = sum_[j * k_ + i];
  });
}

namespace {

// Factors the block at (j, j) and solves the rows below it: L[i][j..j+n) for i >= j.
bool factor_columns(float* a, size_t k, size_t j, size_t n, Threads& threads) {
  for (size_t c = 0; c < n; ++c) {
    float* row = a + (j + c) * k + j;
    for (size_t i = 0; i <= c; ++i) {
      const float* other = a + (j + i) * k + j;
      double sum = row[i];
      for (size_t p = 0; p < i; ++p) sum -= double{row[p]} * other[p];
      if (i < c) {
        row[i] = static_cast<float>(sum / other[i]);
      } else {
        if (!(sum > 0)) return false;
        row[i] = static_cast<float>(std::sqrt(sum));
      }
    }
  }
  const auto dot = kernels::table().dot;
  threads.run(k - j - n, 8, [&](size_t begin, size_t end, size_t) {
    for (size_t r = j + n + begin; r < j + n + end; ++r) {
      float* row = a + r * k + j;
      for (size_t c = 0; c < n; ++c) {
        const float* other = a + (j + c) * k + j;
        row[c] = (row[c] - (c ? dot(row, other, c) : 0)) / other[c];
      }
    }
  });
  return true;
}

}  // namespace

bool cholesky(float* a, size_t k, Threads& threads) {
  std::vector<float> panel;
  std::vector<std::vector<float>> scratch(threads.count());
  for (size_t j = 0; j < k; j += kBlock) {
    const size_t n = std::min(kBlock, k - j), below = k - j - n;
    if (!factor_columns(a, k, j, n, threads)) return false;
    if (below == 0) break;
    panel.resize(below * n);
    for (size_t r = 0; r < below; ++r)
      std::copy_n(a + (j + n + r) * k + j, n, panel.data() + r * n);
    const Matrix packed = pack_rows(panel.data(), below, n, threads);
    const size_t blocks = (below + kRows - 1) / kRows;
    threads.run(blocks, 1, [&](size_t begin, size_t end, size_t worker) {
      std::vector<float>& c = scratch[worker];
      c.resize(kRows * below);
      for (size_t block = begin; block < end; ++block) {
        const size_t i = (blocks - 1 - block) * kRows, m = std::min(kRows, below - i);
        multiply_panels(panel.data() + i * n, n, m, packed, 0, panels_up_to(i + m), c.data(),
                        below);
        for (size_t r = 0; r < m; ++r) {
          float* out = a + (j + n + i + r) * k + j + n;
          for (size_t p = 0; p <= i + r; ++p) out[p] -= c[r * below + p];
        }
      }
    });
  }
  return true;
}

void cholesky_solve(const float* l, size_t k, float* rows, size_t n, Threads& threads) {
  threads.run(n, 1, [&](size_t begin, size_t end, size_t) {
    for (size_t r = begin; r < end; ++r) {
      float* const x = rows + r * k;
      for (size_t i = 0; i < k; ++i)
        x[i] = (x[i] - (i ? kernels::table().dot(x, l + i * k, i) : 0)) / l[i * k + i];
      for (size_t i = k; i-- > 0;) {
        x[i] /= l[i * k + i];
        for (size_t j = 0; j < i; ++j) x[j] -= x[i] * l[i * k + j];
      }
    }
  });
}

}  // namespace tinybrain
