// What the AVX-512 files share: the kernels that live outside avx512.cpp. Includes nothing that
// defines code, so that no object of theirs holds a function the rest of the program might share.
#pragma once

#include "kernels/kernels.h"

namespace tinybrain::kernels::avx512 {

void matmul(const MatmulArgs& args);       // avx512_matmul.cpp
void matmul_bf16(const MatmulArgs& args);  // avx512_bf16.cpp; compiled with AVX-512 BF16
// y += the products from k = first on, 0 for all of them; of bf16 pairs. As that
void matmul_bf16_from(const MatmulArgs& args, size_t first);
uint64_t bf16_peak(size_t rounds);          // as that
void matmul_amx(const MatmulArgs& args);    // avx512_amx.cpp; compiled with AMX
uint64_t amx_peak(size_t rounds);           // as that
void attention(const AttentionArgs& args);  // avx512_attention.cpp

}  // namespace tinybrain::kernels::avx512
