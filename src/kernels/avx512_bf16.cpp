// Matmul of 16-bit float weights with AVX-512 BF16: two multiply-adds a lane and instruction (vdpbf16ps).
// Weights are packed as bf16 (f16 ones were rounded to it), activations are rounded to bf16 here; sums are
// float. The only file that is compiled with AVX-512 BF16; all other packs go to avx512_matmul.cpp.
// Every result is one chain of sums over k, whatever the tile: its bits do not depend on it.
#include "kernels/avx512.h"
#include "kernels/avx512_vec.h"
#include "kernels/simd_limits.h"

namespace tinybrain::kernels::avx512 {
namespace {

constexpr size_t kRows = 64;    // activations that are rounded together
constexpr size_t kDepth = 512;  // k of them at a time: 64 KiB
constexpr int kTileRows = 8, kTilePanels = 3;

using Rounded = uint16_t[kRows][kDepth];

TB_INLINE __m512bh as_bf16(__m512i v) { return reinterpret_cast<__m512bh>(v); }

// out[r] = x[t + r][k0 ...] rounded, for n (even) values.
TB_INLINE void round_rows(const MatmulArgs& m, size_t t, size_t rows, size_t k0, size_t n,
                          Rounded& out) {
  for (size_t r = 0; r < rows; ++r) {
    const float* x = m.x + (t + r) * m.x_stride + k0;
    for (size_t i = 0; i < n; i += 16) {
      const __mmask16 some = Vec::first(n - i);
      const __m256bh v = _mm512_cvtneps_pbh(_mm512_maskz_loadu_ps(some, x + i));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(&out[r][i]), reinterpret_cast<__m256i>(v));
    }
  }
}

TB_INLINE __m512bh pair_of(const uint16_t* p) {
  int32_t v;
  __builtin_memcpy(&v, p, 4);
  return as_bf16(_mm512_set1_epi32(v));
}

// y[R rows][P panels] (+)= n values of k from k0 on.
template <int R, int P>
void tile(const MatmulArgs& m, size_t p, size_t t, const uint16_t (*x)[kDepth], size_t k0,
          size_t n) {
  const size_t panel_size = m.k * kPanelRows * 2;
  const uint8_t* w = static_cast<const uint8_t*>(m.weights) + p * panel_size + k0 * kPanelRows * 2;
  __mmask16 rows[P];
  TB_UNROLL for (int j = 0; j < P; ++j) rows[j] = Vec::first(m.n - (p + j) * kPanelRows);
  float* y = m.y + t * m.y_stride + p * kPanelRows;
  __m512 acc[R][P];
  TB_UNROLL for (int r = 0; r < R; ++r) {
    TB_UNROLL for (int j = 0; j < P; ++j) acc[r][j] =
        k0 == 0 ? _mm512_setzero_ps() : Vec::load(y + r * m.y_stride + 16 * j, rows[j]);
  }
  for (size_t k = 0; k < n; k += 2, w += 64) {
    __m512bh weights[P];
    TB_UNROLL for (int j = 0; j < P; ++j) weights[j] =
        as_bf16(_mm512_loadu_si512(w + j * panel_size));
    TB_UNROLL for (int r = 0; r < R; ++r) {
      const __m512bh v = pair_of(&x[r][k]);
      TB_UNROLL for (int j = 0; j < P; ++j) acc[r][j] = _mm512_dpbf16_ps(acc[r][j], v, weights[j]);
    }
    if constexpr (R <= 2) {
      TB_UNROLL for (int j = 0; j < P; ++j) {
        _mm_prefetch(reinterpret_cast<const char*>(w + j * panel_size + 1024), _MM_HINT_T0);
      }
    }
  }
  TB_UNROLL for (int r = 0; r < R; ++r) {
    TB_UNROLL for (int j = 0; j < P; ++j)
        Vec::store(y + r * m.y_stride + 16 * j, acc[r][j], rows[j]);
  }
}

template <int P>
TB_INLINE void tiles(const MatmulArgs& m, size_t p, size_t t, size_t rows, const Rounded& x,
                     size_t k0, size_t n) {
  size_t r = 0;
  for (; r + kTileRows <= rows; r += kTileRows) tile<kTileRows, P>(m, p, t + r, x + r, k0, n);
  if (r + 4 <= rows) tile<4, P>(m, p, t + r, x + r, k0, n), r += 4;
  if (r + 2 <= rows) tile<2, P>(m, p, t + r, x + r, k0, n), r += 2;
  if (r < rows) tile<1, P>(m, p, t + r, x + r, k0, n);
}

}  // namespace

void matmul_bf16(const MatmulArgs& m) {
  if (m.pack != Pack::bf16_pairs) return matmul(m);
  matmul_bf16_from(m, 0);
}

void matmul_bf16_from(const MatmulArgs& m, size_t first) {
  alignas(64) Rounded x;
  for (size_t t = 0; t < m.t; t += kRows) {
    const size_t rows = t + kRows < m.t ? kRows : m.t - t;
    for (size_t k0 = first; k0 < m.k; k0 += kDepth) {
      const size_t n = k0 + kDepth < m.k ? kDepth : m.k - k0;
      round_rows(m, t, rows, k0, n, x);
      size_t p = m.panel_begin;
      for (; p + kTilePanels <= m.panel_end; p += kTilePanels)
        tiles<kTilePanels>(m, p, t, rows, x, k0, n);
      if (p + 2 <= m.panel_end) tiles<2>(m, p, t, rows, x, k0, n), p += 2;
      if (p < m.panel_end) tiles<1>(m, p, t, rows, x, k0, n);
    }
  }
}

uint64_t bf16_peak(size_t rounds) {
  const __m512i one = _mm512_set1_epi16(0x3f80);
  return run_chains(
             rounds, Vec::zero(), as_bf16(one), as_bf16(one),
             [](__m512 sum, __m512bh a, __m512bh b) { return _mm512_dpbf16_ps(sum, a, b); }) *
         64;
}

}  // namespace tinybrain::kernels::avx512
