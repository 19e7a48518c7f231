// 16 floats of AVX-512 behind the small vocabulary that simd_math.h, simd_rows.h, simd_kv.h and
// simd_attention.h are written in. For the AVX-512 files only. The anonymous namespace makes every
// template over it private to its object file, so the linker never offers this code to the rest of
// the program.
#pragma once

#include <immintrin.h>

#include "kernels/simd.h"

namespace tinybrain::kernels {
namespace {

struct Vec {
  using F = __m512;
  using M = __mmask16;
  static constexpr size_t kLanes = 16;
  // Attention, for tiles of r queries: up to 24 of 32 registers accumulate.
  static constexpr int tile_pages(int) { return 4; }
  static constexpr int tile_columns(int r) { return r <= 3 ? 8 : 4; }
  static constexpr size_t kFloatTileRows = 12;  // float matmul: 24 accumulators
  static constexpr int kFloatTilePanels = 2;

  TB_INLINE static F zero() { return _mm512_setzero_ps(); }
  TB_INLINE static F set(float x) { return _mm512_set1_ps(x); }
  TB_INLINE static M first(size_t n) { return n >= 16 ? M{0xffff} : static_cast<M>((1u << n) - 1); }
  TB_INLINE static M outside_first(M m, size_t n) { return static_cast<M>(m & ~first(n)); }

  TB_INLINE static F load(const float* p) { return _mm512_loadu_ps(p); }
  TB_INLINE static F load(const float* p, M m) { return _mm512_maskz_loadu_ps(m, p); }
  TB_INLINE static void store(float* p, F v) { _mm512_storeu_ps(p, v); }
  TB_INLINE static void store(float* p, F v, M m) { _mm512_mask_storeu_ps(p, m, v); }
  TB_INLINE static F load_half(const uint8_t* p) {
    return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
  }
  TB_INLINE static F load_bf16(const uint8_t* p) {
    const __m256i h = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(h), 16));
  }
  TB_INLINE static F load_s8(const uint8_t* p) {
    return _mm512_cvtepi32_ps(
        _mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
  }
  TB_INLINE static F load_u8(const uint8_t* p) {
    return _mm512_cvtepi32_ps(
        _mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))));
  }
  // The nibbles of 16 bytes that start at bit `shift`, minus 8. vpermps looks at 4 bits of its index.
  TB_INLINE static F load_q4(const uint8_t* p, size_t shift) {
    const __m512 values = _mm512_setr_ps(-8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7);
    const __m512i v = _mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
    const __m512i index = _mm512_srl_epi32(v, _mm_cvtsi32_si128(static_cast<int>(shift)));
    return _mm512_permutexvar_ps(index, values);
  }
  TB_INLINE static void store_half(uint8_t* p, F v) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(p),
                        _mm512_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
  }
  // The low bytes of whole numbers.
  TB_INLINE static void store_bytes(uint8_t* p, F v) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm512_cvtepi32_epi8(_mm512_cvtps_epi32(v)));
  }
  TB_INLINE static F set_half(const uint8_t* p) {
    uint16_t half;
    __builtin_memcpy(&half, p, 2);
    return _mm512_set1_ps(_cvtsh_ss(half));
  }

  TB_INLINE static F add(F a, F b) { return _mm512_add_ps(a, b); }
  TB_INLINE static F sub(F a, F b) { return _mm512_sub_ps(a, b); }
  TB_INLINE static F mul(F a, F b) { return _mm512_mul_ps(a, b); }
  TB_INLINE static F div(F a, F b) { return _mm512_div_ps(a, b); }
  // a / b for b > 0, infinity included, but for the last bit or two: a reciprocal of 14 bits and one step of
  // Newton's, several times as fast as a division.
  TB_INLINE static F quotient(F a, F b) {
    const F r = _mm512_rcp14_ps(b), error = _mm512_fnmadd_ps(b, r, set(1.0f));
    const M finite = less(b, set(__builtin_inff()));
    return _mm512_mul_ps(a, _mm512_mask_fmadd_ps(r, finite, error, r));
  }
  TB_INLINE static F fma(F a, F b, F c) { return _mm512_fmadd_ps(a, b, c); }    // ab + c
  TB_INLINE static F fnma(F a, F b, F c) { return _mm512_fnmadd_ps(a, b, c); }  // c - ab
  TB_INLINE static F max(F a, F b) { return _mm512_max_ps(a, b); }              // b if one is NaN
  TB_INLINE static F min(F a, F b) { return _mm512_min_ps(a, b); }
  TB_INLINE static F abs(F a) { return _mm512_abs_ps(a); }
  TB_INLINE static F round(F a) { return _mm512_roundscale_ps(a, 8); }
  TB_INLINE static F times_power_of_2(F a, F n) { return _mm512_scalef_ps(a, n); }
  TB_INLINE static F with_sign_of(F magnitude, F sign) {
    return _mm512_or_ps(magnitude, _mm512_and_ps(sign, _mm512_set1_ps(-0.0f)));
  }
  TB_INLINE static M less(F a, F b) { return _mm512_cmp_ps_mask(a, b, _CMP_LT_OQ); }
  TB_INLINE static F select(M m, F yes, F no) { return _mm512_mask_blend_ps(m, no, yes); }
  TB_INLINE static float sum(F a) { return _mm512_reduce_add_ps(a); }
  TB_INLINE static float largest(F a) { return _mm512_reduce_max_ps(a); }
  TB_INLINE static float first_lane(F a) { return _mm512_cvtss_f32(a); }
  TB_INLINE static float square_root(float x) { return _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x))); }

  // ---- Bytes: the quads of 16 rows in one register ----
  using I = __m512i;
  static constexpr bool kSignedWeights =
      false;  // vpdpbusd takes unsigned weights, signed activations
  TB_INLINE static I load_bytes(const uint8_t* p) { return _mm512_loadu_si512(p); }
  TB_INLINE static I set_bytes(int x) { return _mm512_set1_epi8(static_cast<char>(x)); }
  // 64 products, added by fours.
  TB_INLINE static I dot_step(I sum, I w, I x) { return _mm512_dpbusd_epi32(sum, w, x); }
  TB_INLINE static I bit_and(I a, I b) { return _mm512_and_si512(a, b); }
  TB_INLINE static I bit_xor(I a, I b) { return _mm512_xor_si512(a, b); }
  TB_INLINE static I or_masked(I a, I mask, I b) {
    return _mm512_ternarylogic_epi32(a, mask, b, 0xea);
  }  // a&mask | b
  // Moves bits up by kBits (down when negative), within 16-bit units.
  template <int kBits>
  TB_INLINE static I shift(I a) {
    if constexpr (kBits == 0)
      return a;
    else if constexpr (kBits > 0)
      return _mm512_slli_epi16(a, kBits);
    else
      return _mm512_srli_epi16(a, -kBits);
  }
  // values[index] for indices of 0 to 15; flip is a byte xored to every value.
  TB_INLINE static I lookup(const int8_t* values, int flip, I index) {
    const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(values));
    return _mm512_shuffle_epi8(
        _mm512_broadcast_i32x4(_mm_xor_si128(v, _mm_set1_epi8(static_cast<char>(flip)))), index);
  }
  TB_INLINE static F load_low_nibbles(const uint8_t* p) {
    const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    return _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(_mm_and_si128(v, _mm_set1_epi8(15))));
  }
  TB_INLINE static F load_high_nibbles(const uint8_t* p) {
    const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    return _mm512_cvtepi32_ps(_mm512_srli_epi32(_mm512_cvtepu8_epi32(v), 4));
  }

  // kLanes x kLanes floats in place: rows become columns.
  TB_INLINE static void transpose(F* r) {
    F t[16];
    TB_UNROLL for (int i = 0; i < 16; i += 2) {
      t[i] = _mm512_unpacklo_ps(r[i], r[i + 1]);
      t[i + 1] = _mm512_unpackhi_ps(r[i], r[i + 1]);
    }
    TB_UNROLL for (int i = 0; i < 16; i += 4) {
      TB_UNROLL for (int j = 0; j < 2; ++j) {
        r[i + 2 * j] = _mm512_shuffle_ps(t[i + j], t[i + j + 2], 0x44);
        r[i + 2 * j + 1] = _mm512_shuffle_ps(t[i + j], t[i + j + 2], 0xee);
      }
    }
    // r[4b+c] holds, in 128-bit lane l, column 4l+c of rows 4b to 4b+3.
    TB_UNROLL for (int c = 0; c < 4; ++c) {
      t[c] = _mm512_shuffle_f32x4(r[c], r[4 + c], 0x88);
      t[4 + c] = _mm512_shuffle_f32x4(r[c], r[4 + c], 0xdd);
      t[8 + c] = _mm512_shuffle_f32x4(r[8 + c], r[12 + c], 0x88);
      t[12 + c] = _mm512_shuffle_f32x4(r[8 + c], r[12 + c], 0xdd);
    }
    TB_UNROLL for (int c = 0; c < 4; ++c) {
      r[c] = _mm512_shuffle_f32x4(t[c], t[8 + c], 0x88);
      r[8 + c] = _mm512_shuffle_f32x4(t[c], t[8 + c], 0xdd);
      r[4 + c] = _mm512_shuffle_f32x4(t[4 + c], t[12 + c], 0x88);
      r[12 + c] = _mm512_shuffle_f32x4(t[4 + c], t[12 + c], 0xdd);
    }
  }
};

}  // namespace
}  // namespace tinybrain::kernels
