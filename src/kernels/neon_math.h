// exp, tanh, erfc, sigmoid, and loads and stores of a few floats, four at once; for the NEON files
// only. Everything is static and always inlined, so that no object keeps a copy the rest of the
// program might share.
#pragma once

#include <arm_neon.h>
#include <stddef.h>
#include <stdint.h>

#define TB_UNROLL _Pragma("GCC unroll 16")
#define TB_KEEP_LOOP _Pragma("GCC unroll 1")
#define TB_INLINE static inline __attribute__((always_inline))

namespace tinybrain::kernels::neon {

// ---- Four floats, or the last one to three of a run ---------------------------------------------
// Code written once for both: the type says which, so that the test costs nothing inside the loop.
struct Full {};
struct Part {
  size_t count;  // 1 to 3
};

TB_INLINE float32x4_t load(const float* p, Full) { return vld1q_f32(p); }
TB_INLINE float32x4_t load(const float* p, Part part, float missing = 0.0f) {
  float32x4_t v = vdupq_n_f32(missing);
  v = vld1q_lane_f32(p, v, 0);
  if (part.count > 1) v = vld1q_lane_f32(p + 1, v, 1);
  if (part.count > 2) v = vld1q_lane_f32(p + 2, v, 2);
  return v;
}
TB_INLINE void store(float* p, float32x4_t v, Full) { vst1q_f32(p, v); }
TB_INLINE void store(float* p, float32x4_t v, Part part) {
  vst1q_lane_f32(p, v, 0);
  if (part.count > 1) vst1q_lane_f32(p + 1, v, 1);
  if (part.count > 2) vst1q_lane_f32(p + 2, v, 2);
}
// v with zeros for the lanes that are not there.
TB_INLINE float32x4_t only(float32x4_t v, Full) { return v; }
TB_INLINE float32x4_t only(float32x4_t v, Part part) {
  float32x4_t out = vdupq_n_f32(0);
  out = vcopyq_laneq_f32(out, 0, v, 0);
  if (part.count > 1) out = vcopyq_laneq_f32(out, 1, v, 1);
  if (part.count > 2) out = vcopyq_laneq_f32(out, 2, v, 2);
  return out;
}

// Four halves as floats.
TB_INLINE float32x4_t load_half4(const void* p) {
  uint16x4_t bits;
  __builtin_memcpy(&bits, p, sizeof bits);
  return vcvt_f32_f16(vreinterpret_f16_u16(bits));
}
TB_INLINE float load_half(const void* p) {
  uint16_t bits;
  __builtin_memcpy(&bits, p, sizeof bits);
  return vgetq_lane_f32(vcvt_f32_f16(vreinterpret_f16_u16(vdup_n_u16(bits))), 0);
}
TB_INLINE uint16x4_t to_half4(float32x4_t v) { return vreinterpret_u16_f16(vcvt_f16_f32(v)); }

// ---- Functions ----------------------------------------------------------------------------------

// 2^n for whole n in [-126, 127].
TB_INLINE float32x4_t power_of_two(int32x4_t n) {
  return vreinterpretq_f32_s32(vshlq_n_s32(vaddq_s32(n, vdupq_n_s32(127)), 23));
}

// e^x within 2 ulp for normal results; 0 below -104, inf above 88.8. NaN stays NaN.
// x = n*ln2 + r, |r| <= ln2/2, ln2 in two parts so that n*ln2 loses nothing; then 1 + r + r^2*P(r)
// with the coefficients of Cephes (expf.c). 2^n is applied in two steps: each is a normal float even
// where the result is subnormal or infinite.
TB_INLINE float32x4_t exp4(float32x4_t x) {
  const float32x4_t clamped = vminq_f32(vdupq_n_f32(89.0f), vmaxq_f32(vdupq_n_f32(-104.0f), x));
  const float32x4_t n = vrndnq_f32(vmulq_n_f32(clamped, 1.44269504088896341f));
  float32x4_t r = vfmsq_f32(clamped, n, vdupq_n_f32(0.693359375f));
  r = vfmsq_f32(r, n, vdupq_n_f32(-2.12194440e-4f));
  float32x4_t p = vdupq_n_f32(1.9875691500e-4f);
  p = vfmaq_f32(vdupq_n_f32(1.3981999507e-3f), p, r);
  p = vfmaq_f32(vdupq_n_f32(8.3334519073e-3f), p, r);
  p = vfmaq_f32(vdupq_n_f32(4.1665795894e-2f), p, r);
  p = vfmaq_f32(vdupq_n_f32(1.6666665459e-1f), p, r);
  p = vfmaq_f32(vdupq_n_f32(5.0000001201e-1f), p, r);
  p = vaddq_f32(vfmaq_f32(r, vmulq_f32(r, r), p), vdupq_n_f32(1.0f));
  const int32x4_t whole = vcvtq_s32_f32(n), first = vshrq_n_s32(whole, 1);
  return vmulq_f32(vmulq_f32(p, power_of_two(first)), power_of_two(vsubq_s32(whole, first)));
}

// x/(1 + e^-u): x*sigmoid(u).
TB_INLINE float32x4_t times_sigmoid(float32x4_t x, float32x4_t u) {
  return vdivq_f32(x, vaddq_f32(vdupq_n_f32(1.0f), exp4(vnegq_f32(u))));
}

// tanh: near 0 an odd polynomial (Cephes, tanhf.c), else 1 - 2/(e^2|x| + 1) with the sign of x.
TB_INLINE float32x4_t tanh4(float32x4_t x) {
  const float32x4_t one = vdupq_n_f32(1.0f), z = vmulq_f32(x, x), a = vabsq_f32(x);
  float32x4_t p = vdupq_n_f32(-5.70498872745e-3f);
  p = vfmaq_f32(vdupq_n_f32(2.06390887954e-2f), p, z);
  p = vfmaq_f32(vdupq_n_f32(-5.37397155531e-2f), p, z);
  p = vfmaq_f32(vdupq_n_f32(1.33314422036e-1f), p, z);
  p = vfmaq_f32(vdupq_n_f32(-3.33332819422e-1f), p, z);
  const float32x4_t near = vfmaq_f32(x, vmulq_f32(p, z), x);
  const float32x4_t e = exp4(vaddq_f32(a, a));
  const float32x4_t far = vsubq_f32(one, vdivq_f32(vdupq_n_f32(2.0f), vaddq_f32(e, one)));
  const float32x4_t signed_far = vbslq_f32(vdupq_n_u32(0x80000000u), x, far);
  return vbslq_f32(vcltq_f32(a, vdupq_n_f32(0.625f)), near, signed_far);
}

// erfc with a relative error below 1.3e-7 (Press et al., Numerical Recipes, 6.2: erfcc), of |z|;
// then 2 - that for negative z.
TB_INLINE float32x4_t erfc4(float32x4_t z) {
  const float32x4_t one = vdupq_n_f32(1.0f), a = vabsq_f32(z);
  const float32x4_t t = vdivq_f32(one, vfmaq_f32(one, a, vdupq_n_f32(0.5f)));
  float32x4_t p = vdupq_n_f32(0.17087277f);
  p = vfmaq_f32(vdupq_n_f32(-0.82215223f), p, t);
  p = vfmaq_f32(vdupq_n_f32(1.48851587f), p, t);
  p = vfmaq_f32(vdupq_n_f32(-1.13520398f), p, t);
  p = vfmaq_f32(vdupq_n_f32(0.27886807f), p, t);
  p = vfmaq_f32(vdupq_n_f32(-0.18628806f), p, t);
  p = vfmaq_f32(vdupq_n_f32(0.09678418f), p, t);
  p = vfmaq_f32(vdupq_n_f32(0.37409196f), p, t);
  p = vfmaq_f32(vdupq_n_f32(1.00002368f), p, t);
  p = vfmaq_f32(vdupq_n_f32(-1.26551223f), p, t);
  const float32x4_t r = vmulq_f32(t, exp4(vfmsq_f32(p, a, a)));
  return vbslq_f32(vcltq_f32(z, vdupq_n_f32(0)), vsubq_f32(vdupq_n_f32(2.0f), r), r);
}

}  // namespace tinybrain::kernels::neon
