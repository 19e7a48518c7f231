#include "train/attention.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "kernels/kernels.h"
#include "train/gemm.h"

namespace tinybrain {
namespace {

// One key/value head of one sequence, with the query heads that share it. L rows.
struct Part {
  const AttentionShape& shape;
  const float *q, *k, *v;  // first row of the first query head, of the key head, of the value head
  size_t length;
  size_t group() const { return shape.heads / shape.kv_heads; }
};

// Working memory of one thread.
struct Scratch {
  std::vector<float> p, dp, turned, product;
  Panels keys, keys_across, values, across;
  void reserve(size_t length, size_t head_dim) {
    p.resize(length * length);
    dp.resize(length * length);
    turned.resize(length * length);
    product.resize(length * head_dim);
  }
};

// p[L,L] = softmax(scale q k^T), 0 where a row does not look.
void probabilities(const Part& part, const float* q, Scratch& s) {
  const AttentionShape& shape = part.shape;
  const kernels::Table& kernel = kernels::table();
  const size_t n = part.length;
  gemm_one(q, shape.row(), n, s.keys, s.p.data(), n);
  for (size_t i = 0; i < n; ++i) {
    float* row = s.p.data() + i * n;
    const size_t last = shape.causal ? i + 1 : n;
    const size_t first =
        shape.causal && shape.window && i + 1 > shape.window ? i + 1 - shape.window : 0;
    std::fill(row, row + first, 0.0f);
    std::fill(row + last, row + n, 0.0f);
    kernel.scale(row + first, shape.scale, last - first);
    kernel.softmax(row + first, last - first);
  }
}

void transpose(const std::vector<float>& from, size_t n, std::vector<float>& to) {
  constexpr size_t kBlock = 16;
  for (size_t i = 0; i < n; i += kBlock)
    for (size_t j = 0; j < n; j += kBlock)
      for (size_t a = i; a < std::min(n, i + kBlock); ++a)
        for (size_t b = j; b < std::min(n, j + kBlock); ++b) to[b * n + a] = from[a * n + b];
}

// to[L rows of hd, `stride` apart] += or = from[L,hd]
void put(const std::vector<float>& from, float* to, size_t stride, size_t n, size_t hd, bool add) {
  for (size_t i = 0; i < n; ++i) {
    if (add)
      kernels::table().add(to + i * stride, from.data() + i * hd, hd);
    else
      std::memcpy(to + i * stride, from.data() + i * hd, hd * sizeof(float));
  }
}

// body(part, offset of its rows, key/value head, scratch) for every sequence and key/value head.
template <class Body>
void each_part(const AttentionShape& shape, std::span<const uint32_t> starts, const float* qkv,
               Threads& threads, Body body) {
  if (starts.size() < 2) return;
  std::vector<Scratch> scratch(threads.count());
  const size_t sequences = starts.size() - 1, hd = shape.head_dim;
  threads.run(sequences * shape.kv_heads, 1, [&](size_t begin, size_t end, size_t worker) {
    for (size_t item = begin; item < end; ++item) {
      const size_t sequence = item / shape.kv_heads, head = item % shape.kv_heads;
      const float* row = qkv + starts[sequence] * shape.row();
      const Part part{shape, row + head * (shape.heads / shape.kv_heads) * hd,
                      row + (shape.heads + head) * hd,
                      row + (shape.heads + shape.kv_heads + head) * hd,
                      starts[sequence + 1] - starts[sequence]};
      Scratch& s = scratch[worker];
      s.reserve(part.length, hd);
      s.keys.set_one(part.k, shape.row(), part.length, hd, false);
      body(part, size_t{starts[sequence]}, head, s);
    }
  });
}

}  // namespace

AttentionShape attention_shape(const ModelConfig& c, uint32_t layer) {
  return {c.heads,           c.kv_heads, c.head_dim,
          c.attention_scale, !c.encoder, c.layer_has_window(layer) ? c.window : 0};
}

void attention(const AttentionShape& shape, std::span<const uint32_t> starts, const float* qkv,
               float* out, Threads& threads) {
  const size_t hd = shape.head_dim, width = shape.heads * hd;
  each_part(shape, starts, qkv, threads, [&](const Part& part, size_t at, size_t head, Scratch& s) {
    s.values.set_one(part.v, shape.row(), hd, part.length, true);
    for (size_t g = 0; g < part.group(); ++g) {
      probabilities(part, part.q + g * hd, s);
      gemm_one(s.p.data(), part.length, part.length, s.values,
               out + at * width + (head * part.group() + g) * hd, width);
    }
  });
}

// dV = P^T dO; dP = dO V^T; dS = scale P (dP - rowsum(dP P)); dQ = dS K; dK = dS^T Q.
void attention_backward(const AttentionShape& shape, std::span<const uint32_t> starts,
                        const float* qkv, const float* dout, float* dqkv, Threads& threads) {
  const size_t hd = shape.head_dim, width = shape.heads * hd, row = shape.row();
  const kernels::Table& kernel = kernels::table();
  each_part(shape, starts, qkv, threads, [&](const Part& part, size_t at, size_t head, Scratch& s) {
    const size_t n = part.length;
    float* const dq = dqkv + at * row + head * part.group() * hd;
    float* const dk = dqkv + at * row + (shape.heads + head) * hd;
    float* const dv = dk + shape.kv_heads * hd;
    s.values.set_one(part.v, row, n, hd, false);
    s.keys_across.set_one(part.k, row, hd, n, true);
    for (size_t g = 0; g < part.group(); ++g) {
      const float* const d = dout + at * width + (head * part.group() + g) * hd;
      probabilities(part, part.q + g * hd, s);
      transpose(s.p, n, s.turned);
      s.across.set_one(d, width, hd, n, true);
      gemm_one(s.turned.data(), n, n, s.across, s.product.data(), hd);
      put(s.product, dv, row, n, hd, g > 0);
      gemm_one(d, width, n, s.values, s.dp.data(), n);
      for (size_t i = 0; i < n; ++i) {
        const float* p = s.p.data() + i * n;
        float* dp = s.dp.data() + i * n;
        const float mean = kernel.dot(p, dp, n);
        for (size_t j = 0; j < n; ++j) dp[j] = shape.scale * p[j] * (dp[j] - mean);
      }
      gemm_one(s.dp.data(), n, n, s.keys_across, dq + g * hd, row);
      transpose(s.dp, n, s.turned);
      s.across.set_one(part.q + g * hd, row, hd, n, true);
      gemm_one(s.turned.data(), n, n, s.across, s.product.data(), hd);
      put(s.product, dk, row, n, hd, g > 0);
    }
  });
}

}  // namespace tinybrain
