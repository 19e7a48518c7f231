// The keys and values of one session's tokens, layer by layer. Rows are contiguous per head:
// [layer][key or value][kv head][context] rows of head_dim numbers (f16, q8_0 or f32). Memory is reserved for
// the whole window and taken by the system only as rows are used; it never grows past that.
#pragma once

#include <cstddef>
#include <vector>

#include "kernels/kernels.h"
#include "model/config.h"
#include "tensor/buffer.h"

namespace tinybrain {

class KvCache {
 public:
  KvCache(const ModelConfig& config, uint32_t context, kernels::KvType type);  // Error{no_memory}

  uint32_t context() const { return context_; }
  kernels::KvType type() const { return type_; }
  size_t row_bytes() const { return row_bytes_; }
  size_t bytes() const { return buffer_.size(); }
  static size_t bytes_per_token(const ModelConfig& config, kernels::KvType type);

  // Row of `position` in one head's keys or values.
  std::byte* key(uint32_t layer, uint32_t head, size_t position);
  std::byte* value(uint32_t layer, uint32_t head, size_t position);
  // Converts one head's numbers into a row.
  void store(std::byte* row, const float* x) const;
  void load(float* x, const std::byte* row) const;  // the inverse

  // Makes room: forgets rows [keep, keep + drop) of `used`, moves the later ones down and turns their keys
  // back by `drop` positions (rotary embeddings add up, so the rest of the window stays valid).
  void shift(const ModelConfig& config, uint32_t used, uint32_t keep, uint32_t drop);

 private:
  uint32_t layers_, heads_, head_dim_, context_;
  kernels::KvType type_;
  size_t row_bytes_;
  Buffer buffer_;
};

// Rotary angles: cs[pair] = (cos, sin) of `position` for layers with or without a window.
class Rope {
 public:
  Rope(const ModelConfig& config, uint32_t context);
  size_t pairs() const { return global_.size(); }
  bool has_window_base() const { return !window_.empty(); }
  void angles(double position, bool window_layer, float* cs) const;

 private:
  std::vector<float> global_, window_;  // frequency of each pair
  float attention_factor_ = 1;
};

}  // namespace tinybrain
