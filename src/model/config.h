// What distinguishes one model family from another, as data: forward.cpp reads this and has no
// branches on names. Filled from GGUF metadata or from a Hugging Face config.json.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "kernels/kernels.h"
#include "tensor/gguf.h"

namespace tinybrain {

enum class Activation { silu, gelu_tanh, gelu_erf };
enum class Pooling { none = 0, mean = 1, cls = 2, last = 3 };  // GGUF's numbers

struct RopeConfig {
  kernels::RopeStyle style = kernels::RopeStyle::halves;
  uint32_t dimensions = 0;  // of each head that are rotated; the rest passes
  double base = 10000;
  double linear_factor = 1;    // positions are divided by it
  double base_window = 0;      // base of window layers (Gemma 3); 0 = as the others
  std::vector<float> factors;  // divides each frequency (Llama 3's scaling); empty = none
  std::vector<float> long_factors,
      short_factors;              // Phi-3's LongRoPE; which: by the session's window
  uint32_t original_context = 0;  // up to this window short_factors apply
  double attention_factor = 1;    // scales cos and sin
};

struct ModelConfig {
  std::string architecture;  // "llama", "qwen2", "qwen3", "gemma3", "phi3", "bert"
  std::string name, license;
  uint32_t layers = 0;
  uint32_t width = 0;         // D
  uint32_t feed_forward = 0;  // F
  uint32_t heads = 0;         // H
  uint32_t kv_heads = 0;      // K
  uint32_t head_dim = 0;
  uint32_t vocabulary = 0;  // V
  uint32_t context = 0;     // positions the model was trained for
  float norm_epsilon = 1e-5f;
  RopeConfig rope;
  uint32_t window = 0;  // window of window layers; 0 = none
  uint32_t window_period =
      0;  // every period-th layer is global (Gemma 3: 6); 0 = all layers have the window
  float embedding_scale = 1;  // Gemma: sqrt(D)
  float attention_scale = 0;  // of scores, 1/sqrt(head_dim) usually
  Activation activation = Activation::silu;
  float final_softcap = 0;  // 0 = none
  // Encoders (BERT): both directions, absolute positions, norm after the sum.
  bool encoder = false;
  Pooling pooling = Pooling::none;
  bool normalize_embedding = true;

  bool layer_has_window(uint32_t layer) const {
    return window > 0 && (window_period == 0 || (layer + 1) % window_period != 0);
  }
};

// Error{bad_file} for inconsistent numbers, Error{unsupported} for a family we do not run.
ModelConfig config_from_gguf(const Gguf& file);
ModelConfig config_from_hugging_face(const Json& config);
// Sets the GGUF metadata that config_from_gguf and llama.cpp read back. Llama weights are expected in
// GGUF's order (see source.h).
void write_config(const ModelConfig& config, GgufWriter& writer);

}  // namespace tinybrain
