// From GGUF blocks to floats, one row at a time: the plain meaning of each format, with the order of
// operations of llama.cpp so that results are equal bit for bit. Used where speed matters little
// (conversion, tests); the hot path reads packed panels instead (kernels/pack.h).
#include <string.h>

#include "base/error.h"
#include "kernels/blocks.h"
#include "kernels/kernels.h"
#include "tensor/quantize.h"
#include "tensor/scales.h"

namespace tinybrain {
namespace {

using namespace kernels;

float half(uint16_t bits) { return half_to_float(bits); }

// ---- Blocks of 32 -------------------------------------------------------------------------------

void decode(const BlockQ4_0& b, float* y) {
  const float d = half(b.d);
  for (int i = 0; i < 16; ++i) {
    y[i] = static_cast<float>((b.qs[i] & 15) - 8) * d;
    y[i + 16] = static_cast<float>((b.qs[i] >> 4) - 8) * d;
  }
}

void decode(const BlockQ4_1& b, float* y) {
  const float d = half(b.d), m = half(b.m);
  for (int i = 0; i < 16; ++i) {
    y[i] = static_cast<float>(b.qs[i] & 15) * d + m;
    y[i + 16] = static_cast<float>(b.qs[i] >> 4) * d + m;
  }
}

// Weight i (0 to 31) of a 5-bit block, without offset.
int five_bits(const uint8_t* qh, const uint8_t* qs, int i) {
  const int low = i < 16 ? qs[i] & 15 : qs[i - 16] >> 4;
  return low | ((qh[i / 8] >> (i % 8)) & 1) << 4;
}

void decode(const BlockQ5_0& b, float* y) {
  const float d = half(b.d);
  for (int i = 0; i < 32; ++i) y[i] = static_cast<float>(five_bits(b.qh, b.qs, i) - 16) * d;
}

void decode(const BlockQ5_1& b, float* y) {
  const float d = half(b.d), m = half(b.m);
  for (int i = 0; i < 32; ++i) y[i] = static_cast<float>(five_bits(b.qh, b.qs, i)) * d + m;
}

void decode(const BlockQ8_0& b, float* y) {
  const float d = half(b.d);
  for (int i = 0; i < 32; ++i) y[i] = static_cast<float>(b.qs[i]) * d;
}

void decode(const BlockIQ4_NL& b, float* y) {
  const float d = half(b.d);
  for (int i = 0; i < 16; ++i) {
    y[i] = d * static_cast<float>(kIq4Values[b.qs[i] & 15]);
    y[i + 16] = d * static_cast<float>(kIq4Values[b.qs[i] >> 4]);
  }
}

// ---- Superblocks of 256 -------------------------------------------------------------------------

// 16 groups of 16. Group g takes 2 bits of 16 bytes: which bytes and which bits, see two_bits.
int two_bits(const uint8_t* qs, int group, int i) {
  const int half_block = group / 8, shift = group % 8 / 2 * 2, side = group % 2;
  return (qs[32 * half_block + 16 * side + i] >> shift) & 3;
}

void decode(const BlockQ2_K& b, float* y) {
  const float d = half(b.d), dmin = half(b.dmin);
  for (int g = 0; g < 16; ++g) {
    const float scale = d * static_cast<float>(b.scales[g] & 15);
    const float min = dmin * static_cast<float>(b.scales[g] >> 4);
    for (int i = 0; i < 16; ++i)
      y[16 * g + i] = scale * static_cast<float>(two_bits(b.qs, g, i)) - min;
  }
}

void decode(const BlockQ3_K& b, float* y) {
  const float d = half(b.d);
  for (int g = 0; g < 16; ++g) {
    const float scale = d * static_cast<float>(scale_q3_k(b.scales, g) - 32);
    for (int i = 0; i < 16; ++i) {
      const int k = 16 * g + i;
      const int high = (b.hmask[k % 32] >> (k / 32)) & 1;
      y[k] = scale * static_cast<float>(two_bits(b.qs, g, i) - (high ? 0 : 4));
    }
  }
}

void decode(const BlockQ4_K& b, float* y) {
  const float d = half(b.d), dmin = half(b.dmin);
  for (int g = 0; g < 8; ++g) {
    const ScaleMin s = scale_min_k4(b.scales, g);
    const float scale = d * static_cast<float>(s.scale), min = dmin * static_cast<float>(s.min);
    const uint8_t* qs = b.qs + g / 2 * 32;
    for (int i = 0; i < 32; ++i) {
      const int q = g % 2 ? qs[i] >> 4 : qs[i] & 15;
      y[32 * g + i] = scale * static_cast<float>(q) - min;
    }
  }
}

void decode(const BlockQ5_K& b, float* y) {
  const float d = half(b.d), dmin = half(b.dmin);
  for (int g = 0; g < 8; ++g) {
    const ScaleMin s = scale_min_k4(b.scales, g);
    const float scale = d * static_cast<float>(s.scale), min = dmin * static_cast<float>(s.min);
    const uint8_t* qs = b.qs + g / 2 * 32;
    for (int i = 0; i < 32; ++i) {
      const int low = g % 2 ? qs[i] >> 4 : qs[i] & 15;
      y[32 * g + i] = scale * static_cast<float>(low | ((b.qh[i] >> g) & 1) << 4) - min;
    }
  }
}

void decode(const BlockQ6_K& b, float* y) {
  const float d = half(b.d);
  for (int k = 0; k < 256; ++k) {
    const int n = k / 128, j = k % 128 / 32,
              i = k % 32;  // which half, which 32 of it, which weight
    const uint8_t ql = b.ql[64 * n + 32 * (j % 2) + i];
    const int low = j / 2 ? ql >> 4 : ql & 15;
    const int high = (b.qh[32 * n + i] >> (2 * j)) & 3;
    y[k] = d * static_cast<float>(b.scales[k / 16]) * static_cast<float>((low | high << 4) - 32);
  }
}

void decode(const BlockIQ4_XS& b, float* y) {
  const float d = half(b.d);
  for (int g = 0; g < 8; ++g) {
    const int low = (b.scales_l[g / 2] >> (4 * (g % 2))) & 15, high = (b.scales_h >> (2 * g)) & 3;
    const float scale = d * static_cast<float>((low | high << 4) - 32);
    for (int i = 0; i < 16; ++i) {
      const uint8_t q = b.qs[16 * g + i];
      y[32 * g + i] = scale * static_cast<float>(kIq4Values[q & 15]);
      y[32 * g + i + 16] = scale * static_cast<float>(kIq4Values[q >> 4]);
    }
  }
}

template <class Block>
void decode_row(const uint8_t* src, float* y, size_t k, size_t weights) {
  for (size_t i = 0; i < k / weights; ++i) {
    Block block;
    memcpy(&block, src + i * sizeof(Block), sizeof block);
    decode(block, y + i * weights);
  }
}

template <float (*convert)(uint16_t)>
void decode_halves(const uint8_t* src, float* y, size_t k) {
  for (size_t i = 0; i < k; ++i) {
    uint16_t bits;
    memcpy(&bits, src + 2 * i, sizeof bits);
    y[i] = convert(bits);
  }
}

}  // namespace

void dequantize_row(DType type, const void* src, float* y, size_t k) {
  TB_ASSERT(k % dtype_info(type).block == 0);
  const uint8_t* p = static_cast<const uint8_t*>(src);
  switch (type) {
    case DType::f32:
      if (k) memcpy(y, p, 4 * k);
      return;
    case DType::f16: return decode_halves<half_to_float>(p, y, k);
    case DType::bf16: return decode_halves<bf16_to_float>(p, y, k);
    case DType::q4_0: return decode_row<BlockQ4_0>(p, y, k, 32);
    case DType::q4_1: return decode_row<BlockQ4_1>(p, y, k, 32);
    case DType::q5_0: return decode_row<BlockQ5_0>(p, y, k, 32);
    case DType::q5_1: return decode_row<BlockQ5_1>(p, y, k, 32);
    case DType::q8_0: return decode_row<BlockQ8_0>(p, y, k, 32);
    case DType::iq4_nl: return decode_row<BlockIQ4_NL>(p, y, k, 32);
    case DType::q2_k: return decode_row<BlockQ2_K>(p, y, k, 256);
    case DType::q3_k: return decode_row<BlockQ3_K>(p, y, k, 256);
    case DType::q4_k: return decode_row<BlockQ4_K>(p, y, k, 256);
    case DType::q5_k: return decode_row<BlockQ5_K>(p, y, k, 256);
    case DType::q6_k: return decode_row<BlockQ6_K>(p, y, k, 256);
    case DType::iq4_xs: return decode_row<BlockIQ4_XS>(p, y, k, 256);
  }
  TB_ASSERT(!"a type without a decoder");
}

}  // namespace tinybrain
