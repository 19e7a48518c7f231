// IQ4_NL and IQ4_XS: 4-bit weights on a fixed uneven grid (kIq4Values). The scale is searched over 15
// candidates around -127/extreme, each judged by the weighted least squares it allows.
#include <algorithm>
#include <cmath>
#include <span>

#include "kernels/blocks.h"
#include "kernels/kernels.h"
#include "tensor/fit.h"
#include "tensor/quantizers.h"

namespace tinybrain {
namespace {

using namespace kernels;

constexpr size_t kBlock = 32, kSuper = 256;
constexpr int kTries = 7;

// The grid value nearest to x; a point in the middle goes up.
uint8_t nearest_level(float x) {
  unsigned level = 0;
  for (unsigned step = 8; step > 0; step /= 2) {
    const unsigned next = level + step;
    if (x + x >= static_cast<float>(kIq4Values[next - 1] + kIq4Values[next])) level = next;
  }
  return static_cast<uint8_t>(level);
}

void nearest_levels(std::span<const float> x, float inverse, uint8_t* q) {
  for (size_t i = 0; i < x.size(); ++i) q[i] = nearest_level(inverse * x[i]);
}

// The scale of 32 weights.
float fit_scale(std::span<const float> x, const float* importance, float sigma2) {
  float max = 0;
  for (const float v : x) {
    if (std::fabs(v) > std::fabs(max)) max = v;
  }
  if (!(std::fabs(max) >= fit::kAllZero)) return 0;
  float weights[kBlock];
  for (size_t i = 0; i < kBlock; ++i)
    weights[i] = importance ? importance_weight(importance[i], sigma2, x[i]) : x[i] * x[i];
  const auto lowest = static_cast<float>(kIq4Values[0]);
  float scale = 0, best = 0;
  const auto consider = [&](float inverse, bool first) {
    float sum_qx = 0, sum_q2 = 0;
    for (size_t i = 0; i < kBlock; ++i) {
      const float q = kIq4Values[nearest_level(inverse * x[i])];
      sum_qx += weights[i] * q * x[i];
      sum_q2 += weights[i] * q * q;
    }
    if (sum_q2 > 0 && (first || sum_qx * sum_qx > best * sum_q2)) {
      scale = sum_qx / sum_q2;
      best = scale * sum_qx;
    }
  };
  consider(1 / (-max / lowest), true);
  for (int i = -kTries; i <= kTries; ++i) consider((static_cast<float>(i) + lowest) / max, false);
  return scale;
}

void put_nibbles(uint8_t* qs, const uint8_t* q) {
  for (size_t i = 0; i < 16; ++i) qs[i] = static_cast<uint8_t>(q[i] | q[i + 16] << 4);
}

}  // namespace

void quantize_iq4_nl(const float* x, uint8_t* dst, size_t k, const float* importance) {
  for (size_t i = 0; i < k / kBlock; ++i) {
    const std::span<const float> xb(x + i * kBlock, kBlock);
    const float sigma2 = sum_of_squares(xb.data(), kBlock) * (2.0f / kBlock);
    const float scale = fit_scale(xb, importance ? importance + i * kBlock : nullptr, sigma2);
    BlockIQ4_NL block;
    uint8_t q[kBlock];
    block.d = float_to_half(scale);
    nearest_levels(xb, scale != 0 ? 1 / scale : 0.0f, q);
    put_nibbles(block.qs, q);
    store_block(dst, i, block);
  }
}

void quantize_iq4_xs(const float* x, uint8_t* dst, size_t k, const float* importance) {
  for (size_t i = 0; i < k / kSuper; ++i) {
    const float* xs = x + i * kSuper;
    const float sigma2 = sum_of_squares(xs, kSuper) * (2.0f / kSuper);
    float scales[8], max = 0;
    for (size_t g = 0; g < 8; ++g) {
      const size_t at = g * kBlock;
      scales[g] =
          fit_scale({xs + at, kBlock}, importance ? importance + i * kSuper + at : nullptr, sigma2);
      if (std::fabs(scales[g]) > std::fabs(max)) max = scales[g];
    }
    BlockIQ4_XS block{};
    const float d = -max / 32;
    const float inverse = d != 0 ? 1 / d : 0.0f;
    block.d = float_to_half(d);
    for (size_t g = 0; g < 8; ++g) {
      const int level = fit::clamp(fit::nearest(inverse * scales[g]), -32, 31);
      const float dl = d * static_cast<float>(level);
      uint8_t q[kBlock];
      nearest_levels({xs + g * kBlock, kBlock}, dl != 0 ? 1 / dl : 0.0f, q);
      put_nibbles(block.qs + 16 * g, q);
      const int stored = level + 32;
      block.scales_l[g / 2] =
          static_cast<uint8_t>(block.scales_l[g / 2] | (stored & 15) << (4 * (g % 2)));
      block.scales_h = static_cast<uint16_t>(block.scales_h | (stored >> 4) << (2 * g));
    }
    store_block(dst, i, block);
  }
}

}  // namespace tinybrain
