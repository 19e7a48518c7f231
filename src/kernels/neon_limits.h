// simd_limits.h for NEON: chains of one multiplying instruction, and loads that go nowhere.
#pragma once

#include "kernels/kernels.h"
#include "kernels/neon_math.h"

namespace tinybrain::kernels::neon {

// The compiler must have this value in a register here, and knows nothing of it afterwards.
#define TB_IN_REGISTER(v) __asm__ volatile("" : "+w"(v))

constexpr int kChains = 16;  // four pipes with a latency of 4

// `rounds` rounds of sum = step(sum, a, b) in every chain.
template <class T, class S, class F>
TB_INLINE void run_chains(size_t rounds, T start, S a, S b, F step) {
  T sum[kChains];
  TB_UNROLL for (int i = 0; i < kChains; ++i) sum[i] = start;
  TB_IN_REGISTER(a);
  TB_IN_REGISTER(b);
  for (size_t r = 0; r < rounds; ++r) {
    TB_UNROLL for (int i = 0; i < kChains; ++i) {
      sum[i] = step(sum[i], a, b);
      TB_IN_REGISTER(sum[i]);
    }
  }
}

TB_INLINE void read_all(const void* p, size_t bytes) {
  const uint8_t* from = static_cast<const uint8_t*>(p);
  for (const uint8_t* end = from + bytes; from < end; from += kReadStep) {
    TB_UNROLL for (size_t i = 0; i < kReadStep; i += 16) {
      uint8x16_t v = vld1q_u8(from + i);
      TB_IN_REGISTER(v);
    }
  }
}

#undef TB_IN_REGISTER

}  // namespace tinybrain::kernels::neon
