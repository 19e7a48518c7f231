// How well a model predicts a text: perplexity, computed as llama.cpp's tool does so that figures compare.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "generate/session.h"

namespace tinybrain {

struct Perplexity {
  double perplexity = 0;
  double error = 0;     // standard error
  uint64_t tokens = 0;  // scored
  uint32_t chunks = 0;
};

// Chunks of `context` tokens without overlap; within each, the predictions of the second half count. Where the
// model wants a begin token it replaces the chunk's first. chunks 0 = all. progress: false = stop.
Perplexity measure_perplexity(LoadedModel& model, std::string_view text, uint32_t context,
                              uint32_t chunks, kernels::KvType kv_type,
                              const std::function<bool(uint64_t, uint64_t)>& progress);

}  // namespace tinybrain
