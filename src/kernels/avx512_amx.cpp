// Matmul of 16-bit float weights with AMX: tiles of 16 rows by 32 k times 32 k by a panel of 16 (tdpbf16ps). A panel of
// bf16 pairs is in memory as such a tile wants it. Rounding is that of avx512_bf16.cpp, which also multiplies the last
// k where 32 does not divide K. The only file that is compiled with AMX; the system must have granted the tiles
// (select.cpp). Every result is one chain of sums over k, whatever the rows and panels beside it.
#include "kernels/avx512.h"
#include "kernels/avx512_vec.h"

namespace tinybrain::kernels::avx512 {
namespace {

constexpr size_t kTile = 16, kStep = 32;          // rows of a tile; k of it
constexpr size_t kRows = 128;                     // activations that are rounded together
constexpr size_t kDepth = 512;                    // k of them at a time: 128 KiB
constexpr size_t kTileValues = kTile * kStep;     // of a tile of activations
constexpr size_t kTileBytes = kStep * kTile * 2;  // of a panel

// What ldtilecfg reads (Intel's manual, volume 1, 18.2).
struct alignas(64) TileShapes {
  uint8_t palette = 1, start_row = 0, reserved[14] = {};
  uint16_t row_bytes[16] = {};
  uint8_t rows[16] = {};
};

// What was written to p is in memory: GCC's tile intrinsics do not say that they read it.
TB_INLINE void written(const void* p) { __asm__ volatile("" : : "r"(p) : "memory"); }

// Tiles 0 to 3 are sums: two blocks of rows by two panels; 4 and 5 hold activations, 6 and 7 weights.
TB_INLINE void set_tiles(size_t upper, size_t lower) {
  TileShapes shapes;
  const size_t rows[8] = {upper, upper, lower, lower, upper, lower, kTile, kTile};
  for (int i = 0; i < 8; ++i) {
    if (rows[i] == 0) continue;
    shapes.row_bytes[i] = 64;
    shapes.rows[i] = static_cast<uint8_t>(rows[i]);
  }
  written(&shapes);
  _tile_loadconfig(&shapes);
}

// x[t ...][k0 ...] rounded, as tiles: [block of 16 rows][step][16][32]. n is a multiple of 32.
TB_INLINE void round_tiles(const MatmulArgs& m, size_t t, size_t rows, size_t k0, size_t n,
                           uint16_t* out) {
  for (size_t r = 0; r < rows; ++r) {
    const float* x = m.x + (t + r) * m.x_stride + k0;
    uint16_t* y = out + r / kTile * kTile * kDepth + r % kTile * kStep;
    for (size_t i = 0; i < n; i += kStep, y += kTileValues) {
      const __m512bh v = _mm512_cvtne2ps_pbh(_mm512_loadu_ps(x + i + 16), _mm512_loadu_ps(x + i));
      _mm512_storeu_si512(y, reinterpret_cast<__m512i>(v));
    }
  }
}

// sums (+)= `steps` tiles of 1 or 2 blocks of rows by as many of 1 or 2 panels. The strides in bytes.
template <int R, int P>
TB_INLINE void multiply(const uint16_t* x, const uint8_t* w, size_t panel, size_t steps, float* y,
                        size_t stride, bool first) {
  float* below = reinterpret_cast<float*>(reinterpret_cast<uint8_t*>(y) + kTile * stride);
  if (first) {
    _tile_zero(0);
    if constexpr (P == 2) _tile_zero(1);
    if constexpr (R == 2) _tile_zero(2);
    if constexpr (R == 2 && P == 2) _tile_zero(3);
  } else {
    _tile_loadd(0, y, stride);
    if constexpr (P == 2) _tile_loadd(1, y + kTile, stride);
    if constexpr (R == 2) _tile_loadd(2, below, stride);
    if constexpr (R == 2 && P == 2) _tile_loadd(3, below + kTile, stride);
  }
  for (size_t s = 0; s < steps; ++s, x += kTileValues, w += kTileBytes) {
    _tile_loadd(4, x, 64);
    _tile_loadd(6, w, 64);
    _tile_dpbf16ps(0, 4, 6);
    if constexpr (P == 2) {
      _tile_loadd(7, w + panel, 64);
      _tile_dpbf16ps(1, 4, 7);
    }
    if constexpr (R == 2) {
      _tile_loadd(5, x + kTile * kDepth, 64);
      _tile_dpbf16ps(2, 5, 6);
      if constexpr (P == 2) _tile_dpbf16ps(3, 5, 7);
    }
  }
  _tile_stored(0, y, stride);
  if constexpr (P == 2) _tile_stored(1, y + kTile, stride);
  if constexpr (R == 2) _tile_stored(2, below, stride);
  if constexpr (R == 2 && P == 2) _tile_stored(3, below + kTile, stride);
}

// One or two blocks of rows from t on by P panels from p on. A panel that N ends in goes through a copy of its sums.
template <int P>
void block(const MatmulArgs& m, size_t p, size_t t, size_t rows, const uint16_t* x, size_t k0,
           size_t n) {
  const size_t panel = m.k * kPanelRows * 2;
  const uint8_t* w = static_cast<const uint8_t*>(m.weights) + p * panel + k0 * kPanelRows * 2;
  float* y = m.y + t * m.y_stride + p * kPanelRows;
  const size_t columns =
      m.n - p * kPanelRows < P * kPanelRows ? m.n - p * kPanelRows : P * kPanelRows;
  alignas(64) float copy[2 * kTile][P * kPanelRows];
  const bool partial = columns < P * kPanelRows;
  if (partial && k0 > 0)
    for (size_t r = 0; r < rows; ++r)
      for (size_t i = 0; i < columns; ++i) copy[r][i] = y[r * m.y_stride + i];
  float* into = partial ? copy[0] : y;
  written(into);
  const size_t stride = 4 * (partial ? P * kPanelRows : m.y_stride);
  if (rows > kTile)
    multiply<2, P>(x, w, panel, n / kStep, into, stride, k0 == 0);
  else
    multiply<1, P>(x, w, panel, n / kStep, into, stride, k0 == 0);
  if (partial)
    for (size_t r = 0; r < rows; ++r)
      for (size_t i = 0; i < columns; ++i) y[r * m.y_stride + i] = copy[r][i];
}

// Rows [t, t + rows) by all panels, `at` a time.
TB_INLINE void panels(const MatmulArgs& m, size_t t, size_t rows, size_t at, const uint16_t* x,
                      size_t k0, size_t n) {
  set_tiles(at < kTile ? at : kTile, at > kTile ? at - kTile : 0);
  for (size_t p = m.panel_begin; p < m.panel_end; p += 2)
    for (size_t r = 0; r < rows; r += at) {
      const uint16_t* values = x + r * kDepth;
      if (p + 1 < m.panel_end)
        block<2>(m, p, t + r, at, values, k0, n);
      else
        block<1>(m, p, t + r, at, values, k0, n);
    }
}

}  // namespace

void matmul_amx(const MatmulArgs& m) {
  if (m.pack != Pack::bf16_pairs) return matmul(m);
  alignas(64) uint16_t x[kRows * kDepth];
  const size_t whole = m.k / kStep * kStep;
  for (size_t t = 0; t < m.t && whole > 0; t += kRows) {
    const size_t rows = t + kRows < m.t ? kRows : m.t - t, pairs = rows / (2 * kTile) * (2 * kTile);
    for (size_t k0 = 0; k0 < whole; k0 += kDepth) {
      const size_t n = k0 + kDepth < whole ? kDepth : whole - k0;
      round_tiles(m, t, rows, k0, n, x);
      written(x);
      if (pairs > 0) panels(m, t, pairs, 2 * kTile, x, k0, n);
      if (pairs < rows) panels(m, t + pairs, rows - pairs, rows - pairs, x + pairs * kDepth, k0, n);
    }
    _tile_release();
  }
  if (whole < m.k) matmul_bf16_from(m, whole);
}

uint64_t amx_peak(size_t rounds) {
  set_tiles(kTile, kTile);
  for (size_t r = 0; r < rounds; ++r) {
    _tile_dpbf16ps(0, 4, 6);
    _tile_dpbf16ps(1, 4, 7);
    _tile_dpbf16ps(2, 5, 6);
    _tile_dpbf16ps(3, 5, 7);
  }
  _tile_release();
  return uint64_t{rounds} * 4 * kTile * kTile * kStep * 2;
}

}  // namespace tinybrain::kernels::avx512
