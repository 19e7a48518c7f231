// Rows of floats to and from the block types of GGUF (kernels/blocks.h).
#pragma once

#include <cstddef>

#include "tensor/dtype.h"

namespace tinybrain {

// y[k] = the k weights of one row. k a multiple of the type's block. src needs no alignment.
void dequantize_row(DType type, const void* src, float* y, size_t k);

// The inverse, rounding as llama.cpp's reference quantizers do (ggml-quants.c, quantize_row_*_ref and
// quantize_* with no importance matrix), so that the file has the quality people expect of its name.
// importance: k weights (mean squared activation per column) or nullptr.
void quantize_row(DType type, const float* x, void* dst, size_t k,
                  const float* importance = nullptr);

}  // namespace tinybrain
