// What the NEON files share: the kernels that live outside neon.cpp. Includes nothing that defines
// code, so that no object of theirs holds a function the rest of the program might share.
#pragma once

#include "kernels/kernels.h"

namespace tinybrain::kernels::neon {

void matmul(const MatmulArgs& args);        // neon_matmul.cpp
void matmul_i8mm(const MatmulArgs& args);   // neon_i8mm.cpp: only where the CPU has i8mm
void attention(const AttentionArgs& args);  // neon_attention.cpp

}  // namespace tinybrain::kernels::neon
