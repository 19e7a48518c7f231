// Products of float matrices for training, through the panels that the engine's kernels multiply with.
// In bf16 both factors are rounded and sums are float; in f32 nothing is rounded. A result does not depend
// on the number of threads.
#pragma once

#include <cstddef>

#include "base/threads.h"
#include "kernels/kernels.h"
#include "tensor/buffer.h"

namespace tinybrain {

enum class Precision { f32, bf16 };
// bf16 where this machine multiplies it faster than floats, else f32.
Precision fastest_precision();

// A right-hand factor B[N,K], packed. Reusable: grows to the largest matrix seen.
class Panels {
 public:
  // Element (i, j) of B is b[i * stride + j].
  void set(const float* b, size_t stride, size_t n, size_t k, Precision precision,
           Threads& threads);
  // Element (i, j) of B is b[j * stride + i]: the rows given are B's columns.
  void set_transposed(const float* b, size_t stride, size_t n, size_t k, Precision precision,
                      Threads& threads);
  // On the calling thread alone, f32.
  void set_one(const float* b, size_t stride, size_t n, size_t k, bool transposed);

  size_t n() const { return n_; }
  size_t k() const {
    return k_;
  }  // K, made even for bf16: the left factor needs as many values a row
  kernels::MatmulArgs arguments() const;

 private:
  void reserve(size_t n, size_t k, Precision precision);
  void pack(size_t panel, const float* b, size_t row_stride, size_t column_stride);
  Buffer buffer_;
  size_t n_ = 0, k_ = 0, depth_ = 0;
  kernels::Pack pack_ = kernels::Pack::f32;
};

// y[T,N] = x[T,K] B^T. x must hold panels.k() values a row (zero where K was made even).
void gemm(const float* x, size_t x_stride, size_t t, const Panels& panels, float* y,
          size_t y_stride, Threads& threads);
void gemm_one(const float* x, size_t x_stride, size_t t, const Panels& panels, float* y,
              size_t y_stride);
// dw[N,K] += dy[T,N]^T x[T,K]: the gradient of a weight matrix.
class OuterProduct {
 public:
  void add(const float* dy, size_t dy_stride, const float* x, size_t x_stride, size_t t, size_t n,
           size_t k, float* dw, Precision precision, Threads& threads);

 private:
  Panels panels_;
  Buffer left_, product_;
};

}  // namespace tinybrain
