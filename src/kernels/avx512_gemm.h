// Products for many rows of activations with AVX-512 VNNI. Pairs of panels are unpacked once, some
// cells at a time, into signed bytes that stay in the level 1 cache; then tiles of six activation rows
// by 32 weight rows run over them with every accumulator in a register.
// Activations come as unsigned bytes (q + 128) and are broadcast; that adds 128 times the sum of the
// weights, which every integer accumulator is started with, negated.
// Each result sees the operations of avx512_matmul.cpp's tile in the same order: it is the same, bit by bit.
#pragma once

#include "kernels/avx512_vec.h"
#include "kernels/simd_formats.h"

namespace tinybrain::kernels::avx512 {
namespace {

constexpr size_t kChunk =
    24;  // cells of a pair of panels that are unpacked together, a multiple of 8
constexpr int kTileRows = 6;
constexpr size_t kGroup = 8;  // panels whose results stay in the level 2 cache, an even number

// Unpacked cells of up to two panels: [cell][panel].
template <class F>
struct Unpacked {
  static constexpr int kParts = F::kHalves ? 2 : 1;
  alignas(64) int8_t q[kChunk][2][8][64];
  alignas(64) int32_t start[kChunk][2][kParts][16];  // -128 * sum of the weights
  alignas(64) float scale[kChunk][2][kParts][16];
  alignas(64) float min[F::kMin ? kChunk : 1][2][kParts][16];
};

struct GemmArgs {
  const uint8_t* q;     // [T][k]: q + 128
  const float* scale;   // [T][cells]
  const int32_t* sum;   // [T][cells]
  const int16_t* half;  // [T][2*cells]
  size_t k, cells;
};

// Cells [c0, c1) of the panel at `panel`; `which` of the pair.
template <class F>
void unpack(const uint8_t* panel, size_t c0, size_t c1, int which, Unpacked<F>& u) {
  const __m512i ones = _mm512_set1_epi8(1);
  Head<Vec> head{};
  const uint8_t* p = panel + c0 * F::kCellBytes + c0 / 8 * F::kHeadBytes;
  for (size_t c = c0; c < c1; ++c) {
    if constexpr (F::kHeadBytes != 0) {
      if (c % 8 == 0) {
        head = F::head(p, 0);
        p += F::kHeadBytes;
      }
    }
    Cell<Vec> cell;
    F::cell(p, 0, head, cell);
    p += F::kCellBytes;
    const size_t i = c - c0;
    __m512i sum[2] = {_mm512_setzero_si512(), _mm512_setzero_si512()};
    TB_UNROLL for (int g = 0; g < 8; ++g) {
      const __m512i q = _mm512_sub_epi8(cell.q[g], _mm512_set1_epi8(static_cast<char>(F::kOffset)));
      _mm512_store_si512(u.q[i][which][g], q);
      const int part = F::kHalves ? g / 4 : 0;
      sum[part] = _mm512_dpbusd_epi32(sum[part], ones, q);
    }
    TB_UNROLL for (int h = 0; h < Unpacked<F>::kParts; ++h) {
      _mm512_store_si512(u.start[i][which][h],
                         _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(sum[h], 7)));
      _mm512_store_ps(u.scale[i][which][h], cell.scale[h]);
      if constexpr (F::kMin) _mm512_store_ps(u.min[i][which][h], cell.min[h]);
    }
  }
}

TB_INLINE __m512i broadcast4(const uint8_t* p) {
  int32_t v;
  __builtin_memcpy(&v, p, 4);
  return _mm512_set1_epi32(v);
}

TB_INLINE __m512 as_float(int32_t v) { return _mm512_cvtepi32_ps(_mm512_set1_epi32(v)); }

// y[R rows from t on][P panels] (+)= cells [c0, c0 + n) of the unpacked panels.
template <class F, int R, int P>
void gemm_tile(const Unpacked<F>& u, const GemmArgs& a, size_t t, size_t c0, size_t n, float* y,
               size_t y_stride, const __mmask16* rows) {
  constexpr int kParts = Unpacked<F>::kParts, kQuads = 8 / kParts;
  __m512 acc[R][P];
  TB_UNROLL for (int r = 0; r < R; ++r) {
    TB_UNROLL for (int p = 0; p < P; ++p) acc[r][p] =
        c0 == 0 ? _mm512_setzero_ps() : Vec::load(y + (t + r) * y_stride + 16 * p, rows[p]);
  }
  const uint8_t* x0 = a.q + t * a.k + c0 * kCell;
  const uint8_t* x3 = x0 + (R > 3 ? 3 * a.k : 0);  // two pointers and two multiples reach six rows
  const float* scale = a.scale + t * a.cells + c0;
  const int16_t* half = a.half + (t * a.cells + c0) * 2;
  for (size_t c = 0; c < n; ++c, x0 += kCell, x3 += kCell) {
    __m512 f[R][P];
    TB_UNROLL for (int h = 0; h < kParts; ++h) {
      __m512i i[R][P];
      TB_UNROLL for (int r = 0; r < R; ++r) {
        TB_UNROLL for (int p = 0; p < P; ++p) i[r][p] = _mm512_load_si512(u.start[c][p][h]);
      }
      TB_UNROLL for (int g = 0; g < kQuads; ++g) {
        __m512i w[P];
        TB_UNROLL for (int p = 0; p < P; ++p) w[p] = _mm512_load_si512(u.q[c][p][kQuads * h + g]);
        TB_UNROLL for (int r = 0; r < R; ++r) {
          const uint8_t* row = r < 3 ? x0 + r * a.k : x3 + (r - 3) * a.k;
          const __m512i x = broadcast4(row + 4 * (kQuads * h + g));
          TB_UNROLL for (int p = 0; p < P; ++p) i[r][p] = _mm512_dpbusd_epi32(i[r][p], x, w[p]);
        }
      }
      TB_UNROLL for (int r = 0; r < R; ++r) {
        TB_UNROLL for (int p = 0; p < P; ++p) {
          const __m512 v = _mm512_cvtepi32_ps(i[r][p]), s = _mm512_load_ps(u.scale[c][p][h]);
          f[r][p] = h == 0 ? _mm512_mul_ps(v, s) : _mm512_fmadd_ps(v, s, f[r][p]);
        }
      }
    }
    TB_UNROLL for (int r = 0; r < R; ++r) {
      if constexpr (F::kMin) {
        const int16_t* sums = half + (r * a.cells + c) * 2;
        const __m512 first =
            F::kHalves ? as_float(sums[0]) : as_float(a.sum[(t + r) * a.cells + c0 + c]);
        TB_UNROLL for (int p = 0; p < P; ++p) f[r][p] =
            _mm512_fmadd_ps(first, _mm512_load_ps(u.min[c][p][0]), f[r][p]);
        if constexpr (F::kHalves) {
          const __m512 second = as_float(sums[1]);
          TB_UNROLL for (int p = 0; p < P; ++p) f[r][p] =
              _mm512_fmadd_ps(second, _mm512_load_ps(u.min[c][p][1]), f[r][p]);
        }
      }
      const __m512 s = _mm512_set1_ps(scale[r * a.cells + c]);
      TB_UNROLL for (int p = 0; p < P; ++p) acc[r][p] = _mm512_fmadd_ps(f[r][p], s, acc[r][p]);
    }
  }
  TB_UNROLL for (int r = 0; r < R; ++r) {
    TB_UNROLL for (int p = 0; p < P; ++p)
        Vec::store(y + (t + r) * y_stride + 16 * p, acc[r][p], rows[p]);
  }
}

template <class F, int P>
TB_INLINE void gemm_rows(const Unpacked<F>& u, const GemmArgs& a, size_t t, size_t t1, size_t c0,
                         size_t n, float* y, size_t y_stride, const __mmask16* rows) {
  for (; t + kTileRows <= t1; t += kTileRows)
    gemm_tile<F, kTileRows, P>(u, a, t, c0, n, y, y_stride, rows);
  switch (t1 - t) {
    case 5: return gemm_tile<F, 5, P>(u, a, t, c0, n, y, y_stride, rows);
    case 4: return gemm_tile<F, 4, P>(u, a, t, c0, n, y, y_stride, rows);
    case 3: return gemm_tile<F, 3, P>(u, a, t, c0, n, y, y_stride, rows);
    case 2: return gemm_tile<F, 2, P>(u, a, t, c0, n, y, y_stride, rows);
    case 1: return gemm_tile<F, 1, P>(u, a, t, c0, n, y, y_stride, rows);
    default: return;
  }
}

// Asks for the cells of the two panels that come next: they arrive while this pair is multiplied.
template <class F>
TB_INLINE void prefetch_pair(const uint8_t* panel, size_t bytes, size_t c0, size_t c1) {
  const size_t begin = c0 * F::kCellBytes + c0 / 8 * F::kHeadBytes;
  const size_t end = c1 * F::kCellBytes + (c1 + 7) / 8 * F::kHeadBytes;
  for (size_t at = begin; at < end; at += 64) {
    _mm_prefetch(reinterpret_cast<const char*>(panel + at), _MM_HINT_T1);
    _mm_prefetch(reinterpret_cast<const char*>(panel + bytes + at), _MM_HINT_T1);
  }
}

// Panels [p0, p1), some cells after others: what is read of the activations for some cells, and the results so
// far, stay in the level 2 cache while the panels pass by, whatever K and N are.
template <class F>
void gemm_panels(const MatmulArgs& m, const GemmArgs& a, size_t p0, size_t p1, Unpacked<F>& u) {
  const size_t bytes = a.cells * F::kCellBytes + a.cells / 8 * F::kHeadBytes;
  const size_t chunks = (a.cells + kChunk - 1) / kChunk;
  const size_t chunk = ((a.cells + chunks - 1) / chunks + 7) / 8 * 8;
  for (size_t c0 = 0; c0 < a.cells; c0 += chunk) {
    const size_t c1 = c0 + chunk < a.cells ? c0 + chunk : a.cells;
    for (size_t p = p0; p < p1; p += 2) {
      const uint8_t* panel = static_cast<const uint8_t*>(m.weights) + p * bytes;
      const bool pair = p + 1 < p1;
      const __mmask16 rows[2] = {Vec::first(m.n - p * kPanelRows),
                                 pair ? Vec::first(m.n - (p + 1) * kPanelRows) : __mmask16{0}};
      float* y = m.y + p * kPanelRows;
      unpack<F>(panel, c0, c1, 0, u);
      if (p + 2 < p1) prefetch_pair<F>(panel + 2 * bytes, bytes, c0, c1);
      if (pair) {
        unpack<F>(panel + bytes, c0, c1, 1, u);
        gemm_rows<F, 2>(u, a, 0, m.t, c0, c1 - c0, y, m.y_stride, rows);
      } else {
        gemm_rows<F, 1>(u, a, 0, m.t, c0, c1 - c0, y, m.y_stride, rows);
      }
    }
  }
}

template <class F>
void gemm(const MatmulArgs& m) {
  const GemmArgs a{m.xq.flipped, m.xq.scale, m.xq.sum, m.xq.half, m.k, m.k / kCell};
  Unpacked<F> u;
  for (size_t p = m.panel_begin; p < m.panel_end; p += kGroup)
    gemm_panels<F>(m, a, p, p + kGroup < m.panel_end ? p + kGroup : m.panel_end, u);
}

}  // namespace
}  // namespace tinybrain::kernels::avx512
