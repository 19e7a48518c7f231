// Attention with NEON: simd_attention.h over 4 floats; and the writing of what it reads.
#include "kernels/neon.h"
#include "kernels/neon_vec.h"
#include "kernels/simd_attention.h"
#include "kernels/simd_kv.h"

namespace tinybrain::kernels::neon {

using Pages = KvPages<Vec, f32_to_f16, f32_to_q8_0>;

void attention(const AttentionArgs& args) { Attention<Vec>::run(args); }

void kv_store(KvType type, void* page_keys, void* page_values, size_t slot, size_t head_dim,
              const float* key, const float* value) {
  Pages::store(type, page_keys, page_values, slot, head_dim, key, value);
}

void kv_store_rows(KvType type, void* page_keys, void* page_values, size_t slot, size_t count,
                   size_t head_dim, const float* keys, const float* values, size_t stride) {
  Pages::store_rows(type, page_keys, page_values, slot, count, head_dim, keys, values, stride);
}

}  // namespace tinybrain::kernels::neon
