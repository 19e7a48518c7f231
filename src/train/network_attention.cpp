// Attention within a layer of the training network: norms of heads, rotation by position, and batches in which
// sequences share a beginning. Forward and backward.
#include <algorithm>
#include <cstring>

#include "train/network_parts.h"

namespace tinybrain {

// qkv = raw with the heads' norms.
void Network::head_norms(const Layer& l, const float* raw, float* qkv) {
  const ModelConfig& c = config_;
  const size_t hd = c.head_dim, heads = c.heads + c.kv_heads, row = (heads + c.kv_heads) * hd;
  compute_.threads.run(rows_, 4, [&](size_t begin, size_t end, size_t) {
    for (size_t t = begin; t < end; ++t) {
      std::memcpy(qkv + t * row, raw + t * row, row * sizeof(float));
      for (size_t i = 0; i < heads; ++i)
        kernels::table().rms_norm(qkv + t * row + i * hd, raw + t * row + i * hd,
                                  (i < c.heads ? l.q_norm : l.k_norm)->values(), hd,
                                  c.norm_epsilon);
    }
  });
}

// Rotates queries and keys by their positions; back = by the opposite angle (the transposed rotation).
void Network::rotate(uint32_t layer, float* qkv, bool back) {
  const ModelConfig& c = config_;
  const bool window = c.layer_has_window(layer) && c.rope.base_window > 0;
  const size_t n = c.rope.dimensions, hd = c.head_dim, heads = c.heads + c.kv_heads;
  const size_t row = (heads + c.kv_heads) * hd;
  const float* const angles = (window ? window_angles_ : angles_).as<float>();
  compute_.threads.run(rows_, 4, [&](size_t begin, size_t end, size_t) {
    std::vector<float> turned(n);
    for (size_t t = begin; t < end; ++t) {
      const float* cs = angles + t * n;
      if (back) {
        for (size_t i = 0; i < n; i += 2) turned[i] = cs[i], turned[i + 1] = -cs[i + 1];
        cs = turned.data();
      }
      for (size_t i = 0; i < heads; ++i)
        kernels::table().rope(qkv + t * row + i * hd, cs, n, c.rope.style);
    }
  });
}

// Rows as attention wants them: every sequence that goes on from the shared beginning with a copy of it before.
struct Network::Whole {
  explicit Whole(const Batch& batch) : batch(batch) {
    starts.push_back(batch.shared());
    for (size_t s = 0; s < batch.sequences(); ++s)
      starts.push_back(starts.back() + (batch.follows(s) ? batch.shared() : 0) +
                       batch.starts[s + 1] - batch.starts[s]);
    // The beginning is a sequence of its own: its rows do not see what follows.
    starts.insert(starts.begin(), 0);
  }
  size_t own(size_t s) const { return starts[s + 1] + (batch.follows(s) ? batch.shared() : 0); }
  size_t length(size_t s) const { return batch.starts[s + 1] - batch.starts[s]; }
  std::vector<float> of(const float* rows, size_t width, bool copies) const {
    std::vector<float> all(starts.back() * width);
    const size_t beginning = batch.shared() * width;
    std::copy_n(rows, beginning, all.data());
    for (size_t s = 0; s < batch.sequences(); ++s) {
      if (copies && batch.follows(s)) std::copy_n(rows, beginning, &all[starts[s + 1] * width]);
      std::copy_n(rows + batch.starts[s] * width, length(s) * width, &all[own(s) * width]);
    }
    return all;
  }
  // Back: what the copies have is added to the beginning, or dropped.
  void put(const std::vector<float>& all, float* rows, size_t width, bool add) const {
    const size_t beginning = batch.shared() * width;
    std::copy_n(all.data(), beginning, rows);
    for (size_t s = 0; s < batch.sequences(); ++s) {
      if (add && batch.follows(s))
        kernels::table().add(rows, &all[starts[s + 1] * width], beginning);
      std::copy_n(&all[own(s) * width], length(s) * width, rows + batch.starts[s] * width);
    }
  }
  const Batch& batch;
  std::vector<uint32_t> starts;
};

void Network::attend(const AttentionShape& shape, const float* qkv, float* attended) {
  if (batch_.shared() == 0) return attention(shape, batch_.starts, qkv, attended, compute_.threads);
  const Whole whole(batch_);
  const size_t width = shape.heads * shape.head_dim;
  std::vector<float> out(whole.starts.back() * width);
  attention(shape, whole.starts, whole.of(qkv, shape.row(), true).data(), out.data(),
            compute_.threads);
  whole.put(out, attended, width, false);
}

void Network::attend_backward(const AttentionShape& shape, const float* qkv, const float* dattended,
                              float* dqkv) {
  if (batch_.shared() == 0)
    return attention_backward(shape, batch_.starts, qkv, dattended, dqkv, compute_.threads);
  const Whole whole(batch_);
  std::vector<float> slopes(whole.starts.back() * shape.row());
  attention_backward(shape, whole.starts, whole.of(qkv, shape.row(), true).data(),
                     whole.of(dattended, shape.heads * shape.head_dim, false).data(), slopes.data(),
                     compute_.threads);
  whole.put(slopes, dqkv, shape.row(), true);
}

}  // namespace tinybrain
