// 8 floats of AVX2 + FMA + F16C behind the small vocabulary that simd_math.h, simd_rows.h, simd_kv.h and
// simd_attention.h are written in. For the AVX2 files only; private to each object file, as avx512_vec.h.
#pragma once

#include <immintrin.h>

#include "kernels/simd.h"

namespace tinybrain::kernels {
namespace {

struct Vec {
  using F = __m256;
  using M = __m256i;  // all bits of a lane, or none
  static constexpr size_t kLanes = 8;
  // Attention, for tiles of r queries: up to 12 of 16 registers accumulate.
  static constexpr int tile_pages(int r) { return r <= 3 ? 2 : 1; }
  static constexpr int tile_columns(int r) { return r == 1 ? 8 : r <= 3 ? 4 : 2; }
  static constexpr size_t kFloatTileRows = 6;  // float matmul: 12 accumulators
  static constexpr int kFloatTilePanels = 1;

  TB_INLINE static F zero() { return _mm256_setzero_ps(); }
  TB_INLINE static F set(float x) { return _mm256_set1_ps(x); }
  TB_INLINE static M first(size_t n) {
    const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(n < 8 ? static_cast<int>(n) : 8), lane);
  }
  TB_INLINE static M outside_first(M m, size_t n) { return _mm256_andnot_si256(first(n), m); }

  TB_INLINE static F load(const float* p) { return _mm256_loadu_ps(p); }
  TB_INLINE static F load(const float* p, M m) { return _mm256_maskload_ps(p, m); }
  TB_INLINE static void store(float* p, F v) { _mm256_storeu_ps(p, v); }
  TB_INLINE static void store(float* p, F v, M m) { _mm256_maskstore_ps(p, m, v); }
  TB_INLINE static F load_half(const uint8_t* p) {
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
  }
  TB_INLINE static F load_bf16(const uint8_t* p) {
    const __m128i h = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(h), 16));
  }
  TB_INLINE static F load_s8(const uint8_t* p) {
    return _mm256_cvtepi32_ps(
        _mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
  }
  TB_INLINE static F load_u8(const uint8_t* p) {
    return _mm256_cvtepi32_ps(
        _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p))));
  }
  // The nibbles of 8 bytes that start at bit `shift`, minus 8.
  TB_INLINE static F load_q4(const uint8_t* p, size_t shift) {
    const __m256i v = _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
    const __m256i q = _mm256_srl_epi32(v, _mm_cvtsi32_si128(static_cast<int>(shift)));
    return _mm256_cvtepi32_ps(
        _mm256_sub_epi32(_mm256_and_si256(q, _mm256_set1_epi32(15)), _mm256_set1_epi32(8)));
  }
  TB_INLINE static void store_half(uint8_t* p, F v) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p),
                     _mm256_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
  }
  // The low bytes of whole numbers.
  TB_INLINE static void store_bytes(uint8_t* p, F v) {
    const __m256i low = _mm256_shuffle_epi8(
        _mm256_cvtps_epi32(v), _mm256_broadcastsi128_si256(_mm_setr_epi32(0x0c080400, -1, -1, -1)));
    _mm_storel_epi64(
        reinterpret_cast<__m128i*>(p),
        _mm_unpacklo_epi32(_mm256_castsi256_si128(low), _mm256_extracti128_si256(low, 1)));
  }
  TB_INLINE static F set_half(const uint8_t* p) {
    uint16_t half;
    __builtin_memcpy(&half, p, 2);
    return _mm256_set1_ps(_cvtsh_ss(half));
  }

  TB_INLINE static F add(F a, F b) { return _mm256_add_ps(a, b); }
  TB_INLINE static F sub(F a, F b) { return _mm256_sub_ps(a, b); }
  TB_INLINE static F mul(F a, F b) { return _mm256_mul_ps(a, b); }
  TB_INLINE static F div(F a, F b) { return _mm256_div_ps(a, b); }
  TB_INLINE static F quotient(F a, F b) { return div(a, b); }
  TB_INLINE static F fma(F a, F b, F c) { return _mm256_fmadd_ps(a, b, c); }    // ab + c
  TB_INLINE static F fnma(F a, F b, F c) { return _mm256_fnmadd_ps(a, b, c); }  // c - ab
  TB_INLINE static F max(F a, F b) { return _mm256_max_ps(a, b); }              // b if one is NaN
  TB_INLINE static F min(F a, F b) { return _mm256_min_ps(a, b); }
  TB_INLINE static F abs(F a) { return _mm256_andnot_ps(_mm256_set1_ps(-0.0f), a); }
  TB_INLINE static F round(F a) {
    return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  }
  // In two steps, each a normal power of two, as n reaches from -150 to 129. NaN in n is NaN in a.
  TB_INLINE static F times_power_of_2(F a, F n) {
    const __m256i whole = _mm256_cvtps_epi32(n), half = _mm256_srai_epi32(whole, 1);
    const __m256i bias = _mm256_set1_epi32(127);
    const F p = _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(half, bias), 23));
    const F q = _mm256_castsi256_ps(
        _mm256_slli_epi32(_mm256_add_epi32(_mm256_sub_epi32(whole, half), bias), 23));
    return _mm256_mul_ps(_mm256_mul_ps(a, p), q);
  }
  TB_INLINE static F with_sign_of(F magnitude, F sign) {
    return _mm256_or_ps(magnitude, _mm256_and_ps(sign, _mm256_set1_ps(-0.0f)));
  }
  TB_INLINE static M less(F a, F b) { return _mm256_castps_si256(_mm256_cmp_ps(a, b, _CMP_LT_OQ)); }
  TB_INLINE static F select(M m, F yes, F no) {
    return _mm256_blendv_ps(no, yes, _mm256_castsi256_ps(m));
  }
  TB_INLINE static float sum(F a) {
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
  }
  TB_INLINE static float largest(F a) {
    __m128 s = _mm_max_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
    s = _mm_max_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_max_ss(s, _mm_movehdup_ps(s)));
  }
  TB_INLINE static float first_lane(F a) { return _mm256_cvtss_f32(a); }
  TB_INLINE static float square_root(float x) { return _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x))); }

  // ---- Bytes: the quads of 8 rows in one register ----
  using I = __m256i;
  static constexpr bool kSignedWeights = true;  // weights that do not fit unsigned bytes of 7 bits
  TB_INLINE static I load_bytes(const uint8_t* p) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
  }
  TB_INLINE static I set_bytes(int x) { return _mm256_set1_epi8(static_cast<char>(x)); }
  // 32 products, added by pairs to 16 bits: what every quad needs at least; the rest is shared by several.
  TB_INLINE static I dot_step(I sum, I w, I x) {
    return _mm256_add_epi16(sum, _mm256_maddubs_epi16(w, x));
  }
  TB_INLINE static I bit_and(I a, I b) { return _mm256_and_si256(a, b); }
  TB_INLINE static I bit_xor(I a, I b) { return _mm256_xor_si256(a, b); }
  TB_INLINE static I or_masked(I a, I mask, I b) {
    return _mm256_or_si256(_mm256_and_si256(a, mask), b);
  }
  // Moves bits up by kBits (down when negative), within 16-bit units.
  template <int kBits>
  TB_INLINE static I shift(I a) {
    if constexpr (kBits == 0)
      return a;
    else if constexpr (kBits > 0)
      return _mm256_slli_epi16(a, kBits);
    else
      return _mm256_srli_epi16(a, -kBits);
  }
  // values[index] for indices of 0 to 15; flip is a byte xored to every value.
  TB_INLINE static I lookup(const int8_t* values, int flip, I index) {
    const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(values));
    return _mm256_shuffle_epi8(
        _mm256_broadcastsi128_si256(_mm_xor_si128(v, _mm_set1_epi8(static_cast<char>(flip)))),
        index);
  }
  TB_INLINE static F load_low_nibbles(const uint8_t* p) {
    const __m128i v = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p));
    return _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_and_si128(v, _mm_set1_epi8(15))));
  }
  TB_INLINE static F load_high_nibbles(const uint8_t* p) {
    const __m128i v = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p));
    return _mm256_cvtepi32_ps(_mm256_srli_epi32(_mm256_cvtepu8_epi32(v), 4));
  }

  // kLanes x kLanes floats in place: rows become columns.
  TB_INLINE static void transpose(F* r) {
    F t[8];
    TB_UNROLL for (int i = 0; i < 8; i += 2) {
      t[i] = _mm256_unpacklo_ps(r[i], r[i + 1]);
      t[i + 1] = _mm256_unpackhi_ps(r[i], r[i + 1]);
    }
    // r[4b+c] then holds, in 128-bit lane l, column 4l+c of rows 4b to 4b+3.
    TB_UNROLL for (int i = 0; i < 8; i += 4) {
      TB_UNROLL for (int j = 0; j < 2; ++j) {
        r[i + 2 * j] = _mm256_shuffle_ps(t[i + j], t[i + j + 2], 0x44);
        r[i + 2 * j + 1] = _mm256_shuffle_ps(t[i + j], t[i + j + 2], 0xee);
      }
    }
    TB_UNROLL for (int c = 0; c < 4; ++c) {
      const F low = r[c], high = r[4 + c];
      r[c] = _mm256_permute2f128_ps(low, high, 0x20);
      r[4 + c] = _mm256_permute2f128_ps(low, high, 0x31);
    }
  }
};

}  // namespace
}  // namespace tinybrain::kernels
