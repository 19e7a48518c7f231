// The steps between the products, each with its backward next to it: norms, activations, rotation.
// Rows are T, every gradient of a weight is added to what is there, gradients of inputs are written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/threads.h"
#include "kernels/kernels.h"
#include "model/config.h"

namespace tinybrain::ops {

// y = x / rms(x) * w for T rows of n. y may be x.
void rms_norm(const float* x, const float* w, float* y, size_t t, size_t n, float epsilon,
              Threads& threads);
// dx (+)= gradient; dw += gradient unless nullptr. Rows of x, dy and dx are `stride` apart. dx may be dy.
void rms_norm_backward(const float* x, const float* w, const float* dy, float* dx, float* dw,
                       size_t t, size_t n, size_t stride, float epsilon, bool add,
                       Threads& threads);

void layer_norm(const float* x, const float* w, const float* b, float* y, size_t t, size_t n,
                float epsilon, Threads& threads);
void layer_norm_backward(const float* x, const float* w, const float* dy, float* dx, float* dw,
                         float* db, size_t t, size_t n, float epsilon, Threads& threads);

// y = activation(gate) * up; without up (nullptr): y = activation(gate).
void activate(Activation kind, const float* gate, const float* up, float* y, size_t n,
              Threads& threads);
// dgate and dup from dy; dgate may be dy. dup nullptr when there is no up.
void activate_backward(Activation kind, const float* gate, const float* up, const float* dy,
                       float* dgate, float* dup, size_t n, Threads& threads);

// sums[n] += column sums of x[T,n] (the gradient of a bias).
void add_columns(const float* x, size_t stride, size_t t, size_t n, float* sums, Threads& threads);
// y[T,n] += bias
void add_bias(float* y, size_t stride, size_t t, size_t n, const float* bias, Threads& threads);
void add(float* y, const float* x, size_t n, Threads& threads);

// y[T,n] *= s[n]
void scale_columns(float* y, size_t stride, size_t t, size_t n, const float* s, Threads& threads);
// From dy[T][stride] and x[T,n], what was scaled: ds[n] is added to, and x becomes its own gradient.
void scale_columns_backward(const float* dy, size_t stride, float* x, size_t t, size_t n,
                            const float* s, float* ds, Threads& threads);

}  // namespace tinybrain::ops
