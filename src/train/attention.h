// Attention over packed sequences, and its backward. The probabilities are computed again on the way back,
// so that nothing of the size T x T is kept.
#pragma once

#include <cstdint>
#include <span>

#include "base/threads.h"
#include "model/config.h"

namespace tinybrain {

struct AttentionShape {
  size_t heads, kv_heads, head_dim;
  float scale;
  bool causal;
  uint32_t window;  // of causal attention; 0 = none
  size_t row() const { return (heads + 2 * kv_heads) * head_dim; }
};
AttentionShape attention_shape(const ModelConfig& config, uint32_t layer);

// qkv[T][(H+2K)hd], out[T][H*hd]. Sequence i is rows [starts[i], starts[i+1]); it sees itself only.
void attention(const AttentionShape& shape, std::span<const uint32_t> starts, const float* qkv,
               float* out, Threads& threads);
// dqkv is written.
void attention_backward(const AttentionShape& shape, std::span<const uint32_t> starts,
                        const float* qkv, const float* dout, float* dqkv, Threads& threads);

}  // namespace tinybrain
