// Matmul of float packs over a vector type: a tile of activation rows by a few panels, every one of
// its accumulators one chain over k. So a result is the same bits in every tile size.
#pragma once

#include "kernels/simd.h"
#include "kernels/simd_formats.h"

namespace tinybrain::kernels {
namespace {

// Bytes of activations that stay in the second-level cache while the panels pass by.
constexpr size_t kActivationBytes = 320 * 1024;

// Rows of activations in a block of at most that size: a multiple of `tile`, at least one tile.
TB_INLINE size_t rows_per_block(size_t bytes_per_row, size_t tile) {
  const size_t rows = kActivationBytes / (bytes_per_row ? bytes_per_row : 1) / tile * tile;
  return rows ? rows : tile;
}

template <class V, Pack kPack>
struct FloatMatmul {
  using F = typename V::F;
  static constexpr int kParts = static_cast<int>(kPanelRows / V::kLanes);  // vectors a panel
  static constexpr size_t kTile = V::kFloatTileRows;
  static constexpr int kTilePanels = V::kFloatTilePanels;

  // R rows of activations from t on, by P panels from p on.
  template <int R, int P>
  static void tile(const MatmulArgs& m, size_t p, size_t t) {
    constexpr int kVectors = P * kParts;
    const size_t panel_size = m.k * kPanelRows * kWeightBytes<kPack>;
    const uint8_t* panel = static_cast<const uint8_t*>(m.weights) + p * panel_size;
    F acc[R][kVectors];
    TB_UNROLL for (int r = 0; r < R; ++r) {
      TB_UNROLL for (int j = 0; j < kVectors; ++j) acc[r][j] = V::zero();
    }
    // Rows in threes: one pointer and two multiples of the stride reach three rows.
    constexpr int kBases = (R + 2) / 3;
    const float* x[kBases];
    TB_UNROLL for (int b = 0; b < kBases; ++b) x[b] = m.x + (t + 3 * b) * m.x_stride;
    for (size_t k = 0; k < m.k; ++k) {
      F w[kVectors];
      TB_UNROLL for (int j = 0; j < kVectors; ++j) {
        const size_t lane = static_cast<size_t>(j % kParts) * V::kLanes;
        w[j] = float_weights<kPack, V>(panel + j / kParts * panel_size +
                                       (k * kPanelRows + lane) * kWeightBytes<kPack>);
      }
      TB_UNROLL for (int r = 0; r < R; ++r) {
        const F v = V::set(*(x[r / 3] + r % 3 * m.x_stride));
        TB_UNROLL for (int j = 0; j < kVectors; ++j) acc[r][j] = V::fma(w[j], v, acc[r][j]);
      }
      TB_UNROLL for (int b = 0; b < kBases; ++b)++ x[b];
    }
    TB_UNROLL for (int r = 0; r < R; ++r) {
      TB_UNROLL for (int j = 0; j < kVectors; ++j) {
        const size_t n = p * kPanelRows + static_cast<size_t>(j) * V::kLanes;
        if (n < m.n) V::store(m.y + (t + r) * m.y_stride + n, acc[r][j], V::first(m.n - n));
      }
    }
  }

  // Rows [t0, t1) of panels [p, p+P): the largest tiles that registers hold.
  template <int P>
  static void panels(const MatmulArgs& m, size_t p, size_t t0, size_t t1) {
    size_t t = t0;
    if constexpr (P <= kTilePanels) {
      for (; t + kTile <= t1; t += kTile) tile<kTile, P>(m, p, t);
    }
    if constexpr (P <= 2 * kTilePanels) {
      for (; t + kTile / 3 <= t1; t += kTile / 3) tile<kTile / 3, P>(m, p, t);
    }
    if constexpr (kTile / 3 > 2) {
      for (; t + 2 <= t1; t += 2) tile<2, P>(m, p, t);
    }
    for (; t < t1; ++t) tile<1, P>(m, p, t);
  }

  static void run(const MatmulArgs& m) {
    const size_t block = rows_per_block(m.k * sizeof(float), kTile);
    for (size_t t0 = 0; t0 < m.t; t0 += block) {
      const size_t t1 = t0 + block < m.t ? t0 + block : m.t;
      size_t p = m.panel_begin;
      // Few rows: many panels at once, for more chains in flight.
      if (t1 - t0 < kTile / 3) {
        for (; p + 4 * kTilePanels <= m.panel_end; p += 4 * kTilePanels)
          panels<4 * kTilePanels>(m, p, t0, t1);
      }
      if (t1 - t0 < kTile) {
        for (; p + 2 * kTilePanels <= m.panel_end; p += 2 * kTilePanels)
          panels<2 * kTilePanels>(m, p, t0, t1);
      }
      if constexpr (kTilePanels > 1) {
        for (; p + kTilePanels <= m.panel_end; p += kTilePanels) panels<kTilePanels>(m, p, t0, t1);
      }
      for (; p < m.panel_end; ++p) panels<1>(m, p, t0, t1);
    }
  }
};

}  // namespace
}  // namespace tinybrain::kernels
