// Attention with AVX-512: simd_attention.h over 16 floats.
#include "kernels/avx512.h"
#include "kernels/avx512_vec.h"
#include "kernels/simd_attention.h"

namespace tinybrain::kernels::avx512 {

void attention(const AttentionArgs& args) { Attention<Vec>::run(args); }

}  // namespace tinybrain::kernels::avx512
