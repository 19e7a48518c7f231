#include "train/linear.h"

#include <algorithm>
#include <cstring>

#include "tensor/quantize.h"
#include "train/layer_ops.h"

namespace tinybrain {
namespace {

constexpr size_t kSlabRows = 8192;  // of a quantized matrix, as floats at once

float* grown(Buffer& buffer, size_t floats) {
  if (buffer.size() < floats * sizeof(float)) buffer = Buffer(floats * sizeof(float));
  return buffer.as<float>();
}

// y[T rows] += scale * x[T,n]
void add_rows(float* y, size_t y_stride, const float* x, size_t t, size_t n, Threads& threads) {
  threads.run(t, 8, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; ++i) kernels::table().add(y + i * y_stride, x + i * n, n);
  });
}

// Room for rows of k values; grows to the largest seen.
Activations& activations(Compute& compute, size_t t, size_t k) {
  if (!compute.activations || compute.activation_rows < t || compute.activation_width < k) {
    compute.activation_rows = std::max(compute.activation_rows, t);
    compute.activation_width = std::max(compute.activation_width, k);
    compute.activations =
        std::make_unique<Activations>(compute.activation_rows, compute.activation_width);
  }
  return *compute.activations;
}

void int8_product(const Matrix& w, const float* x, size_t x_stride, size_t t, float* y,
                  size_t y_stride, Compute& compute) {
  Activations& rows = activations(compute, t, w.k());
  rows.set(x, x_stride, t, w.k(), w.needs_q8(), compute.threads);
  const Product product{&w, y, y_stride};
  matmul({&product, 1}, rows, compute.threads);
}

void scale_all(float* x, float s, size_t n, Threads& threads) {
  threads.run(n, 4096, [&](size_t begin, size_t end, size_t) {
    kernels::table().scale(x + begin, s, end - begin);
  });
}

}  // namespace

const Panels& Linear::panels(Compute& compute) {
  const Precision precision = exact ? Precision::f32 : compute.precision;
  if (whole()) {
    compute.panels.set(weight_->values(), k_, n_, k_, precision, compute.threads);
  } else {
    compute.panels.set(rows_as_floats(0, n_, compute), k_, n_, k_, precision, compute.threads);
  }
  return compute.panels;
}

const float* Linear::rows_as_floats(size_t first, size_t count, Compute& compute) const {
  float* const floats = grown(compute.floats, count * k_);
  compute.threads.run(count, 4, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; ++i) row(first + i, floats + i * k_);
  });
  return floats;
}

void Linear::row(size_t i, float* y) const {
  if (!weight_) return ModelSource::read(*tensor_, i, y);
  const float* const values = weight_->values() + i * k_;
  if (whole()) {
    std::copy_n(values, k_, y);
    return;
  }
  std::vector<std::byte> blocks(row_bytes(round_to, k_));
  quantize_row(round_to, values, blocks.data(), k_);
  dequantize_row(round_to, blocks.data(), y, k_);
}

// W^T in blocks of 8 bits, from a row of blocks of W's floats after the other.
void Linear::make_across(Compute& compute) {
  constexpr size_t kBlock = 32;
  const size_t bytes = row_bytes(DType::q8_0, n_), block = row_bytes(DType::q8_0, kBlock);
  Buffer blocks(k_ * bytes);
  const size_t groups = n_ / kBlock;
  compute.threads.run(groups, 4, [&](size_t begin, size_t end, size_t) {
    std::vector<float> rows(kBlock * k_), column(kBlock);
    for (size_t g = begin; g < end; ++g) {
      for (size_t i = 0; i < kBlock; ++i) row(g * kBlock + i, rows.data() + i * k_);
      for (size_t j = 0; j < k_; ++j) {
        for (size_t i = 0; i < kBlock; ++i) column[i] = rows[i * k_ + j];
        quantize_row(DType::q8_0, column.data(), blocks.as<std::byte>() + j * bytes + g * block,
                     kBlock);
      }
    }
  });
  across_ =
      Matrix::pack(DType::q8_0, {blocks.as<std::byte>(), k_ * bytes}, k_, n_, compute.threads);
}

// dx[T][K] = dy W, a slab of W's rows at a time where it is not in memory as floats.
void Linear::input_gradient(const float* dy, size_t dy_stride, size_t t, float* dx,
                            Compute& compute) {
  if (int8_gradient(compute)) {
    if (!across_) make_across(compute);
    return int8_product(across_, dy, dy_stride, t, dx, k_, compute);
  }
  const Precision precision = exact ? Precision::f32 : compute.precision;
  Threads& threads = compute.threads;
  const size_t slab = whole() ? n_ : std::min(n_, kSlabRows);
  for (size_t first = 0; first < n_; first += slab) {
    const size_t count = std::min(slab, n_ - first);
    const float* const values = whole() ? weight_->values() : rows_as_floats(first, count, compute);
    compute.panels.set_transposed(values, k_, k_, count, precision, threads);
    float* const into = first == 0 ? dx : grown(compute.slab, t * k_);
    gemm(dy + first, dy_stride, t, compute.panels, into, k_, threads);
    if (first > 0) ops::add(dx, into, t * k_, threads);
  }
}

void Linear::multiply(const float* x, size_t t, float* y, size_t y_stride, Compute& compute) {
  const Precision precision = compute.precision;
  if (packed_) {
    int8_product(packed_, x, k_, t, y, y_stride, compute);
  } else {
    gemm(x, k_, t, panels(compute), y, y_stride, compute.threads);
  }
  if (!adapter) return;
  const size_t r = adapter->a->n;
  float* const low = grown(compute.low, t * r);
  compute.panels.set(adapter->a->values(), k_, r, k_, precision, compute.threads);
  gemm(x, k_, t, compute.panels, low, r, compute.threads);
  compute.panels.set(adapter->b->values(), r, n_, r, precision, compute.threads);
  float* const sum = grown(compute.sum, t * n_);
  gemm(low, r, t, compute.panels, sum, n_, compute.threads);
  scale_all(sum, adapter->scale, t * n_, compute.threads);
  add_rows(y, y_stride, sum, t, n_, compute.threads);
}

void Linear::forward(const float* x, size_t t, float* y, size_t y_stride, Compute& compute) {
  multiply(x, t, y, y_stride, compute);
  if (adapter && adapter->magnitude) {
    norms_.resize(n_);
    factors_.resize(n_);
    row_norms(
        adapter->view(), [&](size_t i, float* w) { row(i, w); }, norms_.data(), compute.threads);
    for (size_t i = 0; i < n_; ++i)
      factors_[i] = row_factor(adapter->magnitude->values()[i], norms_[i]);
    ops::scale_columns(y, y_stride, t, n_, factors_.data(), compute.threads);
  }
  if (bias) ops::add_bias(y, y_stride, t, n_, bias->values(), compute.threads);
}

// The gradient of what stands before the magnitudes, [T][N], and theirs: the product is computed again for it.
const float* Linear::through_magnitudes(const float* x, const float* dy, size_t dy_stride, size_t t,
                                        Compute& compute) {
  float* const product = grown(compute.scaled, t * n_);
  multiply(x, t, product, n_, compute);
  std::vector<float> dfactors(n_);
  ops::scale_columns_backward(dy, dy_stride, product, t, n_, factors_.data(), dfactors.data(),
                              compute.threads);
  float* const dmagnitude = adapter->magnitude->grad();
  for (size_t i = 0; i < n_; ++i) dmagnitude[i] += row_factor(dfactors[i], norms_[i]);
  return product;
}

void Linear::backward(const float* x, const float* dy, size_t dy_stride, size_t t, float* dx,
                      bool add, Compute& compute) {
  const Precision precision = exact ? Precision::f32 : compute.precision;
  Threads& threads = compute.threads;
  if (bias && bias->trained()) ops::add_columns(dy, dy_stride, t, n_, bias->grad(), threads);
  if (adapter && adapter->magnitude) {
    dy = through_magnitudes(x, dy, dy_stride, t, compute);
    dy_stride = n_;
  }
  if (weight_ && weight_->trained())
    compute.outer.add(dy, dy_stride, x, k_, t, n_, k_, weight_->grad(), precision, threads);
  if (dx) {
    float* const into = add ? grown(compute.sum, t * k_) : dx;
    input_gradient(dy, dy_stride, t, into, compute);
    if (add) ops::add(dx, into, t * k_, threads);
  }
  if (!adapter) return;
  const size_t r = adapter->a->n;
  float* const low = grown(compute.low, t * r);    // x A^T
  float* const dlow = grown(compute.dlow, t * r);  // s dy B
  compute.panels.set(adapter->a->values(), k_, r, k_, precision, threads);
  gemm(x, k_, t, compute.panels, low, r, threads);
  scale_all(low, adapter->scale, t * r, threads);
  compute.outer.add(dy, dy_stride, low, r, t, n_, r, adapter->b->grad(), precision, threads);
  compute.panels.set_transposed(adapter->b->values(), r, r, n_, precision, threads);
  gemm(dy, dy_stride, t, compute.panels, dlow, r, threads);
  scale_all(dlow, adapter->scale, t * r, threads);
  compute.outer.add(dlow, r, x, k_, t, r, k_, adapter->a->grad(), precision, threads);
  if (!dx) return;
  compute.panels.set_transposed(adapter->a->values(), k_, k_, r, precision, threads);
  float* const sum = grown(compute.sum, t * k_);
  gemm(dlow, r, t, compute.panels, sum, k_, threads);
  ops::add(dx, sum, t * k_, threads);
}

}  // namespace tinybrain
