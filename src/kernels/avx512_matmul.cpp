// Matmul with AVX-512 VNNI. Many rows of activations: avx512_gemm.h. Few: a cell is unpacked once into eight registers of unsigned bytes and used
// by a tile of activation rows: vpdpbusd with the activation quad as a broadcast memory operand, one
// float accumulator a row. Offsets (q - 8) enter as integers through the activation sums, minimums as
// one more fused multiply-add.
// Every accumulator sees its cells in order, whatever the tile: results do not depend on it.
#include "kernels/avx512.h"
#include "kernels/avx512_gemm.h"
#include "kernels/avx512_vec.h"
#include "kernels/simd_float_matmul.h"
#include "kernels/simd_formats.h"

namespace tinybrain::kernels::avx512 {
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
TB_INLINE __m512i factors(int first, int second) {
  return _mm512_set1_epi32(static_cast<int>(static_cast<unsigned>(second) << 16 |
                                            (static_cast<unsigned>(first) & 0xffff)));
}

TB_INLINE __m512i broadcast32(const void* p) {
  int32_t v;
  __builtin_memcpy(&v, p, 4);
  return _mm512_set1_epi32(v);
}

// i[r] += dot products of quads [from, to) of the cell; rows innermost, as several chains hide latency.
template <int R>
TB_INLINE void dot_quads(const C& cell, const int8_t* const* x, int from, int to, __m512i* i) {
  TB_UNROLL for (int g = from; g < to; ++g) {
    TB_UNROLL for (int r = 0; r < R; ++r) i[r] =
        _mm512_dpbusd_epi32(i[r], cell.q[g], broadcast32(x[r] + 4 * g));
  }
}

TB_INLINE __m512 sum_product(__m512i sums, __m512i which) {
  return _mm512_cvtepi32_ps(_mm512_madd_epi16(sums, which));
}

// acc[r] += cell * activations of cell c, for R (at most 4) rows.
template <class F, int R>
TB_INLINE void accumulate(const C& cell, const Activations& a, const size_t* row, size_t c,
                          __m512* acc) {
  const int8_t* x[R];
  __m512i sums[R], i0[R], i1[R];
  __m512 f[R];
  TB_UNROLL for (int r = 0; r < R; ++r) {
    x[r] = a.q + row[r] * a.k + c * kCell;
    if constexpr (F::kOffset != 0 || F::kMin)
      sums[r] = broadcast32(a.half + 2 * (row[r] * a.cells + c));
    if constexpr (F::kOffset == 0)
      i0[r] = i1[r] = _mm512_setzero_si512();
    else
      i0[r] = _mm512_madd_epi16(sums[r], factors(-F::kOffset, F::kHalves ? 0 : -F::kOffset));
  }
  dot_quads<R>(cell, x, 0, F::kHalves ? 4 : 8, i0);
  TB_UNROLL for (int r = 0; r < R; ++r) f[r] =
      _mm512_mul_ps(_mm512_cvtepi32_ps(i0[r]), cell.scale[0]);
  if constexpr (F::kHalves) {
    if constexpr (F::kOffset != 0) {
      TB_UNROLL for (int r = 0; r < R; ++r) i1[r] =
          _mm512_madd_epi16(sums[r], factors(0, -F::kOffset));
    }
    dot_quads<R>(cell, x, 4, 8, i1);
    TB_UNROLL for (int r = 0; r < R; ++r) f[r] =
        _mm512_fmadd_ps(_mm512_cvtepi32_ps(i1[r]), cell.scale[1], f[r]);
  }
  TB_UNROLL for (int r = 0; r < R; ++r) {
    if constexpr (F::kMin && F::kHalves) {
      f[r] = _mm512_fmadd_ps(sum_product(sums[r], factors(1, 0)), cell.min[0], f[r]);
      f[r] = _mm512_fmadd_ps(sum_product(sums[r], factors(0, 1)), cell.min[1], f[r]);
    } else if constexpr (F::kMin) {
      f[r] = _mm512_fmadd_ps(sum_product(sums[r], factors(1, 1)), cell.min[0], f[r]);
    }
    acc[r] = _mm512_fmadd_ps(f[r], _mm512_set1_ps(a.scale[row[r] * a.cells + c]), acc[r]);
  }
}

// How far ahead of its use a panel is asked for, when few rows use it.
constexpr size_t kPrefetchBytes = 2048;

// 16 weight rows by `count` (at most R) activation rows from t on. Where count is less, the last row is computed
// again for the rest: that costs little while weights come from memory, and saves a tile for every count.
template <class F, int R>
void tile(const uint8_t* p, const Activations& a, size_t t, size_t count, float* y, size_t y_stride,
          __mmask16 rows) {
  constexpr int kGroup = R < 4 ? R : 4;
  __m512 acc[R];
  size_t row[R];
  TB_UNROLL for (int r = 0; r < R; ++r) {
    acc[r] = _mm512_setzero_ps();
    row[r] = t + (static_cast<size_t>(r) < count ? static_cast<size_t>(r) : count - 1);
  }
  Head<Vec> head{};
  for (size_t c = 0; c < a.cells; ++c) {
    if constexpr (F::kHeadBytes != 0) {
      if (c % 8 == 0) {
        head = F::head(p, 0);
        p += F::kHeadBytes;
      }
    }
    if constexpr (R <= 8) {
      TB_UNROLL for (int i = 0; i < F::kCellBytes; i += 64) {
        _mm_prefetch(reinterpret_cast<const char*>(p + kPrefetchBytes + i), _MM_HINT_T0);
      }
    }
    C cell;
    F::cell(p, 0, head, cell);
    p += F::kCellBytes;
    TB_UNROLL for (int r = 0; r < R; r += kGroup)
        accumulate<F, kGroup>(cell, a, row + r, c, acc + r);
  }
  TB_UNROLL for (int r = 0; r < R; ++r) {
    if (static_cast<size_t>(r) < count) Vec::store(y + (t + r) * y_stride, acc[r], rows);
  }
}

constexpr size_t kGemmRows = 64;  // from here on unpacking a panel once pays

struct Run {
  const MatmulArgs& m;

  template <class F>
  void quantized() const {
    if (m.t >= kGemmRows) return gemm<F>(m);
    const Activations a{m.xq.q, m.xq.scale, m.xq.half, m.k, m.k / kCell};
    const size_t bytes = a.cells * F::kCellBytes + a.cells / 8 * F::kHeadBytes;
    for (size_t p = m.panel_begin; p < m.panel_end; ++p) {
      const uint8_t* panel = static_cast<const uint8_t*>(m.weights) + p * bytes;
      const __mmask16 rows = Vec::first(m.n - p * kPanelRows);
      float* y = m.y + p * kPanelRows;
      for (size_t t = 0; t < m.t; t += 8) {
        const size_t n = m.t - t < 8 ? m.t - t : 8;
        if (n == 1)
          tile<F, 1>(panel, a, t, n, y, m.y_stride, rows);
        else if (n == 2)
          tile<F, 2>(panel, a, t, n, y, m.y_stride, rows);
        else if (n <= 4)
          tile<F, 4>(panel, a, t, n, y, m.y_stride, rows);
        else
          tile<F, 8>(panel, a, t, n, y, m.y_stride, rows);
      }
    }
  }

  template <Pack kPack>
  void floats() const {
    FloatMatmul<Vec, kPack>::run(m);
  }
};

}  // namespace

void matmul(const MatmulArgs& m) { with_format<Vec>(m.pack, Run{m}); }

}  // namespace tinybrain::kernels::avx512
