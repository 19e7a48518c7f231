// What this machine can do at best, measured in about a second: arithmetic in registers with the
// instructions of the kernels in use, and reading memory. What a model reaches is then a share of it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/threads.h"
#include "model/weights.h"

namespace tinybrain {

struct Limits {
  // Operations a second; a multiplication and an addition are two. bf16: 0 = these kernels have none.
  double int8_operations = 0, bf16_operations = 0, f32_operations = 0;
  double memory_read = 0;  // bytes a second, far beyond the caches
  double cache_read = 0;   // bytes a second, `again` bytes again and again
};

// The best of several passes each, on all of `threads`. again: 0 = not measured. Takes 256 MiB or four
// times the last cache for a moment, less when memory is short. Error{no_memory}.
Limits measure_limits(Threads& threads, uint64_t again);

// Operations of the layers' matrices for one token, by what multiplies them. Attention and the head (of
// which a prompt needs one row) are not counted.
struct LayerOperations {
  uint64_t int8 = 0, bf16 = 0, f32 = 0;
};
LayerOperations layer_operations(const Weights& weights);

}  // namespace tinybrain
