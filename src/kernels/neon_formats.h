// Quantized panels as NEON registers, shared by neon_matmul.cpp (dot products) and neon_i8mm.cpp (int8
// matrices). A step of both is 4 rows of a cell: eight registers, one a quad. What is here is the
// meaning of the formats and the float end of a cell, in one order for both: their results are equal
// bit for bit. Static and always inlined, in an unnamed namespace: the two files differ in flags.
#pragma once

#include "kernels/kernels.h"
#include "kernels/neon_math.h"

namespace tinybrain::kernels::neon {
namespace {

// Scales of 4 rows: w = scale[h]*(q - kOffset) + min[h]; h = half of the cell when kHalves, else 0.
struct Scales {
  float32x4_t scale[2], min[2];
};
// A superblock's head, 4 rows a register; the minimum already negative.
struct Head {
  float32x4_t d[4], minus_dmin[4];
};

// ---- Quads --------------------------------------------------------------------------------------
// p is the part of a cell that is named, at the first of the 4 rows; rows are 64 bytes apart by quad.

TB_INLINE void nibbles(const uint8_t* p, uint8x16_t* q) {
  TB_UNROLL for (int g = 0; g < 4; ++g) {
    const uint8x16_t v = vld1q_u8(p + 64 * g);
    q[g] = vandq_u8(v, vdupq_n_u8(15));
    q[g + 4] = vshrq_n_u8(v, 4);
  }
}

// Left by kBy bits of a byte, or right if negative.
template <int kBy>
TB_INLINE uint8x16_t shifted(uint8x16_t v) {
  if constexpr (kBy > 0)
    return vshlq_n_u8(v, kBy);
  else if constexpr (kBy < 0)
    return vshrq_n_u8(v, -kBy);
  else
    return v;
}

// Bit g of each byte to bit kBit of q[g].
template <int kBit, int G = 0>
TB_INLINE void high_from(uint8x16_t h, uint8x16_t* q) {
  if constexpr (G < 8) {
    q[G] = vbslq_u8(vdupq_n_u8(1 << kBit), shifted<kBit - G>(h), q[G]);
    high_from<kBit, G + 1>(h, q);
  }
}
template <int kBit>
TB_INLINE void high(const uint8_t* p, uint8x16_t* q) {
  high_from<kBit>(vld1q_u8(p), q);
}

// Bits 2j of two[h] as bits 0 and 1 of q[4h+j].
TB_INLINE void two_low(const uint8_t* p, uint8x16_t* q) {
  const uint8x16_t mask = vdupq_n_u8(3);
  TB_UNROLL for (int h = 0; h < 2; ++h) {
    const uint8x16_t v = vld1q_u8(p + 64 * h);
    q[4 * h] = vandq_u8(v, mask);
    q[4 * h + 1] = vandq_u8(vshrq_n_u8(v, 2), mask);
    q[4 * h + 2] = vandq_u8(vshrq_n_u8(v, 4), mask);
    q[4 * h + 3] = vshrq_n_u8(v, 6);
  }
}

// The same as bits 4 and 5, added to q.
TB_INLINE void two_high(const uint8_t* p, uint8x16_t* q) {
  const uint8x16_t mask = vdupq_n_u8(0x30);
  TB_UNROLL for (int h = 0; h < 2; ++h) {
    const uint8x16_t v = vld1q_u8(p + 64 * h);
    q[4 * h] = vbslq_u8(mask, vshlq_n_u8(v, 4), q[4 * h]);
    q[4 * h + 1] = vbslq_u8(mask, vshlq_n_u8(v, 2), q[4 * h + 1]);
    q[4 * h + 2] = vbslq_u8(mask, v, q[4 * h + 2]);
    q[4 * h + 3] = vbslq_u8(mask, vshrq_n_u8(v, 2), q[4 * h + 3]);
  }
}

TB_INLINE void iq4(uint8x16_t* q) {
  const uint8x16_t values = vreinterpretq_u8_s8(vld1q_s8(kIq4Values));
  TB_UNROLL for (int g = 0; g < 8; ++g) q[g] = vqtbl1q_u8(values, q[g]);
}

// Four bytes as integers, as floats.
TB_INLINE uint32x4_t load_u8(const uint8_t* p) {
  uint32_t bits;
  __builtin_memcpy(&bits, p, 4);
  return vmovl_u16(vget_low_u16(vmovl_u8(vcreate_u8(bits))));
}
TB_INLINE float32x4_t float_u8(const uint8_t* p) { return vcvtq_f32_u32(load_u8(p)); }
TB_INLINE float32x4_t float_s8(const uint8_t* p) {
  uint32_t bits;
  __builtin_memcpy(&bits, p, 4);
  return vcvtq_f32_s32(vmovl_s16(vget_low_s16(vmovl_s8(vcreate_s8(bits)))));
}

// ---- Formats ------------------------------------------------------------------------------------
// quads(p, v, q): rows 4v to 4v+3 of the cell at p, as bytes that are right as int8 too.

struct Plain {
  static constexpr bool kHalves = false, kMin = false;
  static constexpr int kOffset = 0, kHeadBytes = 0;
  TB_INLINE void head(const uint8_t*, Head&) {}
};
struct Super : Plain {
  static constexpr int kHeadBytes = 32;
  TB_INLINE void head(const uint8_t* p, Head& h) {
    TB_UNROLL for (int v = 0; v < 4; ++v) h.d[v] = load_half4(p + 8 * v);
  }
};
struct SuperMin : Plain {
  static constexpr bool kMin = true;
  static constexpr int kHeadBytes = 64;
  TB_INLINE void head(const uint8_t* p, Head& h) {
    TB_UNROLL for (int v = 0; v < 4; ++v) {
      h.d[v] = load_half4(p + 8 * v);
      h.minus_dmin[v] = vnegq_f32(load_half4(p + 32 + 8 * v));
    }
  }
};

struct Q4_0 : Plain {
  static constexpr int kOffset = 8, kCellBytes = 288;
  TB_INLINE void scales(const uint8_t* p, const Head&, int v, Scales& s) {
    s.scale[0] = load_half4(p + 8 * v);
  }
  TB_INLINE void quads(const uint8_t* p, int v, uint8x16_t* q) { nibbles(p + 32 + 16 * v, q); }
};
struct IQ4_NL : Plain {
  static constexpr int kCellBytes = 288;
  TB_INLINE void scales(const uint8_t* p, const Head&, int v, Scales& s) {
    s.scale[0] = load_half4(p + 8 * v);
  }
  TB_INLINE void quads(const uint8_t* p, int v, uint8x16_t* q) {
    nibbles(p + 32 + 16 * v, q);
    iq4(q);
  }
};
struct Q4_1 : Plain {
  static constexpr bool kMin = true;
  static constexpr int kCellBytes = 320;
  TB_INLINE void scales(const uint8_t* p, const Head&, int v, Scales& s) {
    s.scale[0] = load_half4(p + 8 * v);
    s.min[0] = load_half4(p + 32 + 8 * v);
  }
  TB_INLINE void quads(const uint8_t* p, int v, uint8x16_t* q) { nibbles(p + 64 + 16 * v, q); }
};
struct Q5_0 : Plain {
  static constexpr int kOffset = 16, kCellBytes = 352;
  TB_INLINE void scales(const uint8_t* p, const Head&, int v, Scales& s) {
    s.scale[0] = load_half4(p + 8 * v);
  }
  TB_INLINE void quads(const uint8_t* p, int v, uint8x16_t* q) {
    nibbles(p + 96 + 16 * v, q);
    high<4>(p + 32 + 16 * v, q);
  }
};
struct Q5_1 : Plain {
  static constexpr bool kMin = true;
  static constexpr int kCellBytes = 384;
  TB_INLINE void scales(const uint8_t* p, const Head&, int v, Scales& s) {
    s.scale[0] = load_half4(p + 8 * v);
    s.min[0] = load_half4(p + 32 + 8 * v);
  }
  TB_INLINE void quads(const uint8_t* p, int v, uint8x16_t* q) {
    nibbles(p + 128 + 16 * v, q);
    high<4>(p + 64 + 16 * v, q);
  }
};
struct Q8_0 : Plain {
  static constexpr int kCellBytes = 544;
  TB_INLINE void scales(const uint8_t* p, const Head&, int v, Scales& s) {
    s.scale[0] = load_half4(p + 8 * v);
  }
  TB_INLINE void quads(const uint8_t* p, int v, uint8x16_t* q) {
    TB_UNROLL for (int g = 0; g < 8; ++g) q[g] = vld1q_u8(p + 32 + 64 * g + 16 * v);
  }
};
struct Q2_K : SuperMin {
  static constexpr bool kHalves = true;
  static constexpr int kCellBytes = 160;
  TB_INLINE void scales(const uint8_t* p, const Head& head, int v, Scales& s) {
    TB_UNROLL for (int h = 0; h < 2; ++h) {
      const uint32x4_t sub = load_u8(p + 16 * h + 4 * v);
      const uint32x4_t low = vandq_u32(sub, vdupq_n_u32(15)), high = vshrq_n_u32(sub, 4);
      s.scale[h] = vmulq_f32(head.d[v], vcvtq_f32_u32(low));
      s.min[h] = vmulq_f32(head.minus_dmin[v], vcvtq_f32_u32(high));
    }
  }
  TB_INLINE void quads(const uint8_t* p, int v, uint8x16_t* q) { two_low(p + 32 + 16 * v, q); }
};
struct Q3_K : Super {
  static constexpr bool kHalves = true;
  static constexpr int kOffset = 4, kCellBytes = 224;
  TB_INLINE void scales(const uint8_t* p, const Head& head, int v, Scales& s) {
    TB_UNROLL for (int h = 0; h < 2; ++h) {
      s.scale[h] = vmulq_f32(head.d[v], float_s8(p + 16 * h + 4 * v));
    }
  }
  TB_INLINE void quads(const uint8_t* p, int v, uint8x16_t* q) {
    two_low(p + 32 + 16 * v, q);
    high<2>(p + 160 + 16 * v, q);
  }
};
struct Q4_K : SuperMin {
  static constexpr int kCellBytes = 288;
  TB_INLINE void scales(const uint8_t* p, const Head& head, int v, Scales& s) {
    s.scale[0] = vmulq_f32(head.d[v], float_u8(p + 4 * v));
    s.min[0] = vmulq_f32(head.minus_dmin[v], float_u8(p + 16 + 4 * v));
  }
  TB_INLINE void quads(const uint8_t* p, int v, uint8x16_t* q) { nibbles(p + 32 + 16 * v, q); }
};
struct Q5_K : SuperMin {
  static constexpr int kCellBytes = 352;
  TB_INLINE void scales(const uint8_t* p, const Head& head, int v, Scales& s) {
    Q4_K::scales(p, head, v, s);
  }
  TB_INLINE void quads(const uint8_t* p, int v, uint8x16_t* q) {
    nibbles(p + 96 + 16 * v, q);
    high<4>(p + 32 + 16 * v, q);
  }
};
struct Q6_K : Super {
  static constexpr bool kHalves = true;
  static constexpr int kOffset = 32, kCellBytes = 416;
  TB_INLINE void scales(const uint8_t* p, const Head& head, int v, Scales& s) {
    Q3_K::scales(p, head, v, s);
  }
  TB_INLINE void quads(const uint8_t* p, int v, uint8x16_t* q) {
    nibbles(p + 160 + 16 * v, q);
    two_high(p + 32 + 16 * v, q);
  }
};
struct IQ4_XS : Super {
  static constexpr int kCellBytes = 272;
  TB_INLINE void scales(const uint8_t* p, const Head& head, int v, Scales& s) {
    s.scale[0] = vmulq_f32(head.d[v], float_s8(p + 4 * v));
  }
  TB_INLINE void quads(const uint8_t* p, int v, uint8x16_t* q) {
    nibbles(p + 16 + 16 * v, q);
    iq4(q);
  }
};

// ---- A cell's end -------------------------------------------------------------------------------

// Quantized activations, cell by cell.
struct Activations {
  const int8_t* q;
  const float* scale;
  const int32_t* sum;
  const int16_t* half;
  size_t k, cells;
};
TB_INLINE Activations activations(const MatmulArgs& m) {
  return {m.xq.q, m.xq.scale, m.xq.sum, m.xq.half, m.k, m.k / kCell};
}

// What the integer dot product of half h (0 if not kHalves) starts from: the offset of all weights.
template <class F>
TB_INLINE int32_t start(const Activations& a, size_t at, int h) {
  if constexpr (F::kOffset == 0)
    return 0;
  else if constexpr (F::kHalves)
    return -F::kOffset * a.half[2 * at + h];
  else
    return h == 0 ? -F::kOffset * a.sum[at] : 0;
}

// What the float end of a cell needs of the activations: X is a float for all four lanes, or four.
template <class X>
struct Factors {
  X scale, sum[2];
};
template <class F>
TB_INLINE Factors<float> factors(const Activations& a, size_t at) {
  Factors<float> out{a.scale[at], {0, 0}};
  if constexpr (F::kMin && F::kHalves) {
    out.sum[0] = static_cast<float>(a.half[2 * at]);
    out.sum[1] = static_cast<float>(a.half[2 * at + 1]);
  } else if constexpr (F::kMin) {
    out.sum[0] = static_cast<float>(a.sum[at]);
  }
  return out;
}

TB_INLINE float32x4_t add_product(float32x4_t a, float32x4_t b, float x) {
  return vfmaq_n_f32(a, b, x);
}
TB_INLINE float32x4_t add_product(float32x4_t a, float32x4_t b, float32x4_t x) {
  return vfmaq_f32(a, b, x);
}

// acc + the cell's part of 4 outputs, from its integer dot products. i1 only counts if kHalves.
template <class F, class X>
TB_INLINE float32x4_t finish(const Factors<X>& x, const Scales& s, int32x4_t i0, int32x4_t i1,
                             float32x4_t acc) {
  float32x4_t f = vmulq_f32(vcvtq_f32_s32(i0), s.scale[0]);
  if constexpr (F::kHalves) f = vfmaq_f32(f, vcvtq_f32_s32(i1), s.scale[1]);
  if constexpr (F::kMin) f = add_product(f, s.min[0], x.sum[0]);
  if constexpr (F::kMin && F::kHalves) f = add_product(f, s.min[1], x.sum[1]);
  return add_product(acc, f, x.scale);
}

// The 16 outputs of one row of activations, 4 each `step`; `left` rows of W are in use from here on.
TB_INLINE void store_panel(float* y, const float32x4_t* acc, size_t step, size_t left) {
  TB_UNROLL for (size_t v = 0; v < 4; ++v) {
    if (4 * v + 4 <= left)
      store(y + 4 * v, acc[v * step], Full{});
    else if (4 * v < left)
      store(y + 4 * v, acc[v * step], Part{left - 4 * v});
  }
}

// Bytes of activations that stay in the second-level cache while the panels pass by.
constexpr size_t kActivationBytes = 128 * 1024;
constexpr size_t kTileRows = 16;  // rows of activations that share one unpacking

TB_INLINE size_t rows_per_block(size_t bytes_per_row) {
  const size_t rows =
      kActivationBytes / (bytes_per_row ? bytes_per_row : 1) / kTileRows * kTileRows;
  return rows ? rows : kTileRows;
}

// Calls Tiles<F>::run(panel, activations, t0, t1, y, y_stride, left) for every panel and block of rows.
template <class F, template <class> class Tiles>
TB_INLINE void for_each_panel(const MatmulArgs& m) {
  const Activations a = activations(m);
  const size_t bytes = a.cells * F::kCellBytes + a.cells / 8 * F::kHeadBytes;
  const size_t block = rows_per_block(m.k);
  for (size_t t0 = 0; t0 < m.t; t0 += block) {
    const size_t t1 = t0 + block < m.t ? t0 + block : m.t;
    for (size_t p = m.panel_begin; p < m.panel_end; ++p) {
      Tiles<F>::run(static_cast<const uint8_t*>(m.weights) + p * bytes, a, t0, t1,
                    m.y + p * kPanelRows, m.y_stride, m.n - p * kPanelRows);
    }
  }
}

template <template <class> class Tiles>
TB_INLINE void matmul_quantized(const MatmulArgs& m) {
  switch (m.pack) {
    case Pack::q4_0: return for_each_panel<Q4_0, Tiles>(m);
    case Pack::q4_1: return for_each_panel<Q4_1, Tiles>(m);
    case Pack::q5_0: return for_each_panel<Q5_0, Tiles>(m);
    case Pack::q5_1: return for_each_panel<Q5_1, Tiles>(m);
    case Pack::q8_0: return for_each_panel<Q8_0, Tiles>(m);
    case Pack::iq4_nl: return for_each_panel<IQ4_NL, Tiles>(m);
    case Pack::q2_k: return for_each_panel<Q2_K, Tiles>(m);
    case Pack::q3_k: return for_each_panel<Q3_K, Tiles>(m);
    case Pack::q4_k: return for_each_panel<Q4_K, Tiles>(m);
    case Pack::q5_k: return for_each_panel<Q5_K, Tiles>(m);
    case Pack::q6_k: return for_each_panel<Q6_K, Tiles>(m);
    case Pack::iq4_xs: return for_each_panel<IQ4_XS, Tiles>(m);
    case Pack::f32:
    case Pack::f16:
    case Pack::bf16:
    case Pack::bf16_pairs: return;
  }
}

}  // namespace
}  // namespace tinybrain::kernels::neon
