// The AVX2 table (with FMA and F16C), and what in it is not shared with other instruction sets: rope,
// conversions and quantization of activations. Matmul and attention are in files of their own; norms
// and activations in simd_rows.h. The meaning of every function is that of its scalar twin.
#include "kernels/avx2.h"
#include "kernels/avx2_vec.h"
#include "kernels/kv_page.h"
#include "kernels/simd_kv.h"
#include "kernels/simd_limits.h"
#include "kernels/simd_rows.h"

namespace tinybrain::kernels {
namespace {

// ---- Rope ---------------------------------------------------------------------------------------

// Adjacent pairs: (a, b)*c + (-b, a)*s, with cosines and sines doubled to both places of a pair.
void rope_pairs(float* x, const float* cs, size_t n) {
  for (size_t i = 0; i < n; i += 8) {
    const __m256i m = Vec::first(n - i);
    const __m256 v = Vec::load(x + i, m), t = Vec::load(cs + i, m);
    const __m256 c = _mm256_moveldup_ps(t), s = _mm256_movehdup_ps(t);
    const __m256 swapped = _mm256_permute_ps(v, 0xb1);
    Vec::store(x + i, _mm256_fmaddsub_ps(v, c, _mm256_mul_ps(swapped, s)), m);
  }
}

void rope_halves(float* x, const float* cs, size_t n) {
  const size_t half = n / 2;
  for (size_t i = 0; i < half; i += 8) {
    const size_t left = 2 * (half - i);
    const __m256i m = Vec::first(half - i);
    const __m256 t0 = Vec::load(cs + 2 * i, Vec::first(left));
    const __m256 t1 = left > 8 ? Vec::load(cs + 2 * i + 8, Vec::first(left - 8)) : t0;
    // (c0 c1 c4 c5 | c2 c3 c6 c7) by 128-bit lanes, then in order.
    const __m256d c4 = _mm256_castps_pd(_mm256_shuffle_ps(t0, t1, 0x88)),
                  s4 = _mm256_castps_pd(_mm256_shuffle_ps(t0, t1, 0xdd));
    const __m256 c = _mm256_castpd_ps(_mm256_permute4x64_pd(c4, 0xd8)),
                 s = _mm256_castpd_ps(_mm256_permute4x64_pd(s4, 0xd8));
    const __m256 a = Vec::load(x + i, m), b = Vec::load(x + half + i, m);
    Vec::store(x + i, _mm256_fmsub_ps(a, c, _mm256_mul_ps(b, s)), m);
    Vec::store(x + half + i, _mm256_fmadd_ps(a, s, _mm256_mul_ps(b, c)), m);
  }
}

void rope(float* x, const float* cs, size_t n, RopeStyle style) {
  if (style == RopeStyle::pairs)
    rope_pairs(x, cs, n);
  else
    rope_halves(x, cs, n);
}

// ---- Conversions --------------------------------------------------------------------------------

void f32_to_f16(uint16_t* y, const float* x, size_t n) {
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(y + i),
                     _mm256_cvtps_ph(_mm256_loadu_ps(x + i), _MM_FROUND_TO_NEAREST_INT));
  }
  for (; i < n; ++i) y[i] = static_cast<uint16_t>(_cvtss_sh(x[i], _MM_FROUND_TO_NEAREST_INT));
}

void f16_to_f32(float* y, const uint16_t* x, size_t n) {
  size_t i = 0;
  for (; i + 8 <= n; i += 8)
    Vec::store(y + i, Vec::load_half(reinterpret_cast<const uint8_t*>(x + i)));
  for (; i < n; ++i) y[i] = _cvtsh_ss(x[i]);
}

// 32 floats as int8, their largest magnitude (NaN if one is not finite) and the two sums of 16.
struct Quantized {
  __m256i q;
  float max;
  int32_t sum[2];
};

TB_INLINE int32_t sum_of(__m256i v) {
  __m128i s = _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
  s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0x4e));
  return _mm_cvtsi128_si32(_mm_add_epi32(s, _mm_shuffle_epi32(s, 0xb1)));
}

TB_INLINE Quantized quantize_block(const float* x) {
  const __m256 limit = _mm256_set1_ps(3.4028234663852886e38f);
  __m256 v[4], tops = _mm256_setzero_ps(), bad = tops;
  TB_UNROLL for (int i = 0; i < 4; ++i) {
    v[i] = _mm256_loadu_ps(x + 8 * i);
    const __m256 a = Vec::abs(v[i]);
    // "not below or equal" is true for infinity and for NaN.
    bad = _mm256_or_ps(bad, _mm256_cmp_ps(a, limit, _CMP_NLE_UQ));
    tops = _mm256_max_ps(tops, a);
  }
  const float max = Vec::largest(tops);
  const bool broken = _mm256_movemask_ps(bad) != 0;
  if (broken || max == 0)
    return {_mm256_setzero_si256(), broken ? __builtin_nanf("") : 0.0f, {0, 0}};
  const __m256 inverse = _mm256_set1_ps(127.0f / max), top = _mm256_set1_ps(127.0f);
  __m256i q[4];
  TB_UNROLL for (int i = 0; i < 4; ++i) {
    __m256 scaled = _mm256_mul_ps(v[i], inverse);
    scaled =
        _mm256_and_ps(scaled, _mm256_cmp_ps(scaled, scaled, _CMP_ORD_Q));  // 0*inf, see scalar.cpp
    scaled = _mm256_max_ps(_mm256_min_ps(scaled, top), _mm256_sub_ps(_mm256_setzero_ps(), top));
    q[i] = _mm256_cvtps_epi32(scaled);
  }
  // Packing works by 128-bit lanes: 4-byte groups 0 2 4 6 | 1 3 5 7 come out, and are put in order.
  const __m256i bytes =
      _mm256_packs_epi16(_mm256_packs_epi32(q[0], q[1]), _mm256_packs_epi32(q[2], q[3]));
  const __m256i ordered =
      _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
  return {
      ordered, max, {sum_of(_mm256_add_epi32(q[0], q[1])), sum_of(_mm256_add_epi32(q[2], q[3]))}};
}

void quantize_rows(const float* x, size_t x_stride, size_t k, size_t t_begin, size_t t_end,
                   QuantizedRows out) {
  const size_t cells = k / kCell;
  for (size_t t = t_begin; t < t_end; ++t) {
    for (size_t c = 0; c < cells; ++c) {
      const Quantized b = quantize_block(x + t * x_stride + c * kCell);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out.q + t * k + c * kCell), b.q);
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
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(block + 2), b.q);
  }
}

void q8_0_to_f32(float* y, const void* x, size_t n) {
  const uint8_t* block = static_cast<const uint8_t*>(x);
  for (size_t i = 0; i < n; i += kCell, block += 34) {
    const __m256 scale = Vec::set_half(block);
    TB_UNROLL for (int j = 0; j < 32; j += 8)
        Vec::store(y + i + j, _mm256_mul_ps(scale, Vec::load_s8(block + 2 + j)));
  }
}

using Pages = KvPages<Vec, f32_to_f16, f32_to_q8_0>;

}  // namespace

constinit const Table kAvx2 = {
    "avx2",
    false,
    avx2::matmul,
    quantize_rows,
    avx2::attention,
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
    nullptr,
    Limits<Vec>::f32_peak,
    Limits<Vec>::read,
};

}  // namespace tinybrain::kernels
