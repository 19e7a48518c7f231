// What a machine can do at best, for the measurement in eval/limits.cpp: the multiplications of matmul
// without any memory, and loads without any arithmetic. Written over Vec, for the AVX files.
#pragma once

#include "kernels/simd.h"

namespace tinybrain::kernels {
namespace {

// The compiler must have this value in a register here, and knows nothing of it afterwards.
#define TB_IN_REGISTER(v) __asm__ volatile("" : "+v"(v))

// `rounds` rounds of sum = step(sum, a, b) in every chain; returns how many steps that is. Two pipes with a
// latency of 4 to 5 want 10 chains; 12 and two factors still fit 16 registers.
template <class T, class X, class Step>
TB_INLINE uint64_t run_chains(size_t rounds, T start, X a, X b, Step step) {
  constexpr int kChains = 12;
  T sum[kChains];
  TB_UNROLL for (int i = 0; i < kChains; ++i) sum[i] = start;
  TB_IN_REGISTER(b);
  for (size_t r = 0; r < rounds; ++r) {
    TB_UNROLL for (int i = 0; i < kChains; ++i) {
      TB_IN_REGISTER(a);  // another one each time, or a product could be made once for all
      sum[i] = step(sum[i], a, b);
      TB_IN_REGISTER(sum[i]);
    }
  }
  return uint64_t{rounds} * kChains;
}

template <class V>
struct Limits {
  using F = typename V::F;
  using I = typename V::I;

  static uint64_t int8_peak(size_t rounds) {
    return run_chains(rounds, V::set_bytes(0), V::set_bytes(1), V::set_bytes(1),
                      [](I sum, I a, I b) { return V::dot_step(sum, a, b); }) *
           sizeof(I) * 2;
  }

  static uint64_t f32_peak(size_t rounds) {  // sums go to 2 and stay there
    return run_chains(rounds, V::zero(), V::set(0.5f), V::set(1.0f),
                      [](F sum, F a, F b) { return V::fma(sum, a, b); }) *
           V::kLanes * 2;
  }

  static void read(const void* p, size_t bytes) {
    const float* from = static_cast<const float*>(p);
    constexpr size_t kStep = kReadStep / sizeof(float);
    for (const float* end = from + bytes / sizeof(float); from < end; from += kStep) {
      TB_UNROLL for (size_t i = 0; i < kStep; i += V::kLanes) {
        F v = V::load(from + i);
        TB_IN_REGISTER(v);
      }
    }
  }
};

#undef TB_IN_REGISTER

}  // namespace
}  // namespace tinybrain::kernels
