// 4 floats of NEON behind the small vocabulary that simd_math.h, simd_kv.h and simd_attention.h are
// written in. For the NEON files only; private to each object file, as avx512_vec.h.
#pragma once

#include <arm_neon.h>

#include "kernels/simd.h"

namespace tinybrain::kernels {
namespace {

struct Vec {
  using F = float32x4_t;
  using M = uint32x4_t;  // all bits of a lane, or none
  static constexpr size_t kLanes = 4;
  // Attention, for tiles of r queries: up to 24 of 32 registers accumulate.
  static constexpr int tile_pages(int r) { return r <= 3 ? 2 : 1; }
  static constexpr int tile_columns(int r) { return r <= 3 ? 8 : 4; }

  TB_INLINE static F zero() { return vdupq_n_f32(0); }
  TB_INLINE static F set(float x) { return vdupq_n_f32(x); }
  TB_INLINE static M first(size_t n) {
    const uint32_t lanes[4] = {0, 1, 2, 3};
    return vcltq_u32(vld1q_u32(lanes), vdupq_n_u32(n < 4 ? static_cast<uint32_t>(n) : 4));
  }
  TB_INLINE static M outside_first(M m, size_t n) { return vbicq_u32(m, first(n)); }

  TB_INLINE static F load(const float* p) { return vld1q_f32(p); }
  TB_INLINE static void store(float* p, F v) { vst1q_f32(p, v); }
  TB_INLINE static F load_half(const uint8_t* p) {
    uint16x4_t bits;
    __builtin_memcpy(&bits, p, sizeof bits);
    return vcvt_f32_f16(vreinterpret_f16_u16(bits));
  }
  TB_INLINE static F set_half(const uint8_t* p) {
    uint16_t half;
    __builtin_memcpy(&half, p, sizeof half);
    return vcvt_f32_f16(vreinterpret_f16_u16(vdup_n_u16(half)));
  }
  TB_INLINE static F load_s8(const uint8_t* p) {
    uint32_t bits;
    __builtin_memcpy(&bits, p, sizeof bits);
    return vcvtq_f32_s32(vmovl_s16(vget_low_s16(vmovl_s8(vcreate_s8(bits)))));
  }
  // The nibbles of 4 bytes that start at bit `shift`, minus 8.
  TB_INLINE static F load_q4(const uint8_t* p, size_t shift) {
    uint32_t bits;
    __builtin_memcpy(&bits, p, sizeof bits);
    const int8x8_t q = vcreate_s8((bits >> shift) & 0x0f0f0f0f);
    return vcvtq_f32_s32(vmovl_s16(vget_low_s16(vsubl_s8(q, vdup_n_s8(8)))));
  }
  TB_INLINE static void store_half(uint8_t* p, F v) {
    const uint16x4_t bits = vreinterpret_u16_f16(vcvt_f16_f32(v));
    __builtin_memcpy(p, &bits, sizeof bits);
  }
  // The low bytes of whole numbers.
  TB_INLINE static void store_bytes(uint8_t* p, F v) {
    const int16x4_t narrow = vmovn_s32(vcvtnq_s32_f32(v));
    const int8x8_t bytes = vmovn_s16(vcombine_s16(narrow, narrow));
    __builtin_memcpy(p, &bytes, 4);
  }

  TB_INLINE static F add(F a, F b) { return vaddq_f32(a, b); }
  TB_INLINE static F sub(F a, F b) { return vsubq_f32(a, b); }
  TB_INLINE static F mul(F a, F b) { return vmulq_f32(a, b); }
  TB_INLINE static F div(F a, F b) { return vdivq_f32(a, b); }
  TB_INLINE static F fma(F a, F b, F c) { return vfmaq_f32(c, a, b); }   // ab + c
  TB_INLINE static F fnma(F a, F b, F c) { return vfmsq_f32(c, a, b); }  // c - ab
  TB_INLINE static F max(F a, F b) { return vmaxq_f32(a, b); }           // NaN if one is
  TB_INLINE static F min(F a, F b) { return vminq_f32(a, b); }
  TB_INLINE static F abs(F a) { return vabsq_f32(a); }
  TB_INLINE static F round(F a) { return vrndnq_f32(a); }
  // In two steps, each a normal power of two, as n reaches from -151 to 129. NaN in n is NaN in a.
  TB_INLINE static F times_power_of_2(F a, F n) {
    const int32x4_t whole = vcvtq_s32_f32(n), half = vshrq_n_s32(whole, 1);
    return vmulq_f32(vmulq_f32(a, power_of_2(half)), power_of_2(vsubq_s32(whole, half)));
  }
  TB_INLINE static F power_of_2(int32x4_t n) {
    return vreinterpretq_f32_s32(vshlq_n_s32(vaddq_s32(n, vdupq_n_s32(127)), 23));
  }
  TB_INLINE static F with_sign_of(F magnitude, F sign) {
    return vbslq_f32(vdupq_n_u32(0x80000000u), sign, magnitude);
  }
  TB_INLINE static M less(F a, F b) { return vcltq_f32(a, b); }
  TB_INLINE static F select(M m, F yes, F no) { return vbslq_f32(m, yes, no); }
  TB_INLINE static float sum(F a) { return vaddvq_f32(a); }
  TB_INLINE static float largest(F a) { return vmaxvq_f32(a); }

  // 4 x 4 floats in place: rows become columns.
  TB_INLINE static void transpose(F* r) {
    const float32x4x2_t a = vtrnq_f32(r[0], r[1]), b = vtrnq_f32(r[2], r[3]);
    r[0] = vcombine_f32(vget_low_f32(a.val[0]), vget_low_f32(b.val[0]));
    r[1] = vcombine_f32(vget_low_f32(a.val[1]), vget_low_f32(b.val[1]));
    r[2] = vcombine_f32(vget_high_f32(a.val[0]), vget_high_f32(b.val[0]));
    r[3] = vcombine_f32(vget_high_f32(a.val[1]), vget_high_f32(b.val[1]));
  }
};

}  // namespace
}  // namespace tinybrain::kernels
