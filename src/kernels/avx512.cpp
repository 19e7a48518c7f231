// The AVX-512 table (F, BW, VL, DQ, VNNI), and what in it is not shared with other instruction sets:
// rope, conversions and quantization of activations. Matmul and attention are in files of their own;
// norms and activations in simd_rows.h. The meaning of every function is that of its scalar twin.
#include "kernels/avx512.h"
#include "kernels/avx512_vec.h"
#include "kernels/kv_page.h"
#include "kernels/simd_kv.h"
#include "kernels/simd_limits.h"
#include "kernels/simd_rows.h"

namespace tinybrain::kernels {
namespace {

// Calls f(i, mask) for every 16 elements; the last mask may be partial.
template <class F>
TB_INLINE void for_each16(size_t n, F f) {
  size_t i = 0;
  for (; i + 16 <= n; i += 16) f(i, static_cast<__mmask16>(0xffff));
  if (i < n) f(i, Vec::first(n - i));
}

// ---- Rope ---------------------------------------------------------------------------------------

// Adjacent pairs: (a, b)*c + (-b, a)*s, with cosines and sines doubled to both places of a pair.
void rope_pairs(float* x, const float* cs, size_t n) {
  for_each16(n, [&](size_t i, __mmask16 m) {
    const __m512 v = _mm512_maskz_loadu_ps(m, x + i), t = _mm512_maskz_loadu_ps(m, cs + i);
    const __m512 c = _mm512_moveldup_ps(t), s = _mm512_movehdup_ps(t);
    const __m512 swapped = _mm512_permute_ps(v, 0xb1);
    _mm512_mask_storeu_ps(x + i, m, _mm512_fmaddsub_ps(v, c, _mm512_mul_ps(swapped, s)));
  });
}

void rope_halves(float* x, const float* cs, size_t n) {
  const __m512i even = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
  const __m512i odd = _mm512_add_epi32(even, _mm512_set1_epi32(1));
  const size_t half = n / 2;
  for_each16(half, [&](size_t i, __mmask16 m) {
    const size_t left = 2 * (half - i);
    const __m512 t0 = _mm512_maskz_loadu_ps(Vec::first(left), cs + 2 * i);
    const __m512 t1 =
        left > 16 ? _mm512_maskz_loadu_ps(Vec::first(left - 16), cs + 2 * i + 16) : t0;
    const __m512 c = _mm512_permutex2var_ps(t0, even, t1), s = _mm512_permutex2var_ps(t0, odd, t1);
    const __m512 a = _mm512_maskz_loadu_ps(m, x + i), b = _mm512_maskz_loadu_ps(m, x + half + i);
    _mm512_mask_storeu_ps(x + i, m, _mm512_fmsub_ps(a, c, _mm512_mul_ps(b, s)));
    _mm512_mask_storeu_ps(x + half + i, m, _mm512_fmadd_ps(a, s, _mm512_mul_ps(b, c)));
  });
}

void rope(float* x, const float* cs, size_t n, RopeStyle style) {
  if (style == RopeStyle::pairs)
    rope_pairs(x, cs, n);
  else
    rope_halves(x, cs, n);
}

// ---- Conversions --------------------------------------------------------------------------------

void f32_to_f16(uint16_t* y, const float* x, size_t n) {
  for_each16(n, [&](size_t i, __mmask16 m) {
    const __m256i h = _mm512_cvtps_ph(_mm512_maskz_loadu_ps(m, x + i),
                                      _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    _mm256_mask_storeu_epi16(y + i, m, h);
  });
}

void f16_to_f32(float* y, const uint16_t* x, size_t n) {
  for_each16(n, [&](size_t i, __mmask16 m) {
    _mm512_mask_storeu_ps(y + i, m, _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(m, x + i)));
  });
}

// 32 floats as int8, their largest magnitude (NaN if one is not finite) and the two sums of 16.
struct Quantized {
  __m128i q[2];
  float max;
  int32_t sum[2];
};

// Sums of the two halves of 32 signed bytes that had 128 added.
TB_INLINE void sum_halves(const __m128i* flipped, int32_t* sum) {
  TB_UNROLL for (int h = 0; h < 2; ++h) {
    const __m128i eights = _mm_sad_epu8(flipped[h], _mm_setzero_si128());
    sum[h] = _mm_cvtsi128_si32(eights) + _mm_extract_epi32(eights, 2) - 16 * 128;
  }
}

TB_INLINE Quantized quantize_block(const float* x) {
  Quantized out;
  const __m512 v[2] = {_mm512_loadu_ps(x), _mm512_loadu_ps(x + 16)};
  // Magnitudes are compared as integers: infinities and NaN are above all numbers.
  const __m512i magnitude =
      _mm512_max_epu32(_mm512_castps_si512(Vec::abs(v[0])), _mm512_castps_si512(Vec::abs(v[1])));
  const unsigned largest = _mm512_reduce_max_epu32(magnitude);
  const bool bad = largest > 0x7f7fffff;
  if (bad || largest == 0) {
    out.q[0] = out.q[1] = _mm_setzero_si128();
    out.max = bad ? __builtin_nanf("") : 0.0f;
    out.sum[0] = out.sum[1] = 0;
    return out;
  }
  __builtin_memcpy(&out.max, &largest, 4);
  const __m512 inverse = _mm512_set1_ps(127.0f / out.max), top = _mm512_set1_ps(127.0f);
  TB_UNROLL for (int h = 0; h < 2; ++h) {
    __m512 scaled = _mm512_mul_ps(v[h], inverse);
    __mmask16 number = 0xffff;
    if (out.max < 1e-30f) {  // the inverse may be infinite: 0*inf, see scalar.cpp
      number = _mm512_cmp_ps_mask(scaled, scaled, _CMP_ORD_Q);
      scaled = _mm512_max_ps(_mm512_min_ps(scaled, top), _mm512_sub_ps(_mm512_setzero_ps(), top));
    }
    out.q[h] = _mm512_cvtepi32_epi8(_mm512_maskz_cvtps_epi32(number, scaled));
  }
  const __m128i flip = _mm_set1_epi8(static_cast<char>(0x80));
  const __m128i flipped[2] = {_mm_xor_si128(out.q[0], flip), _mm_xor_si128(out.q[1], flip)};
  sum_halves(flipped, out.sum);
  return out;
}

void quantize_rows(const float* x, size_t x_stride, size_t k, size_t t_begin, size_t t_end,
                   QuantizedRows out) {
  const size_t cells = k / kCell;
  const __m128i flip = _mm_set1_epi8(static_cast<char>(0x80));
  for (size_t t = t_begin; t < t_end; ++t) {
    for (size_t c = 0; c < cells; ++c) {
      const Quantized b = quantize_block(x + t * x_stride + c * kCell);
      __m128i* q = reinterpret_cast<__m128i*>(out.q + t * k + c * kCell);
      _mm_storeu_si128(q, b.q[0]);
      _mm_storeu_si128(q + 1, b.q[1]);
      __m128i* flipped = reinterpret_cast<__m128i*>(out.flipped + t * k + c * kCell);
      _mm_storeu_si128(flipped, _mm_xor_si128(b.q[0], flip));
      _mm_storeu_si128(flipped + 1, _mm_xor_si128(b.q[1], flip));
      const size_t at = t * cells + c;
      out.scale[at] = b.max / 127.0f;
      out.half[2 * at] = static_cast<int16_t>(b.sum[0]);
      out.half[2 * at + 1] = static_cast<int16_t>(b.sum[1]);
      out.sum[at] = b.sum[0] + b.sum[1];
    }
  }
}

void f32_to_q8_0(void* y, const float* x, size_t n) {
  uint8_t* block = static_cast<uint8_t*>(y);
  for (size_t i = 0; i < n; i += kCell, block += 34) {
    const Quantized b = quantize_block(x + i);
    const uint16_t scale =
        static_cast<uint16_t>(_cvtss_sh(b.max / 127.0f, _MM_FROUND_TO_NEAREST_INT));
    __builtin_memcpy(block, &scale, 2);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(block + 2), b.q[0]);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(block + 18), b.q[1]);
  }
}

void q8_0_to_f32(float* y, const void* x, size_t n) {
  const uint8_t* block = static_cast<const uint8_t*>(x);
  for (size_t i = 0; i < n; i += kCell, block += 34) {
    uint16_t half;
    __builtin_memcpy(&half, block, 2);
    const __m512 scale = _mm512_set1_ps(_cvtsh_ss(half));
    TB_UNROLL for (int h = 0; h < 2; ++h) {
      const __m128i q = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 2 + 16 * h));
      _mm512_storeu_ps(y + i + 16 * h,
                       _mm512_mul_ps(scale, _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(q))));
    }
  }
}

using Pages = KvPages<Vec, f32_to_f16, f32_to_q8_0>;

constexpr Table make_table(const char* name, bool bf16_pairs, void (*matmul)(const MatmulArgs&),
                           uint64_t (*bf16_peak)(size_t)) {
  return {
      name,
      bf16_pairs,
      matmul,
      quantize_rows,
      avx512::attention,
      Pages::store,
      Pages::store_rows,
      kv_load,
      Rows<Vec>::rms_norm,
      Rows<Vec>::layer_norm,
      rope,
      Rows<Vec>::add,
      Rows<Vec>::scale,
      Rows<Vec>::silu_mul,
      Rows<Vec>::gelu_tanh_mul,
      Rows<Vec>::gelu_tanh,
      Rows<Vec>::gelu_erf,
      Rows<Vec>::silu_mul_backward,
      Rows<Vec>::gelu_tanh_backward,
      Rows<Vec>::gelu_erf_backward,
      Rows<Vec>::softmax,
      Rows<Vec>::dot,
      f32_to_f16,
      f16_to_f32,
      f32_to_q8_0,
      q8_0_to_f32,
      Limits<Vec>::int8_peak,
      bf16_peak,
      Limits<Vec>::f32_peak,
      Limits<Vec>::read,
  };
}

}  // namespace

constinit const Table kAvx512 = make_table("avx512", false, avx512::matmul, nullptr);
constinit const Table kAvx512Bf16 =
    make_table("avx512_bf16", true, avx512::matmul_bf16, avx512::bf16_peak);
constinit const Table kAvx512Amx =
    make_table("avx512_amx", true, avx512::matmul_amx, avx512::amx_peak);

}  // namespace tinybrain::kernels
