// Matmul with NEON dot products (sdot). Four rows of a cell are unpacked into eight registers and used
// by a tile of activation rows, whose quads come as lanes of a register. Float packs: fused
// multiply-adds of a tile of rows by a few panels.
// Every accumulator sees its cells (its k) in order, whatever the tile: results do not depend on it.
#include "kernels/neon.h"
#include "kernels/neon_formats.h"

namespace tinybrain::kernels::neon {
namespace {

// i + the dot products of four quads with the 16 activations x.
TB_INLINE int32x4_t dot4(int32x4_t i, const uint8x16_t* q, int8x16_t x) {
  i = vdotq_laneq_s32(i, vreinterpretq_s8_u8(q[0]), x, 0);
  i = vdotq_laneq_s32(i, vreinterpretq_s8_u8(q[1]), x, 1);
  i = vdotq_laneq_s32(i, vreinterpretq_s8_u8(q[2]), x, 2);
  return vdotq_laneq_s32(i, vreinterpretq_s8_u8(q[3]), x, 3);
}

// One cell of R rows of activations, side by side: gathered once, used by the 16 rows of a panel.
template <int R>
struct Inputs {
  int8x16_t x[R][2];
  int32_t start[R][2];
  Factors<float> factors[R];
};

template <class F, int R>
TB_INLINE void gather(const Activations& a, size_t row, int r, size_t c, Inputs<R>& out) {
  const size_t at = row * a.cells + c;
  TB_UNROLL for (int h = 0; h < 2; ++h) {
    out.x[r][h] = vld1q_s8(a.q + row * a.k + c * kCell + 16 * h);
    out.start[r][h] = start<F>(a, at, h);
  }
  out.factors[r] = factors<F>(a, at);
}

// acc[r] += 4 rows of a cell times R rows of activations.
template <class F, int R>
TB_INLINE void accumulate(const Inputs<R>& in, const uint8x16_t* q, const Scales& s,
                          float32x4_t* acc) {
  TB_UNROLL for (int r = 0; r < R; ++r) {
    int32x4_t i0 = dot4(vdupq_n_s32(in.start[r][0]), q, in.x[r][0]);
    // Few rows: two chains each, as there is little else to do meanwhile.
    int32x4_t i1 = !F::kHalves && R == 4 ? i0 : vdupq_n_s32(in.start[r][1]);
    i1 = dot4(i1, q + 4, in.x[r][1]);
    if constexpr (!F::kHalves) i0 = R == 4 ? i1 : vaddq_s32(i0, i1);
    acc[r] = finish<F>(in.factors[r], s, i0, i1, acc[r]);
  }
}

// Rows t to t+rows-1 of activations by one panel, R at a time; the last group repeats the last row.
// More than one group only for R = 4.
template <class F, int R>
void tile(const uint8_t* panel, const Activations& a, size_t t, size_t rows, float* y,
          size_t y_stride, size_t left) {
  constexpr size_t kGroups = R == 4 ? kTileRows / 4 : 1;
  const size_t groups = R == 4 ? (rows + 3) / 4 : 1;
  float32x4_t acc[4][kGroups * R];
  TB_UNROLL for (int v = 0; v < 4; ++v) {
    TB_UNROLL for (size_t r = 0; r < kGroups * R; ++r) acc[v][r] = vdupq_n_f32(0);
  }
  Head head{};
  const uint8_t* p = panel;
  for (size_t c = 0; c < a.cells; ++c) {
    if (F::kHeadBytes != 0 && c % 8 == 0) {
      F::head(p, head);
      p += F::kHeadBytes;
    }
    Inputs<R> in[kGroups];
    TB_KEEP_LOOP for (size_t g = 0; g < groups; ++g) {
      TB_UNROLL for (int r = 0; r < R; ++r) {
        const size_t i = g * R + r;
        gather<F>(a, t + (R == 4 && i >= rows ? rows - 1 : i), r, c, in[g]);
      }
    }
    TB_UNROLL for (int v = 0; v < 4; ++v) {
      Scales s;
      uint8x16_t q[8];
      F::scales(p, head, v, s);
      F::quads(p, v, q);
      TB_KEEP_LOOP for (size_t g = 0; g < groups; ++g) accumulate<F>(in[g], q, s, acc[v] + g * R);
    }
    p += F::kCellBytes;
  }
  for (size_t r = 0; r < rows; ++r) {
    store_panel(y + (t + r) * y_stride, acc[0] + r, kGroups * R, left);
  }
}

template <class F>
struct DotTiles {
  TB_INLINE void run(const uint8_t* panel, const Activations& a, size_t t0, size_t t1, float* y,
                     size_t y_stride, size_t left) {
    size_t t = t0;
    while (t1 - t > 2) {
      size_t rows = t1 - t < kTileRows ? t1 - t : kTileRows;
      if (rows % 4 != 3) rows -= rows % 4;  // one or two rows are better off in a tile of their own
      tile<F, 4>(panel, a, t, rows, y, y_stride, left);
      t += rows;
    }
    if (t + 2 == t1)
      tile<F, 2>(panel, a, t, 2, y, y_stride, left);
    else if (t + 1 == t1)
      tile<F, 1>(panel, a, t, 1, y, y_stride, left);
  }
};

// ---- Float packs --------------------------------------------------------------------------------

struct F32 {
  static constexpr size_t kBytes = 4;
  TB_INLINE float32x4_t load4(const uint8_t* p) {
    return vld1q_f32(reinterpret_cast<const float*>(p));
  }
};
struct F16 {
  static constexpr size_t kBytes = 2;
  TB_INLINE float32x4_t load4(const uint8_t* p) { return load_half4(p); }
};
struct BF16 {
  static constexpr size_t kBytes = 2;
  TB_INLINE float32x4_t load4(const uint8_t* p) {
    return vreinterpretq_f32_u32(vshll_n_u16(vld1_u16(reinterpret_cast<const uint16_t*>(p)), 16));
  }
};

// R rows of activations by P panels, each of the 16*R*P sums one chain over k.
template <class F, int R, int P>
void float_tile(const MatmulArgs& m, const uint8_t* panel, size_t bytes, size_t p, size_t t) {
  float32x4_t acc[R][P][4];
  TB_UNROLL for (int r = 0; r < R; ++r) {
    TB_UNROLL for (int j = 0; j < P; ++j) {
      TB_UNROLL for (int v = 0; v < 4; ++v) acc[r][j][v] = vdupq_n_f32(0);
    }
  }
  const float* x = m.x + t * m.x_stride;
  for (size_t k = 0; k < m.k; ++k) {
    float xk[R];
    TB_UNROLL for (int r = 0; r < R; ++r) xk[r] = x[r * m.x_stride + k];
    TB_UNROLL for (int j = 0; j < P; ++j) {
      const uint8_t* w16 = panel + j * bytes + k * 16 * F::kBytes;
      TB_UNROLL for (int v = 0; v < 4; ++v) {
        const float32x4_t w = F::load4(w16 + 4 * v * F::kBytes);
        TB_UNROLL for (int r = 0; r < R; ++r) acc[r][j][v] = vfmaq_n_f32(acc[r][j][v], w, xk[r]);
      }
    }
  }
  TB_UNROLL for (int r = 0; r < R; ++r) {
    TB_UNROLL for (int j = 0; j < P; ++j) {
      store_panel(m.y + (t + r) * m.y_stride + (p + j) * kPanelRows, acc[r][j], 1,
                  m.n - (p + j) * kPanelRows);
    }
  }
}

// Rows [t0, t1) of panels [p, p+P).
template <class F, int P>
void float_panels(const MatmulArgs& m, size_t p, size_t t0, size_t t1) {
  const size_t bytes = m.k * 16 * F::kBytes;
  const uint8_t* panel = static_cast<const uint8_t*>(m.weights) + p * bytes;
  size_t t = t0;
  if constexpr (P == 1) {
    for (; t + 4 <= t1; t += 4) float_tile<F, 4, P>(m, panel, bytes, p, t);
  }
  if constexpr (P <= 2) {
    for (; t + 2 <= t1; t += 2) float_tile<F, 2, P>(m, panel, bytes, p, t);
  }
  for (; t < t1; ++t) float_tile<F, 1, P>(m, panel, bytes, p, t);
}

template <class F>
void matmul_float(const MatmulArgs& m) {
  const size_t block = rows_per_block(m.k * sizeof(float));
  for (size_t t0 = 0; t0 < m.t; t0 += block) {
    const size_t t1 = t0 + block < m.t ? t0 + block : m.t;
    size_t p = m.panel_begin;
    // Few rows: many panels at once, for more chains in flight.
    if (t1 - t0 == 1) {
      for (; p + 4 <= m.panel_end; p += 4) float_panels<F, 4>(m, p, t0, t1);
    }
    if (t1 - t0 < 4) {
      for (; p + 2 <= m.panel_end; p += 2) float_panels<F, 2>(m, p, t0, t1);
    }
    for (; p < m.panel_end; ++p) float_panels<F, 1>(m, p, t0, t1);
  }
}

}  // namespace

void matmul(const MatmulArgs& m) {
  switch (m.pack) {
    case Pack::f32: return matmul_float<F32>(m);
    case Pack::f16: return matmul_float<F16>(m);
    case Pack::bf16: return matmul_float<BF16>(m);
    default: return matmul_quantized<DotTiles>(m);
  }
}

}  // namespace tinybrain::kernels::neon
