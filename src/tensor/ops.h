// The threaded operations over packed weights: the bridge between the kernels, which know one thread
// and raw memory, and the forward pass. Norms, attention and the like are called on the kernel table
// directly. Shapes: W[N,K] weights, x[T,K] activations, y[T,N] results.
#pragma once

#include <cstddef>
#include <span>

#include "base/file.h"
#include "base/threads.h"
#include "kernels/kernels.h"
#include "tensor/buffer.h"
#include "tensor/dtype.h"

namespace tinybrain {

// How a matrix of that type with rows of k weights is packed for the chosen kernels.
kernels::Pack pack_of(DType type, size_t k);

// Rows of a weight matrix as they lie in a model file; may be longer than `n` rows, never shorter.
struct MatrixSource {
  Bytes data;
  size_t n;
};

// A weight matrix W[N,K] in panels (kernels/pack.h), or nothing. Movable; owns its memory.
class Matrix {
 public:
  Matrix() = default;
  // Packs n rows of k weights. Error{bad_file} when the data is too short or K no whole number of
  // blocks, Error{no_memory}. The data may be dropped afterwards (MappedFile::drop).
  static Matrix pack(DType type, Bytes data, size_t n, size_t k, Threads& threads);
  // The rows of several sources below each other (q, k, v; gate, up): one product instead of several.
  static Matrix stack(DType type, std::span<const MatrixSource> sources, size_t k,
                      Threads& threads);

  explicit operator bool() const { return n_ != 0; }
  size_t n() const { return n_; }
  size_t k() const { return k_; }
  DType dtype() const { return dtype_; }
  kernels::Pack pack() const { return pack_; }
  size_t bytes() const { return buffer_.size(); }
  const std::byte* data() const { return buffer_.data(); }  // the first panel
  // Whether products need the activations in 8 bits: all but the float types.
  bool needs_q8() const { return !is_float(dtype_); }
  // y[K] = row i as floats (embedding look-up).
  void row(size_t i, float* y) const;

 private:
  Buffer buffer_;
  size_t n_ = 0, k_ = 0;
  DType dtype_ = DType::f32;
  kernels::Pack pack_ = kernels::Pack::f32;
};

// The activations x[T,K] of one or more products, quantized at most once. A view: x must stay as it is
// until the last product was computed. Reused from layer to layer; allocates only when constructed.
class Activations {
 public:
  Activations(size_t max_t, size_t max_k);
  // Rows of k values, `stride` apart. needs_q8: quantize now; otherwise at the first product that needs it.
  void set(const float* x, size_t stride, size_t t, size_t k, bool needs_q8, Threads& threads);
  void quantize(Threads& threads);  // if not done yet
  // For who writes x row by row, in parallel: set(), then quantize_row(i) of every row once it is written,
  // while it is in the cache; then products find nothing left to do.
  void quantize_rows_as_written();
  void quantize_row(size_t i) const;

  const float* x() const { return x_; }
  size_t stride() const { return stride_; }
  size_t t() const { return t_; }
  size_t k() const { return k_; }
  const kernels::QuantizedRows& quantized() const { return rows_; }

 private:
  size_t max_t_, max_k_;
  Buffer buffer_;
  kernels::QuantizedRows rows_{};
  void place_rows();
  bool quantized_ = false;
  const float* x_ = nullptr;
  size_t stride_ = 0, t_ = 0, k_ = 0;
};

// y[t*y_stride + n] = dot(x[t], W[n]).
struct Product {
  const Matrix* w;
  float* y;
  size_t y_stride;
};

// Computes all products of the same activations in one parallel region, shared out by bytes of weights.
// The result does not depend on the number of threads, nor that of one row on the other rows.
void matmul(std::span<const Product> products, Activations& x, Threads& threads);

}  // namespace tinybrain
