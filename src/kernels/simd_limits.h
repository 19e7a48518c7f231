// What a machine can do at best, for the measurement in eval/limits.cpp: the multiplications of matmul
// without any memory, and loads without any arithmetic. Written over Vec, for the AVX files.
#pragma once

#include "kernels/simd.h"

namespace tinybrain::kernels {
namespace {

// The compiler must have this value in a register here, and knows nothing of it afterwards.
#define TB_IN_REGISTER(v) __asm__ volatile("" : "+v"(v))

template <class V>
struct Limits {
  // Two pipes with a latency of 4 to 5 want 10 chains; 12 and two factors still fit 16 registers.
  static constexpr int kChains = 12;

  static uint64_t int8_peak(size_t rounds) {
    typename V::I sum[kChains], a = V::set_bytes(1), b = V::set_bytes(1);
    TB_UNROLL for (int i = 0; i < kChains; ++i) sum[i] = V::set_bytes(0);
    TB_IN_REGISTER(a);
    TB_IN_REGISTER(b);
    for (size_t r = 0; r < rounds; ++r) {
      TB_UNROLL for (int i = 0; i < kChains; ++i) {
        TB_IN_REGISTER(a);  // another one each time, or a product could be made once for all
        sum[i] = V::dot_step(sum[i], a, b);
        TB_IN_REGISTER(sum[i]);
      }
    }
    return uint64_t{rounds} * kChains * sizeof(a) * 2;
  }

  static uint64_t f32_peak(size_t rounds) {
    typename V::F sum[kChains], a = V::set(0.5f), b = V::set(1.0f);  // goes to 2 and stays there
    TB_UNROLL for (int i = 0; i < kChains; ++i) sum[i] = V::zero();
    TB_IN_REGISTER(a);
    TB_IN_REGISTER(b);
    for (size_t r = 0; r < rounds; ++r) {
      TB_UNROLL for (int i = 0; i < kChains; ++i) {
        sum[i] = V::fma(sum[i], a, b);
        TB_IN_REGISTER(sum[i]);
      }
    }
    return uint64_t{rounds} * kChains * V::kLanes * 2;
  }

  static void read(const void* p, size_t bytes) {
    const float* from = static_cast<const float*>(p);
    constexpr size_t kStep = kReadStep / sizeof(float);
    for (const float* end = from + bytes / sizeof(float); from < end; from += kStep) {
      TB_UNROLL for (size_t i = 0; i < kStep; i += V::kLanes) {
        typename V::F v = V::load(from + i);
        TB_IN_REGISTER(v);
      }
    }
  }
};

#undef TB_IN_REGISTER

}  // namespace
}  // namespace tinybrain::kernels
