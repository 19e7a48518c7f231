// y = x W^T + b, or with an adapter x (W + s B A)^T + b: the one kind of layer with matrices, forward and backward. W is either
// floats, trained or not, or stays in the quantized blocks of its file: then the forward product runs in
// int8 as in the engine, and only the gradient of the input needs W as floats, a matrix at a time, or once in int8.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "model/adapter.h"
#include "model/source.h"
#include "tensor/ops.h"
#include "train/gemm.h"
#include "train/parameter.h"

namespace tinybrain {

// What a step works with; shared by all layers, so that its memory is that of the largest.
struct Compute {
  Compute(Threads& team, Precision p) : threads(team), precision(p) {}
  Threads& threads;
  Precision precision;
  // Gradients of inputs of quantized matrices through a copy on its side, in 8 bits and made once, as the forward product
  // is: no floats of W a step, for about a byte a weight.
  bool int8_gradients = false;
  OuterProduct outer;
  Panels panels;          // of a matrix that is packed for one product
  Buffer floats, slab;    // rows of a quantized matrix as floats, and their part of a product
  Buffer logits;          // of the output head
  Buffer low, dlow, sum;  // of adapters, and of sums of gradients
  Buffer scaled;          // of magnitudes: the product, then its gradient
  std::unique_ptr<Activations> activations;
  size_t activation_rows = 0, activation_width = 0;
};

// LoRA (Hu et al. 2021): W + s B A, A[r,K] random, B[N,r] zero at the start. r is even.
// DoRA (Liu et al. 2024, equations 5 and 11): every row of that at the length that `magnitude` says, which is the
// row's own at the start; the length it is divided by is a constant on the way back.
struct LowRank {
  Parameter* a;
  Parameter* b;
  float scale;                     // alpha / r
  Parameter* magnitude = nullptr;  // {1,N}; nullptr = LoRA
  LowRankView view() const { return {a->values(), b->values(), b->n, a->k, a->n, scale}; }
};

class Linear {
 public:
  // Float weights, owned by `weight`.
  explicit Linear(Parameter* weight) : weight_(weight), n_(weight->n), k_(weight->k) {}
  // The blocks of a file, which outlives this.
  Linear(const SourceTensor* tensor, Matrix packed)
      : tensor_(tensor), packed_(std::move(packed)), n_(tensor->n), k_(tensor->k) {}

  Parameter* bias = nullptr;
  bool exact = false;  // in f32 whatever the others are: for small heads, whose K may be odd
  std::optional<LowRank> adapter;
  DType round_to = DType::f32;  // of the float weights, in products; f32 = as they are

  size_t n() const { return n_; }
  size_t k() const { return k_; }
  Parameter* weight() const { return weight_; }
  // Row i of W as products see it. y[K].
  void row(size_t i, float* y) const;
  const SourceTensor* tensor() const { return tensor_; }
  // Whether the gradient of its input goes through the copy in 8 bits.
  bool int8_gradient(const Compute& compute) const {
    return compute.int8_gradients && packed_ && n_ % 32 == 0;
  }

  // y[T][y_stride] from x[T][K].
  void forward(const float* x, size_t t, float* y, size_t y_stride, Compute& compute);
  // dx[T][K] = (or +=) dy W + ..., and gradients of what is trained. dx nullptr = not wanted.
  void backward(const float* x, const float* dy, size_t dy_stride, size_t t, float* dx, bool add,
                Compute& compute);

 private:
  const Panels& panels(Compute& compute);  // of W
  // y = x W^T, and with an adapter what that adds; without magnitudes and bias.
  void multiply(const float* x, size_t t, float* y, size_t y_stride, Compute& compute);
  const float* through_magnitudes(const float* x, const float* dy, size_t dy_stride, size_t t,
                                  Compute& compute);
  // W as its products see it: the floats, or those rows of the file or of the rounded floats.
  bool whole() const { return weight_ && round_to == DType::f32; }
  const float* rows_as_floats(size_t first, size_t count, Compute& compute) const;
  void make_across(Compute& compute);
  void input_gradient(const float* dy, size_t dy_stride, size_t t, float* dx, Compute& compute);
  Parameter* weight_ = nullptr;
  const SourceTensor* tensor_ = nullptr;
  Matrix packed_;
  Matrix across_;  // W^T, [K,N], where gradients run in int8
  size_t n_, k_;
  std::vector<float> norms_,
      factors_;  // [N], of the last forward(): lengths of rows, and what scales them
};

}  // namespace tinybrain
