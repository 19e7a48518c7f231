// From floats to blocks: the choice by type, and the formats with one scale per 32 weights. The rest
// is in quantize_k.cpp and quantize_iq4.cpp; the searches are in fit.cpp.
#include "tensor/quantize.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "base/error.h"
#include "kernels/blocks.h"
#include "kernels/kernels.h"
#include "tensor/fit.h"
#include "tensor/quantizers.h"

namespace tinybrain {
namespace {

using namespace kernels;

constexpr size_t kBlock = 32;

// Truncation towards zero with every value defined: NaN and what is far out become 0.
int truncated(float v) { return v > -1000.0f && v < 1000.0f ? static_cast<int>(v) : 0; }

// The 4 low bits of weight i and i+16 share byte i.
void put_nibbles(uint8_t* qs, const uint8_t* q) {
  for (size_t i = 0; i < 16; ++i) qs[i] = static_cast<uint8_t>((q[i] & 15) | (q[i + 16] & 15) << 4);
}
void put_fifth_bits(uint8_t* qh, const uint8_t* q) {
  for (size_t byte = 0; byte < 4; ++byte) {
    unsigned bits = 0;
    for (size_t bit = 0; bit < 8; ++bit) bits |= ((q[8 * byte + bit] >> 4) & 1u) << bit;
    qh[byte] = static_cast<uint8_t>(bits);
  }
}

// Blocks without a minimum: the value of largest magnitude becomes exactly -half, the lowest level.
float plain_symmetric(const float* x, int half, uint8_t* q) {
  float max = 0;
  for (size_t i = 0; i < kBlock; ++i) {
    if (std::fabs(max) < std::fabs(x[i])) max = x[i];
  }
  const float scale = max / static_cast<float>(-half);
  const float inverse = scale != 0 ? 1.0f / scale : 0.0f;
  const float offset = static_cast<float>(half) + 0.5f;
  for (size_t i = 0; i < kBlock; ++i)
    q[i] = static_cast<uint8_t>(fit::clamp(truncated(x[i] * inverse + offset), 0, 2 * half - 1));
  return scale;
}

// Blocks with a minimum: the range of the block over all levels.
fit::Affine plain_affine(const float* x, int limit, uint8_t* q) {
  float min = FLT_MAX, max = -FLT_MAX;
  for (size_t i = 0; i < kBlock; ++i) {
    if (x[i] < min) min = x[i];
    if (x[i] > max) max = x[i];
  }
  const float scale = (max - min) / static_cast<float>(limit);
  const float inverse = scale != 0 ? 1.0f / scale : 0.0f;
  for (size_t i = 0; i < kBlock; ++i)
    q[i] = static_cast<uint8_t>(fit::clamp(truncated((x[i] - min) * inverse + 0.5f), 0, limit));
  return {scale, -min};
}

// Calls each(block index, 32 weights, their error weights or nullptr).
template <class Each>
void for_blocks(const float* x, size_t k, const float* importance, Each each) {
  const float sigma2 = importance ? sum_of_squares(x, k) / static_cast<float>(k) : 0.0f;
  for (size_t i = 0; i < k / kBlock; ++i) {
    const float* xb = x + i * kBlock;
    float weights[kBlock];
    for (size_t j = 0; importance && j < kBlock; ++j)
      weights[j] = importance_weight(importance[i * kBlock + j], sigma2, xb[j]);
    each(i, std::span<const float>(xb, kBlock), importance ? weights : nullptr);
  }
}

float symmetric(std::span<const float> x, const float* weights, int half, uint8_t* q) {
  if (!weights) return plain_symmetric(x.data(), half, q);
  int8_t levels[kBlock];
  const float scale = fit::symmetric(x, weights, half, levels);
  for (size_t i = 0; i < kBlock; ++i) q[i] = static_cast<uint8_t>(levels[i]);
  return scale;
}

fit::Affine affine(std::span<const float> x, const float* weights, int limit, uint8_t* q) {
  if (!weights) return plain_affine(x.data(), limit, q);
  return fit::affine(x, weights, limit, {-0.9f, 0.05f, 36}, q);
}

void quantize_q4_0(const float* x, uint8_t* dst, size_t k, const float* importance) {
  for_blocks(x, k, importance, [&](size_t i, std::span<const float> xb, const float* weights) {
    BlockQ4_0 block;
    uint8_t q[kBlock];
    block.d = float_to_half(symmetric(xb, weights, 8, q));
    put_nibbles(block.qs, q);
    store_block(dst, i, block);
  });
}

void quantize_q4_1(const float* x, uint8_t* dst, size_t k, const float* importance) {
  for_blocks(x, k, importance, [&](size_t i, std::span<const float> xb, const float* weights) {
    BlockQ4_1 block;
    uint8_t q[kBlock];
    const fit::Affine f = affine(xb, weights, 15, q);
    block.d = float_to_half(f.scale);
    block.m = float_to_half(-f.min);
    put_nibbles(block.qs, q);
    store_block(dst, i, block);
  });
}

void quantize_q5_0(const float* x, uint8_t* dst, size_t k, const float* importance) {
  for_blocks(x, k, importance, [&](size_t i, std::span<const float> xb, const float* weights) {
    BlockQ5_0 block;
    uint8_t q[kBlock];
    block.d = float_to_half(symmetric(xb, weights, 16, q));
    put_nibbles(block.qs, q);
    put_fifth_bits(block.qh, q);
    store_block(dst, i, block);
  });
}

void quantize_q5_1(const float* x, uint8_t* dst, size_t k, const float* importance) {
  for_blocks(x, k, importance, [&](size_t i, std::span<const float> xb, const float* weights) {
    BlockQ5_1 block;
    uint8_t q[kBlock];
    const fit::Affine f = affine(xb, weights, 31, q);
    block.d = float_to_half(f.scale);
    block.m = float_to_half(-f.min);
    put_nibbles(block.qs, q);
    put_fifth_bits(block.qh, q);
    store_block(dst, i, block);
  });
}

// 8 bits lose so little that importance is not used.
void quantize_q8_0(const float* x, uint8_t* dst, size_t k) {
  for (size_t i = 0; i < k / kBlock; ++i) {
    const float* xb = x + i * kBlock;
    float max = 0;
    for (size_t j = 0; j < kBlock; ++j) max = std::max(max, std::fabs(xb[j]));
    const float scale = max / 127.0f;
    const float inverse = scale != 0 ? 1.0f / scale : 0.0f;
    BlockQ8_0 block;
    block.d = float_to_half(scale);
    for (size_t j = 0; j < kBlock; ++j)
      block.qs[j] =
          static_cast<int8_t>(fit::clamp(truncated(std::round(xb[j] * inverse)), -127, 127));
    store_block(dst, i, block);
  }
}

template <uint16_t (*convert)(float)>
void quantize_halves(const float* x, uint8_t* dst, size_t k) {
  for (size_t i = 0; i < k; ++i) store_block(dst, i, convert(x[i]));
}

}  // namespace

float sum_of_squares(const float* x, size_t n) {
  float sum = 0;
  for (size_t i = 0; i < n; ++i) sum += x[i] * x[i];
  return sum;
}

float importance_weight(float importance, float sigma2, float x) {
  return importance * std::sqrt(sigma2 + x * x);
}

void quantize_row(DType type, const float* x, void* dst, size_t k, const float* importance) {
  TB_ASSERT(k % dtype_info(type).block == 0);
  uint8_t* out = static_cast<uint8_t*>(dst);
  if (k == 0) return;
  switch (type) {
    case DType::f32: std::memcpy(out, x, 4 * k); return;
    case DType::f16: return quantize_halves<float_to_half>(x, out, k);
    case DType::bf16: return quantize_halves<float_to_bf16>(x, out, k);
    case DType::q4_0: return quantize_q4_0(x, out, k, importance);
    case DType::q4_1: return quantize_q4_1(x, out, k, importance);
    case DType::q5_0: return quantize_q5_0(x, out, k, importance);
    case DType::q5_1: return quantize_q5_1(x, out, k, importance);
    case DType::q8_0: return quantize_q8_0(x, out, k);
    case DType::q2_k: return quantize_q2_k(x, out, k, importance);
    case DType::q3_k: return quantize_q3_k(x, out, k, importance);
    case DType::q4_k: return quantize_q4_k(x, out, k, importance);
    case DType::q5_k: return quantize_q5_k(x, out, k, importance);
    case DType::q6_k: return quantize_q6_k(x, out, k, importance);
    case DType::iq4_nl: return quantize_iq4_nl(x, out, k, importance);
    case DType::iq4_xs: return quantize_iq4_xs(x, out, k, importance);
  }
  TB_ASSERT(!"a type without a quantizer");
}

}  // namespace tinybrain
