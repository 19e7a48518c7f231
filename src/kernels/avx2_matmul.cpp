// Matmul with AVX2, without VNNI. The dot product of a quad is vpmaddubsw (unsigned weights by signed
// activations, pairs to 16 bits) then vpmaddwd by ones. vpmaddubsw saturates, so 16-bit sums are kept
// below 32768: as many quads are added in 16 bits as the format's largest weight allows. Weights that
// need all 8 bits are signed: |w| by sign(w)*x, at most 128*127*2 = 32512.
// Half panels (8 rows) by a tile of activation rows; every accumulator sees its cells in order.
#include "kernels/avx2.h"
#include "kernels/avx2_vec.h"
#include "kernels/simd_float_matmul.h"
#include "kernels/simd_formats.h"

namespace tinybrain::kernels::avx2 {
namespace {

using C = Cell<Vec>;

// The quantized activations; `cells` cells a row.
struct Activations {
  const int8_t* q;
  const float* scale;
  const int16_t* half;
  size_t k, cells;
};

// Pairs of 16-bit factors, for vpmaddwd with the two half sums of a cell.
TB_INLINE __m256i factors(int first, int second) {
  return _mm256_set1_epi32(static_cast<int>(static_cast<unsigned>(second) << 16 |
                                            (static_cast<unsigned>(first) & 0xffff)));
}

TB_INLINE __m256i broadcast32(const void* p) {
  int32_t v;
  __builtin_memcpy(&v, p, 4);
  return _mm256_set1_epi32(v);
}

// 16-bit sums of products of one quad: at most 2*127*kMax in magnitude, or 32512.
template <class F>
TB_INLINE __m256i products(__m256i w, __m256i x) {
  if constexpr (F::kSigned)
    return _mm256_maddubs_epi16(_mm256_abs_epi8(w), _mm256_sign_epi8(x, w));
  else
    return _mm256_maddubs_epi16(w, x);
}

// i + dot products of quads [from, from+kCount) with the 4*kCount activations at x.
template <class F, int kCount>
TB_INLINE __m256i dot_quads(const C& cell, const int8_t* x, int from, __m256i i) {
  constexpr int kFit =
      F::kSigned ? 1 : 32767 / (2 * 127 * F::kMax);  // quads whose sum fits 16 bits
  constexpr int kStep = kFit < kCount ? kFit : kCount;
  TB_UNROLL for (int g = 0; g < kCount; g += kStep) {
    __m256i sum = products<F>(cell.q[from + g], broadcast32(x + 4 * (from + g)));
    TB_UNROLL for (int j = 1; j < kStep; ++j) {
      sum = _mm256_add_epi16(
          sum, products<F>(cell.q[from + g + j], broadcast32(x + 4 * (from + g + j))));
    }
    i = _mm256_add_epi32(i, _mm256_madd_epi16(sum, _mm256_set1_epi16(1)));
  }
  return i;
}

TB_INLINE __m256 sum_product(__m256i sums, __m256i which) {
  return _mm256_cvtepi32_ps(_mm256_madd_epi16(sums, which));
}

// acc + cell * activations of row t, cell c.
template <class F>
TB_INLINE __m256 accumulate(const C& cell, const Activations& a, size_t t, size_t c, __m256 acc) {
  const int8_t* x = a.q + t * a.k + c * kCell;
  __m256i sums = _mm256_setzero_si256(), i0 = sums, i1 = sums;
  if constexpr (F::kOffset != 0 || F::kMin) sums = broadcast32(a.half + 2 * (t * a.cells + c));
  if constexpr (F::kOffset != 0) {
    i0 = _mm256_madd_epi16(sums, factors(-F::kOffset, F::kHalves ? 0 : -F::kOffset));
    if constexpr (F::kHalves) i1 = _mm256_madd_epi16(sums, factors(0, -F::kOffset));
  }
  __m256 f;
  if constexpr (F::kHalves) {
    f = _mm256_mul_ps(_mm256_cvtepi32_ps(dot_quads<F, 4>(cell, x, 0, i0)), cell.scale[0]);
    f = _mm256_fmadd_ps(_mm256_cvtepi32_ps(dot_quads<F, 4>(cell, x, 4, i1)), cell.scale[1], f);
    if constexpr (F::kMin) {
      f = _mm256_fmadd_ps(sum_product(sums, factors(1, 0)), cell.min[0], f);
      f = _mm256_fmadd_ps(sum_product(sums, factors(0, 1)), cell.min[1], f);
    }
  } else {
    f = _mm256_mul_ps(_mm256_cvtepi32_ps(dot_quads<F, 8>(cell, x, 0, i0)), cell.scale[0]);
    if constexpr (F::kMin) f = _mm256_fmadd_ps(sum_product(sums, factors(1, 1)), cell.min[0], f);
  }
  return _mm256_fmadd_ps(f, _mm256_set1_ps(a.scale[t * a.cells + c]), acc);
}

// How far ahead of its use a panel is asked for, when few rows use it.
constexpr size_t kPrefetchBytes = 2048;

// H halves of a panel, from `half` on, by R activation rows from t on.
template <class F, int R, int H>
void tile(const uint8_t* p, const Activations& a, size_t t, size_t half, float* y, size_t y_stride,
          size_t rows) {
  __m256 acc[H][R];
  TB_UNROLL for (int h = 0; h < H; ++h) {
    TB_UNROLL for (int r = 0; r < R; ++r) acc[h][r] = _mm256_setzero_ps();
  }
  Head<Vec> head[H]{};
  for (size_t c = 0; c < a.cells; ++c) {
    if constexpr (F::kHeadBytes != 0) {
      if (c % 8 == 0) {
        TB_UNROLL for (int h = 0; h < H; ++h) head[h] = F::head(p, 8 * (half + h));
        p += F::kHeadBytes;
      }
    }
    if constexpr (H == 2) {
      TB_UNROLL for (int i = 0; i < F::kCellBytes; i += 64) {
        _mm_prefetch(reinterpret_cast<const char*>(p + kPrefetchBytes + i), _MM_HINT_T0);
      }
    }
    TB_UNROLL for (int h = 0; h < H; ++h) {
      C cell;
      F::cell(p, 8 * (half + h), head[h], cell);
      TB_UNROLL for (int r = 0; r < R; ++r) acc[h][r] = accumulate<F>(cell, a, t + r, c, acc[h][r]);
    }
    p += F::kCellBytes;
  }
  TB_UNROLL for (int h = 0; h < H; ++h) {
    const size_t first = 8 * (half + h);
    if (first >= rows) continue;
    TB_UNROLL for (int r = 0; r < R; ++r)
        Vec::store(y + (t + r) * y_stride + first, acc[h][r], Vec::first(rows - first));
  }
}

constexpr size_t kTile = 8;

struct Run {
  const MatmulArgs& m;

  template <class F>
  void quantized() const {
    const Activations a{m.xq.q, m.xq.scale, m.xq.half, m.k, m.k / kCell};
    const size_t bytes = a.cells * F::kCellBytes + a.cells / 8 * F::kHeadBytes;
    const size_t block = rows_per_block(m.k, kTile);
    for (size_t t0 = 0; t0 < m.t; t0 += block) {
      const size_t t1 = t0 + block < m.t ? t0 + block : m.t;
      for (size_t p = m.panel_begin; p < m.panel_end; ++p) {
        const uint8_t* panel = static_cast<const uint8_t*>(m.weights) + p * bytes;
        const size_t rows = m.n - p * kPanelRows;
        float* y = m.y + p * kPanelRows;
        size_t t = t0;
        for (; t + kTile <= t1; t += kTile) both_halves<F, kTile>(panel, a, t, y, rows);
        if (t + 4 <= t1) both_halves<F, 4>(panel, a, t, y, rows), t += 4;
        if (t + 2 <= t1) tile<F, 2, 2>(panel, a, t, 0, y, m.y_stride, rows), t += 2;
        if (t < t1) tile<F, 1, 2>(panel, a, t, 0, y, m.y_stride, rows);
      }
    }
  }

  // One after the other: the eight quads of one half, with the accumulators, fill the registers.
  template <class F, int R>
  void both_halves(const uint8_t* panel, const Activations& a, size_t t, float* y,
                   size_t rows) const {
    tile<F, R, 1>(panel, a, t, 0, y, m.y_stride, rows);
    tile<F, R, 1>(panel, a, t, 1, y, m.y_stride, rows);
  }

  template <Pack kPack>
  void floats() const {
    FloatMatmul<Vec, kPack>::run(m);
  }
};

}  // namespace

void matmul(const MatmulArgs& m) { with_format<Vec>(m.pack, Run{m}); }

}  // namespace tinybrain::kernels::avx2
