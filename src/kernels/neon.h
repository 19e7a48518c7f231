// What the NEON files share: the kernels that live outside neon.cpp. Includes nothing that defines
// code, so that no object of theirs holds a function the rest of the program might share.
#pragma once

#include "kernels/kernels.h"

namespace tinybrain::kernels::neon {

void matmul(const MatmulArgs& args);        // neon_matmul.cpp
void matmul_i8mm(const MatmulArgs& args);   // neon_i8mm.cpp: only where the CPU has i8mm
void attention(const AttentionArgs& args);  // neon_attention.cpp, as the next two
void kv_store(KvType type, void* page_keys, void* page_values, size_t slot, size_t head_dim,
              const float* key, const float* value);
void kv_store_rows(KvType type, void* page_keys, void* page_values, size_t slot, size_t count,
                   size_t head_dim, const float* keys, const float* values, size_t stride);
void f32_to_f16(uint16_t* y, const float* x, size_t n);  // neon.cpp
void f32_to_q8_0(void* y, const float* x, size_t n);
uint64_t int8_peak_i8mm(size_t rounds);  // neon_i8mm.cpp

}  // namespace tinybrain::kernels::neon
