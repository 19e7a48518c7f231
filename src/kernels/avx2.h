// What the AVX2 files share: the kernels that live outside avx2.cpp. Includes nothing that defines
// code, so that no object of theirs holds a function the rest of the program might share.
#pragma once

#include "kernels/kernels.h"

namespace tinybrain::kernels::avx2 {

void matmul(const MatmulArgs& args);        // avx2_matmul.cpp
void attention(const AttentionArgs& args);  // avx2_attention.cpp

}  // namespace tinybrain::kernels::avx2
