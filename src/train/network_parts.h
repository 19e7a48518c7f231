// What a layer of the training network consists of, and what its forward leaves for its backward. For the files of
// the network alone.
#pragma once

#include <memory>
#include <optional>

#include "train/network.h"

namespace tinybrain {

struct Network::Layer {
  Parameter *attention_norm = nullptr, *attention_norm_bias = nullptr, *q_norm = nullptr,
            *k_norm = nullptr, *post_attention_norm = nullptr, *ffn_norm = nullptr,
            *ffn_norm_bias = nullptr, *post_ffn_norm = nullptr;
  std::unique_ptr<Linear> q, k, v, qkv, out, gate, up, gate_up, down;
};

// What one layer's forward leaves for its backward. Widths in floats a row.
struct Network::Tape {
  Buffer raw;       // (H+2K)hd: before head norms and rotation; only with head norms
  Buffer qkv;       // (H+2K)hd
  Buffer attended;  // H*hd
  Buffer branch;    // D: what out gave; only with a norm after it
  Buffer middle;    // D: x after the attention branch (encoders: before the norm)
  Buffer gate;      // 2F: gate and up (encoders: F)
  // D: what down gave (encoders: the sum before the norm); only with a norm after it
  Buffer ffn_branch;
  bool valid = false;
};

// What all layers use one after the other, for it is soon made again from a layer's tape.
struct Network::Shared {
  Buffer h;                       // D: input of q, k, v
  Buffer ffn_input;               // D
  Buffer active;                  // F
  Buffer branch;                  // D: what out or down gave
  std::optional<uint32_t> layer;  // whose they are now
};

// At least so many floats; what was in them is lost when it grows.
inline float* grown(Buffer& buffer, size_t floats) {
  if (buffer.size() < floats * sizeof(float)) buffer = Buffer(floats * sizeof(float));
  return buffer.as<float>();
}

}  // namespace tinybrain
