// Matmul with NEON int8 matrices (smmla): two rows of activations by two rows of weights by 8 k in one
// instruction, twice the work of sdot. The only file that is compiled with i8mm; one row alone and
// float packs go to neon_matmul.cpp. Sums of a cell are whole numbers and the float end of a cell is
// shared, so that a row has the same result here and there.
#include "kernels/neon.h"
#include "kernels/neon_formats.h"
#include "kernels/neon_limits.h"

namespace tinybrain::kernels::neon {
namespace {

TB_INLINE int8x16_t zip_low32(uint8x16_t a, uint8x16_t b) {
  return vreinterpretq_s8_u32(vzip1q_u32(vreinterpretq_u32_u8(a), vreinterpretq_u32_u8(b)));
}
TB_INLINE int8x16_t zip_high32(uint8x16_t a, uint8x16_t b) {
  return vreinterpretq_s8_u32(vzip2q_u32(vreinterpretq_u32_u8(a), vreinterpretq_u32_u8(b)));
}

// A product of two activation rows a, b with two weight rows u, v has the lanes au, av, bu, bv. Sums
// stay in this order, scales are brought into it; outputs leave it at the end of a tile.
TB_INLINE float32x4_t low_twice(float32x4_t v) {
  return vcombine_f32(vget_low_f32(v), vget_low_f32(v));
}
TB_INLINE float32x4_t high_twice(float32x4_t v) {
  return vcombine_f32(vget_high_f32(v), vget_high_f32(v));
}
TB_INLINE float32x4_t two_each(float a, float b) {
  return vcombine_f32(vdup_n_f32(a), vdup_n_f32(b));
}

// Four rows of a cell as operands: w[j][p] holds k 8j to 8j+7 of row 2p, then of row 2p+1.
struct Rows4 {
  int8x16_t w[4][2];
  Scales scales[2];  // of rows 2p, 2p+1, 2p, 2p+1
};
template <class F>
TB_INLINE Rows4 pair_rows(const uint8x16_t* q, const Scales& s) {
  Rows4 out;
  TB_UNROLL for (int j = 0; j < 4; ++j) {
    out.w[j][0] = zip_low32(q[2 * j], q[2 * j + 1]);
    out.w[j][1] = zip_high32(q[2 * j], q[2 * j + 1]);
  }
  TB_UNROLL for (int h = 0; h < (F::kHalves ? 2 : 1); ++h) {
    out.scales[0].scale[h] = low_twice(s.scale[h]);
    out.scales[1].scale[h] = high_twice(s.scale[h]);
    if constexpr (F::kMin) {
      out.scales[0].min[h] = low_twice(s.min[h]);
      out.scales[1].min[h] = high_twice(s.min[h]);
    }
  }
  return out;
}

// One cell of two activation rows as operands: gathered once, used by the 16 rows of a panel.
struct Pair {
  int8x16_t x[4];      // k 8j to 8j+7 of the first row, then of the second
  int32x4_t start[2];  // of half h
  Factors<float32x4_t> factors;
};

template <class F>
TB_INLINE void gather(const Activations& a, size_t row0, size_t row1, size_t c, Pair& out) {
  const size_t at0 = row0 * a.cells + c, at1 = row1 * a.cells + c;
  TB_UNROLL for (int h = 0; h < 2; ++h) {
    const int64x2_t x0 = vreinterpretq_s64_s8(vld1q_s8(a.q + row0 * a.k + c * kCell + 16 * h));
    const int64x2_t x1 = vreinterpretq_s64_s8(vld1q_s8(a.q + row1 * a.k + c * kCell + 16 * h));
    out.x[2 * h] = vreinterpretq_s8_s64(vzip1q_s64(x0, x1));
    out.x[2 * h + 1] = vreinterpretq_s8_s64(vzip2q_s64(x0, x1));
    out.start[h] = vcombine_s32(vdup_n_s32(start<F>(a, at0, h)), vdup_n_s32(start<F>(a, at1, h)));
  }
  const Factors<float> f0 = factors<F>(a, at0), f1 = factors<F>(a, at1);
  out.factors.scale = two_each(f0.scale, f1.scale);
  if constexpr (F::kMin) {
    out.factors.sum[0] = two_each(f0.sum[0], f1.sum[0]);
    if constexpr (F::kHalves) out.factors.sum[1] = two_each(f0.sum[1], f1.sum[1]);
  }
}

TB_INLINE int32x4_t from(const int32x4_t& start, bool zero) {
  return zero ? vdupq_n_s32(0) : start;
}

// acc[p] += weight rows 2p, 2p+1 of a cell times a pair of activation rows.
template <class F>
TB_INLINE void accumulate(const Pair& in, const Rows4& w, float32x4_t* acc) {
  constexpr bool kZero = F::kOffset == 0;
  TB_UNROLL for (int p = 0; p < 2; ++p) {
    int32x4_t i0 = from(in.start[0], kZero), i1 = from(in.start[1], kZero);
    i0 = vmmlaq_s32(i0, in.x[0], w.w[0][p]);
    i0 = vmmlaq_s32(i0, in.x[1], w.w[1][p]);
    if constexpr (!F::kHalves) i1 = i0;
    i1 = vmmlaq_s32(i1, in.x[2], w.w[2][p]);
    i1 = vmmlaq_s32(i1, in.x[3], w.w[3][p]);
    acc[p] = finish<F>(in.factors, w.scales[p], F::kHalves ? i0 : i1, i1, acc[p]);
  }
}

// Rows t to t+rows-1 of activations by one panel, P pairs at a time; the last group repeats the last
// row. More than one group only for P = 2.
template <class F, int P>
void tile(const uint8_t* panel, const Activations& a, size_t t, size_t rows, float* y,
          size_t y_stride, size_t left) {
  constexpr size_t kPairs = P == 2 ? kTileRows / 2 : 1;
  const size_t pairs = P == 2 ? (rows + 3) / 4 * 2 : 1, last = t + rows - 1;
  float32x4_t acc[4][kPairs][2];
  TB_UNROLL for (int v = 0; v < 4; ++v) {
    TB_UNROLL for (size_t j = 0; j < kPairs; ++j) acc[v][j][0] = acc[v][j][1] = vdupq_n_f32(0);
  }
  Head head{};
  const uint8_t* p = panel;
  for (size_t c = 0; c < a.cells; ++c) {
    if (F::kHeadBytes != 0 && c % 8 == 0) {
      F::head(p, head);
      p += F::kHeadBytes;
    }
    Pair in[kPairs];
    TB_KEEP_LOOP for (size_t j = 0; j < pairs; ++j) {
      const size_t row = t + 2 * j;
      gather<F>(a, row < last ? row : last, row + 1 < last ? row + 1 : last, c, in[j]);
    }
    TB_UNROLL for (int v = 0; v < 4; ++v) {
      Scales s;
      uint8x16_t q[8];
      F::scales(p, head, v, s);
      F::quads(p, v, q);
      const Rows4 w = pair_rows<F>(q, s);
      TB_KEEP_LOOP for (size_t j = 0; j < pairs; j += P) {
        TB_UNROLL for (int i = 0; i < P; ++i) accumulate<F>(in[j + i], w, acc[v][j + i]);
      }
    }
    p += F::kCellBytes;
  }
  for (size_t r = 0; r < rows; ++r) {
    float32x4_t out[4];
    TB_UNROLL for (int v = 0; v < 4; ++v) {
      const float32x4_t u = acc[v][r / 2][0], w = acc[v][r / 2][1];
      out[v] = r % 2 == 0 ? vcombine_f32(vget_low_f32(u), vget_low_f32(w))
                          : vcombine_f32(vget_high_f32(u), vget_high_f32(w));
    }
    store_panel(y + (t + r) * y_stride, out, 1, left);
  }
}

template <class F>
struct MatrixTiles {
  TB_INLINE void run(const uint8_t* panel, const Activations& a, size_t t0, size_t t1, float* y,
                     size_t y_stride, size_t left) {
    size_t t = t0;
    for (; t1 - t > 2; t += t1 - t < kTileRows ? t1 - t : kTileRows) {
      tile<F, 2>(panel, a, t, t1 - t < kTileRows ? t1 - t : kTileRows, y, y_stride, left);
    }
    if (t < t1) tile<F, 1>(panel, a, t, t1 - t, y, y_stride, left);
  }
};

}  // namespace

void matmul_i8mm(const MatmulArgs& m) {
  if (m.t < 2 || pack_traits(m.pack).float_bytes != 0) return matmul(m);
  matmul_quantized<MatrixTiles>(m);
}

uint64_t int8_peak_i8mm(size_t rounds) {
  run_chains(rounds, vdupq_n_s32(0), vdupq_n_s8(1), vdupq_n_s8(1),
             [](int32x4_t sum, int8x16_t a, int8x16_t b) { return vmmlaq_s32(sum, a, b); });
  return uint64_t{rounds} * kChains * 32 * 2;
}

}  // namespace tinybrain::kernels::neon
