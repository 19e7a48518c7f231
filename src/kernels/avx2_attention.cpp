// Attention with AVX2: simd_attention.h over 8 floats.
#include "kernels/avx2.h"
#include "kernels/avx2_vec.h"
#include "kernels/simd_attention.h"

namespace tinybrain::kernels::avx2 {

void attention(const AttentionArgs& args) { Attention<Vec>::run(args); }

}  // namespace tinybrain::kernels::avx2
