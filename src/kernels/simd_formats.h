// Unpacking one cell of a quantized panel over a vector type: for each Pack, the eight quads as bytes
// and the scales and minimums as floats, of V::kLanes rows from `row` on (0, or 8 for the lower half
// of a panel). Layouts: kernels.h. What the bytes are multiplied by is avx2_matmul.cpp's and
// avx512_matmul.cpp's business.
#pragma once

#include "kernels/simd.h"

namespace tinybrain::kernels {
namespace {

// w = scale[h]*(q - kOffset) + min[h]; h = half of the cell where kHalves, else 0.
template <class V>
struct Cell {
  typename V::I q[8];
  typename V::F scale[2], min[2];
};

// The values of a superblock's head.
template <class V>
struct Head {
  typename V::F d, dmin;
};

// ---- Pieces -------------------------------------------------------------------------------------
// `p` is where the field starts for row 0; rows are 4 bytes wide.

template <class V>
TB_INLINE void nibbles(const uint8_t* p, size_t row, Cell<V>& c) {
  const auto low = V::set_bytes(15);
  TB_UNROLL for (int g = 0; g < 4; ++g) {
    const auto v = V::load_bytes(p + 64 * g + 4 * row);
    c.q[g] = V::bit_and(v, low);
    c.q[g + 4] = V::bit_and(V::template shift<-4>(v), low);
  }
}

// Bit g of every byte becomes bit kBit of q[g].
template <int kBit, class V>
TB_INLINE void high_bit(const uint8_t* p, size_t row, Cell<V>& c) {
  const auto h = V::load_bytes(p + 4 * row), bit = V::set_bytes(1 << kBit);
  c.q[0] = V::or_masked(V::template shift<kBit - 0>(h), bit, c.q[0]);
  c.q[1] = V::or_masked(V::template shift<kBit - 1>(h), bit, c.q[1]);
  c.q[2] = V::or_masked(V::template shift<kBit - 2>(h), bit, c.q[2]);
  c.q[3] = V::or_masked(V::template shift<kBit - 3>(h), bit, c.q[3]);
  c.q[4] = V::or_masked(V::template shift<kBit - 4>(h), bit, c.q[4]);
  c.q[5] = V::or_masked(V::template shift<kBit - 5>(h), bit, c.q[5]);
  c.q[6] = V::or_masked(V::template shift<kBit - 6>(h), bit, c.q[6]);
  c.q[7] = V::or_masked(V::template shift<kBit - 7>(h), bit, c.q[7]);
}

// Bits 2j of two[h] become bits 0 and 1 of q[4h+j].
template <class V>
TB_INLINE void two_bits(const uint8_t* p, size_t row, Cell<V>& c) {
  const auto mask = V::set_bytes(3);
  TB_UNROLL for (int h = 0; h < 2; ++h) {
    const auto v = V::load_bytes(p + 64 * h + 4 * row);
    c.q[4 * h] = V::bit_and(v, mask);
    c.q[4 * h + 1] = V::bit_and(V::template shift<-2>(v), mask);
    c.q[4 * h + 2] = V::bit_and(V::template shift<-4>(v), mask);
    c.q[4 * h + 3] = V::bit_and(V::template shift<-6>(v), mask);
  }
}

// The same, to bits 4 and 5, added to what q has.
template <class V>
TB_INLINE void upper_two_bits(const uint8_t* p, size_t row, Cell<V>& c) {
  const auto mask = V::set_bytes(0x30);
  TB_UNROLL for (int h = 0; h < 2; ++h) {
    const auto v = V::load_bytes(p + 64 * h + 4 * row);
    c.q[4 * h] = V::or_masked(V::template shift<4>(v), mask, c.q[4 * h]);
    c.q[4 * h + 1] = V::or_masked(V::template shift<2>(v), mask, c.q[4 * h + 1]);
    c.q[4 * h + 2] = V::or_masked(v, mask, c.q[4 * h + 2]);
    c.q[4 * h + 3] = V::or_masked(V::template shift<-2>(v), mask, c.q[4 * h + 3]);
  }
}

// Nibbles become kIq4Values, plus 128 where bytes are unsigned.
template <class V>
TB_INLINE void iq4_values(Cell<V>& c) {
  TB_UNROLL for (int g = 0; g < 8; ++g) c.q[g] =
      V::lookup(kIq4Values, V::kSignedWeights ? 0 : 0x80, c.q[g]);
}

template <class V>
TB_INLINE typename V::F half_field(const uint8_t* p, size_t row) {
  return V::load_half(p + 2 * row);
}

// scale[h] = d * sc[h], signed bytes.
template <class V>
TB_INLINE void two_scales(const uint8_t* p, size_t row, const Head<V>& head, Cell<V>& c) {
  TB_UNROLL for (int h = 0; h < 2; ++h) c.scale[h] = V::mul(head.d, V::load_s8(p + 16 * h + row));
}

// Q4_K and Q5_K: scale = d*sc, min = -dmin*m.
template <class V>
TB_INLINE void scale_and_min(const uint8_t* p, size_t row, const Head<V>& head, Cell<V>& c) {
  c.scale[0] = V::mul(head.d, V::load_u8(p + row));
  c.min[0] = V::fnma(head.dmin, V::load_u8(p + 16 + row), V::zero());
}

// ---- Formats ------------------------------------------------------------------------------------

// What formats have in common; each overrides what differs. kMax: the largest q as an unsigned byte,
// which bounds sums of products; kSigned: q are signed bytes instead (kMax does not matter then).
template <class V>
struct Plain {
  static constexpr bool kHalves = false, kMin = false, kSigned = false;
  static constexpr int kOffset = 0, kHeadBytes = 0;
  TB_INLINE static Head<V> head(const uint8_t*, size_t) { return {V::zero(), V::zero()}; }
};
template <class V>
struct Super : Plain<V> {
  static constexpr int kHeadBytes = 32;
  TB_INLINE static Head<V> head(const uint8_t* p, size_t row) {
    return {half_field<V>(p, row), V::zero()};
  }
};
template <class V>
struct SuperMin : Plain<V> {
  static constexpr bool kMin = true;
  static constexpr int kHeadBytes = 64;
  TB_INLINE static Head<V> head(const uint8_t* p, size_t row) {
    return {half_field<V>(p, row), half_field<V>(p + 32, row)};
  }
};

template <class V>
struct Q4_0 : Plain<V> {
  static constexpr int kOffset = 8, kMax = 15, kCellBytes = 288;
  TB_INLINE static void cell(const uint8_t* p, size_t row, const Head<V>&, Cell<V>& c) {
    c.scale[0] = half_field<V>(p, row);
    nibbles(p + 32, row, c);
  }
};
template <class V>
struct IQ4_NL : Plain<V> {
  static constexpr bool kSigned = V::kSignedWeights;
  static constexpr int kOffset = kSigned ? 0 : 128, kMax = 255, kCellBytes = 288;
  TB_INLINE static void cell(const uint8_t* p, size_t row, const Head<V>&, Cell<V>& c) {
    c.scale[0] = half_field<V>(p, row);
    nibbles(p + 32, row, c);
    iq4_values(c);
  }
};
template <class V>
struct Q4_1 : Plain<V> {
  static constexpr bool kMin = true;
  static constexpr int kMax = 15, kCellBytes = 320;
  TB_INLINE static void cell(const uint8_t* p, size_t row, const Head<V>&, Cell<V>& c) {
    c.scale[0] = half_field<V>(p, row);
    c.min[0] = half_field<V>(p + 32, row);
    nibbles(p + 64, row, c);
  }
};
template <class V>
struct Q5_0 : Plain<V> {
  static constexpr int kOffset = 16, kMax = 31, kCellBytes = 352;
  TB_INLINE static void cell(const uint8_t* p, size_t row, const Head<V>&, Cell<V>& c) {
    c.scale[0] = half_field<V>(p, row);
    nibbles(p + 96, row, c);
    high_bit<4>(p + 32, row, c);
  }
};
template <class V>
struct Q5_1 : Plain<V> {
  static constexpr bool kMin = true;
  static constexpr int kMax = 31, kCellBytes = 384;
  TB_INLINE static void cell(const uint8_t* p, size_t row, const Head<V>&, Cell<V>& c) {
    c.scale[0] = half_field<V>(p, row);
    c.min[0] = half_field<V>(p + 32, row);
    nibbles(p + 128, row, c);
    high_bit<4>(p + 64, row, c);
  }
};
template <class V>
struct Q8_0 : Plain<V> {
  static constexpr bool kSigned = V::kSignedWeights;
  static constexpr int kOffset = kSigned ? 0 : 128, kMax = 255, kCellBytes = 544;
  TB_INLINE static void cell(const uint8_t* p, size_t row, const Head<V>&, Cell<V>& c) {
    c.scale[0] = half_field<V>(p, row);
    TB_UNROLL for (int g = 0; g < 8; ++g) {
      c.q[g] = V::load_bytes(p + 32 + 64 * g + 4 * row);
      if constexpr (!kSigned) c.q[g] = V::bit_xor(c.q[g], V::set_bytes(0x80));
    }
  }
};
template <class V>
struct Q2_K : SuperMin<V> {
  static constexpr bool kHalves = true;
  static constexpr int kMax = 3, kCellBytes = 160;
  TB_INLINE static void cell(const uint8_t* p, size_t row, const Head<V>& head, Cell<V>& c) {
    TB_UNROLL for (int h = 0; h < 2; ++h) {
      c.scale[h] = V::mul(head.d, V::load_low_nibbles(p + 16 * h + row));
      c.min[h] = V::fnma(head.dmin, V::load_high_nibbles(p + 16 * h + row), V::zero());
    }
    two_bits(p + 32, row, c);
  }
};
template <class V>
struct Q3_K : Super<V> {
  static constexpr bool kHalves = true;
  static constexpr int kOffset = 4, kMax = 7, kCellBytes = 224;
  TB_INLINE static void cell(const uint8_t* p, size_t row, const Head<V>& head, Cell<V>& c) {
    two_scales(p, row, head, c);
    two_bits(p + 32, row, c);
    high_bit<2>(p + 160, row, c);
  }
};
template <class V>
struct Q4_K : SuperMin<V> {
  static constexpr int kMax = 15, kCellBytes = 288;
  TB_INLINE static void cell(const uint8_t* p, size_t row, const Head<V>& head, Cell<V>& c) {
    scale_and_min(p, row, head, c);
    nibbles(p + 32, row, c);
  }
};
template <class V>
struct Q5_K : SuperMin<V> {
  static constexpr int kMax = 31, kCellBytes = 352;
  TB_INLINE static void cell(const uint8_t* p, size_t row, const Head<V>& head, Cell<V>& c) {
    scale_and_min(p, row, head, c);
    nibbles(p + 96, row, c);
    high_bit<4>(p + 32, row, c);
  }
};
template <class V>
struct Q6_K : Super<V> {
  static constexpr bool kHalves = true;
  static constexpr int kOffset = 32, kMax = 63, kCellBytes = 416;
  TB_INLINE static void cell(const uint8_t* p, size_t row, const Head<V>& head, Cell<V>& c) {
    two_scales(p, row, head, c);
    nibbles(p + 160, row, c);
    upper_two_bits(p + 32, row, c);
  }
};
template <class V>
struct IQ4_XS : Super<V> {
  static constexpr bool kSigned = V::kSignedWeights;
  static constexpr int kOffset = kSigned ? 0 : 128, kMax = 255, kCellBytes = 272;
  TB_INLINE static void cell(const uint8_t* p, size_t row, const Head<V>& head, Cell<V>& c) {
    c.scale[0] = V::mul(head.d, V::load_s8(p + row));
    nibbles(p + 16, row, c);
    iq4_values(c);
  }
};

// Calls run.quantized<Format<V>>() for the pack's format, or run.template floats<kPack>().
template <class V, class Run>
TB_INLINE void with_format(Pack pack, Run run) {
  switch (pack) {
    case Pack::f32: return run.template floats<Pack::f32>();
    case Pack::f16: return run.template floats<Pack::f16>();
    case Pack::bf16: return run.template floats<Pack::bf16>();
    case Pack::bf16_pairs: return;  // in tables with Table::bf16_pairs only, and not here
    case Pack::q4_0: return run.template quantized<Q4_0<V>>();
    case Pack::q4_1: return run.template quantized<Q4_1<V>>();
    case Pack::q5_0: return run.template quantized<Q5_0<V>>();
    case Pack::q5_1: return run.template quantized<Q5_1<V>>();
    case Pack::q8_0: return run.template quantized<Q8_0<V>>();
    case Pack::iq4_nl: return run.template quantized<IQ4_NL<V>>();
    case Pack::q2_k: return run.template quantized<Q2_K<V>>();
    case Pack::q3_k: return run.template quantized<Q3_K<V>>();
    case Pack::q4_k: return run.template quantized<Q4_K<V>>();
    case Pack::q5_k: return run.template quantized<Q5_K<V>>();
    case Pack::q6_k: return run.template quantized<Q6_K<V>>();
    case Pack::iq4_xs: return run.template quantized<IQ4_XS<V>>();
  }
}

// ---- Float weights ------------------------------------------------------------------------------

template <Pack kPack>
constexpr size_t kWeightBytes = kPack == Pack::f32 ? 4 : 2;

// V::kLanes weights at p.
template <Pack kPack, class V>
TB_INLINE typename V::F float_weights(const uint8_t* p) {
  if constexpr (kPack == Pack::f32)
    return V::load(reinterpret_cast<const float*>(p));
  else if constexpr (kPack == Pack::f16)
    return V::load_half(p);
  else
    return V::load_bf16(p);
}

}  // namespace
}  // namespace tinybrain::kernels
