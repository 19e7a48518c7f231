#include "train/layer_ops.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "base/error.h"

namespace tinybrain::ops {
namespace {

constexpr size_t kRowGrain = 4, kValueGrain = 4096, kColumnGrain = 16;

// weight[c] += sum over rows of value(t, c): in order of rows, whatever the threads.
template <class Value>
void sum_columns(size_t t, size_t n, float* sums, Threads& threads, Value value) {
  threads.run(n, kColumnGrain, [&](size_t begin, size_t end, size_t) {
    for (size_t row = 0; row < t; ++row)
      for (size_t c = begin; c < end; ++c) sums[c] += value(row, c);
  });
}

}  // namespace

void rms_norm(const float* x, const float* w, float* y, size_t t, size_t n, float epsilon,
              Threads& threads) {
  const kernels::Table& k = kernels::table();
  threads.run(t, kRowGrain, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; ++i) k.rms_norm(y + i * n, x + i * n, w, n, epsilon);
  });
}

// With r = 1/rms(x): dx = r w dy - x r^3 mean(x w dy).
void rms_norm_backward(const float* x, const float* w, const float* dy, float* dx, float* dw,
                       size_t t, size_t n, size_t stride, float epsilon, bool add,
                       Threads& threads) {
  const kernels::Table& k = kernels::table();
  std::vector<float> inverse(t);
  threads.run(t, kRowGrain, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; ++i)
      inverse[i] =
          1 / std::sqrt(k.dot(x + i * stride, x + i * stride, n) / static_cast<float>(n) + epsilon);
  });
  if (dw)
    sum_columns(t, n, dw, threads, [&](size_t i, size_t c) {
      return dy[i * stride + c] * x[i * stride + c] * inverse[i];
    });
  threads.run(t, kRowGrain, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; ++i) {
      const float *xi = x + i * stride, *di = dy + i * stride;
      float* out = dx + i * stride;
      float dot = 0;
      for (size_t c = 0; c < n; ++c) dot += xi[c] * w[c] * di[c];
      const float r = inverse[i], share = r * r * r * dot / static_cast<float>(n);
      if (add)
        for (size_t c = 0; c < n; ++c) out[c] += r * w[c] * di[c] - xi[c] * share;
      else
        for (size_t c = 0; c < n; ++c) out[c] = r * w[c] * di[c] - xi[c] * share;
    }
  });
}

void layer_norm(const float* x, const float* w, const float* b, float* y, size_t t, size_t n,
                float epsilon, Threads& threads) {
  const kernels::Table& k = kernels::table();
  threads.run(t, kRowGrain, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; ++i) k.layer_norm(y + i * n, x + i * n, w, b, n, epsilon);
  });
}

// With z = (x - mean) r: dx = r (w dy - mean(w dy) - z mean(w dy z)).
void layer_norm_backward(const float* x, const float* w, const float* dy, float* dx, float* dw,
                         float* db, size_t t, size_t n, float epsilon, Threads& threads) {
  std::vector<float> mean(t), inverse(t);
  const auto count = static_cast<float>(n);
  threads.run(t, kRowGrain, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; ++i) {
      float sum = 0, squares = 0;
      for (size_t c = 0; c < n; ++c) sum += x[i * n + c];
      mean[i] = sum / count;
      for (size_t c = 0; c < n; ++c) squares += (x[i * n + c] - mean[i]) * (x[i * n + c] - mean[i]);
      inverse[i] = 1 / std::sqrt(squares / count + epsilon);
    }
  });
  if (dw)
    sum_columns(t, n, dw, threads, [&](size_t i, size_t c) {
      return dy[i * n + c] * (x[i * n + c] - mean[i]) * inverse[i];
    });
  if (db) sum_columns(t, n, db, threads, [&](size_t i, size_t c) { return dy[i * n + c]; });
  threads.run(t, kRowGrain, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; ++i) {
      const float *xi = x + i * n, *di = dy + i * n;
      float* out = dx + i * n;
      float plain = 0, along = 0;
      for (size_t c = 0; c < n; ++c) {
        const float g = w[c] * di[c];
        plain += g;
        along += g * (xi[c] - mean[i]) * inverse[i];
      }
      plain /= count;
      along /= count;
      for (size_t c = 0; c < n; ++c)
        out[c] = inverse[i] * (w[c] * di[c] - plain - (xi[c] - mean[i]) * inverse[i] * along);
    }
  });
}

void activate(Activation kind, const float* gate, const float* up, float* y, size_t n,
              Threads& threads) {
  const kernels::Table& k = kernels::table();
  TB_ASSERT(up || kind != Activation::silu);
  threads.run(n, kValueGrain, [&](size_t begin, size_t end, size_t) {
    const size_t count = end - begin;
    std::memcpy(y + begin, gate + begin, count * sizeof(float));
    switch (kind) {
      case Activation::silu: k.silu_mul(y + begin, up + begin, count); break;
      case Activation::gelu_tanh:
        if (up)
          k.gelu_tanh_mul(y + begin, up + begin, count);
        else
          k.gelu_tanh(y + begin, count);
        break;
      case Activation::gelu_erf: k.gelu_erf(y + begin, count); break;
    }
  });
}

void activate_backward(Activation kind, const float* gate, const float* up, const float* dy,
                       float* dgate, float* dup, size_t n, Threads& threads) {
  const kernels::Table& k = kernels::table();
  threads.run(n, kValueGrain, [&](size_t begin, size_t end, size_t) {
    const size_t count = end - begin;
    const float* const u = up ? up + begin : nullptr;
    float* const du = dup ? dup + begin : nullptr;
    switch (kind) {
      case Activation::silu:
        k.silu_mul_backward(dgate + begin, du, gate + begin, u, dy + begin, count);
        break;
      case Activation::gelu_tanh:
        k.gelu_tanh_backward(dgate + begin, du, gate + begin, u, dy + begin, count);
        break;
      case Activation::gelu_erf:
        k.gelu_erf_backward(dgate + begin, gate + begin, dy + begin, count);
        break;
    }
  });
}

void add_columns(const float* x, size_t stride, size_t t, size_t n, float* sums, Threads& threads) {
  sum_columns(t, n, sums, threads, [&](size_t i, size_t c) { return x[i * stride + c]; });
}

void add_bias(float* y, size_t stride, size_t t, size_t n, const float* bias, Threads& threads) {
  const kernels::Table& k = kernels::table();
  threads.run(t, kRowGrain, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; ++i) k.add(y + i * stride, bias, n);
  });
}

void add(float* y, const float* x, size_t n, Threads& threads) {
  const kernels::Table& k = kernels::table();
  threads.run(n, kValueGrain,
              [&](size_t begin, size_t end, size_t) { k.add(y + begin, x + begin, end - begin); });
}

void scale_columns(float* y, size_t stride, size_t t, size_t n, const float* s, Threads& threads) {
  threads.run(t, kRowGrain, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; ++i)
      for (size_t c = 0; c < n; ++c) y[i * stride + c] *= s[c];
  });
}

void scale_columns_backward(const float* dy, size_t stride, float* x, size_t t, size_t n,
                            const float* s, float* ds, Threads& threads) {
  sum_columns(t, n, ds, threads,
              [&](size_t i, size_t c) { return dy[i * stride + c] * x[i * n + c]; });
  threads.run(t, kRowGrain, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; ++i)
      for (size_t c = 0; c < n; ++c) x[i * n + c] = dy[i * stride + c] * s[c];
  });
}

}  // namespace tinybrain::ops
