// Q2_K to Q6_K: superblocks of 256 weights in groups of 16 or 32, whose scales are small integers
// times one half-precision scale. Every format goes the same way: fit each group, quantize the group
// scales, then round the weights again with the scales that will really be read.
#include <algorithm>
#include <cmath>
#include <span>

#include "kernels/blocks.h"
#include "kernels/kernels.h"
#include "tensor/fit.h"
#include "tensor/quantizers.h"
#include "tensor/scales.h"

namespace tinybrain {
namespace {

using namespace kernels;

constexpr size_t kSuper = 256;
constexpr fit::Grid kFineGrid{-0.9f, 0.05f, 36};  // with importance

template <class Each>
void for_superblocks(size_t k, Each each) {
  for (size_t i = 0; i < k / kSuper; ++i) each(i);
}

// ---- Formats with minimums: Q2_K, Q4_K, Q5_K ----------------------------------------------------

// A superblock being quantized: groups of `size` weights, w = scale*q - min.
struct Groups {
  size_t size, count;
  float scales[16], mins[16];
  uint8_t scale_levels[16], min_levels[16];
  float d, dmin;  // as they will be read back
  uint16_t d_bits, dmin_bits;
  uint8_t q[kSuper];
};

// Without importance: the largest group scale becomes the highest level.
void level_scales(const float* values, size_t count, float top, uint8_t* levels, uint16_t& bits) {
  float max = 0;
  for (size_t g = 0; g < count; ++g) max = std::max(max, values[g]);
  const float inverse = max > 0 ? top / max : 0.0f;
  for (size_t g = 0; g < count; ++g)
    levels[g] = static_cast<uint8_t>(
        fit::clamp(fit::nearest(inverse * values[g]), 0, static_cast<int>(top)));
  bits = float_to_half(max / top);
}

void fit_groups(Groups& s, const float* x, int limit, int top, fit::Grid grid) {
  for (size_t g = 0; g < s.count; ++g) {
    const std::span<const float> group(x + g * s.size, s.size);
    const float mean = std::sqrt(sum_of_squares(group.data(), s.size) / static_cast<float>(s.size));
    float weights[32];
    for (size_t i = 0; i < s.size; ++i)
      weights[i] = grid.absolute ? std::fabs(group[i]) : mean + std::fabs(group[i]);
    const fit::Affine f = fit::affine(group, weights, limit, grid, s.q + g * s.size);
    s.scales[g] = f.scale;
    s.mins[g] = f.min;
  }
  level_scales(s.scales, s.count, static_cast<float>(top), s.scale_levels, s.d_bits);
  level_scales(s.mins, s.count, static_cast<float>(top), s.min_levels, s.dmin_bits);
}

void fit_groups_weighted(Groups& s, const float* x, const float* importance, float sigma2,
                         int limit, int top) {
  float group_weights[16];
  for (size_t g = 0; g < s.count; ++g) {
    const std::span<const float> group(x + g * s.size, s.size);
    float weights[32];
    group_weights[g] = 0;
    for (size_t i = 0; i < s.size; ++i) {
      weights[i] = importance_weight(importance[g * s.size + i], sigma2, group[i]);
      group_weights[g] += weights[i];
    }
    const fit::Affine f = fit::affine(group, weights, limit, kFineGrid, s.q + g * s.size);
    s.scales[g] = f.scale;
    s.mins[g] = f.min;
  }
  const auto values = [&](const float* p) { return std::span<const float>(p, s.count); };
  s.d_bits = float_to_half(fit::positive(values(s.scales), group_weights, top, s.scale_levels));
  s.dmin_bits = float_to_half(fit::positive(values(s.mins), group_weights, top, s.min_levels));
}

// Rounds the weights again. A group whose scale became 0 keeps its levels: they mean nothing.
void round_again(Groups& s, const float* x, int limit) {
  s.d = half_to_float(s.d_bits);
  s.dmin = half_to_float(s.dmin_bits);
  for (size_t g = 0; g < s.count; ++g) {
    const float d = s.d * static_cast<float>(s.scale_levels[g]);
    if (d == 0) continue;
    const float min = s.dmin * static_cast<float>(s.min_levels[g]);
    for (size_t i = g * s.size; i < (g + 1) * s.size; ++i)
      s.q[i] = static_cast<uint8_t>(fit::clamp(fit::nearest((x[i] + min) / d), 0, limit));
  }
}

// Weight 128*n + 32*j + i goes to bits 2j of byte 32*n + i.
void put_two_bits(uint8_t* qs, const uint8_t* q) {
  for (size_t n = 0; n < 2; ++n) {
    for (size_t i = 0; i < 32; ++i) {
      const uint8_t* p = q + 128 * n + i;
      qs[32 * n + i] =
          static_cast<uint8_t>((p[0] & 3) | (p[32] & 3) << 2 | (p[64] & 3) << 4 | (p[96] & 3) << 6);
    }
  }
}

// The first 32 of each 64 weights are low nibbles, the others high ones.
void put_nibbles_64(uint8_t* qs, const uint8_t* q) {
  for (size_t n = 0; n < 4; ++n) {
    for (size_t i = 0; i < 32; ++i)
      qs[32 * n + i] = static_cast<uint8_t>((q[64 * n + i] & 15) | (q[64 * n + 32 + i] & 15) << 4);
  }
}

// Bit `bit` of weight 32*j + i goes to bit j of byte i.
void put_plane(uint8_t* plane, const uint8_t* q, int bit) {
  for (size_t i = 0; i < 32; ++i) {
    unsigned bits = 0;
    for (size_t j = 0; j < 8; ++j) bits |= ((q[32 * j + i] >> bit) & 1u) << j;
    plane[i] = static_cast<uint8_t>(bits);
  }
}

// Fits one superblock of a format with 8 groups of 32, 6-bit scales and minimums.
void fit_k4(Groups& s, const float* x, const float* importance, int limit, fit::Grid grid,
            uint8_t* scales) {
  if (importance) {
    const float sigma2 = 2 * sum_of_squares(x, kSuper) / static_cast<float>(kSuper);
    fit_groups_weighted(s, x, importance, sigma2, limit, 63);
  } else {
    fit_groups(s, x, limit, 63, grid);
  }
  round_again(s, x, limit);
  for (int g = 0; g < 8; ++g) put_scale_min_k4(scales, g, s.scale_levels[g], s.min_levels[g]);
}

// ---- Formats without: Q3_K, Q6_K ----------------------------------------------------------------

// Rounds 16 groups of 16 again; q keeps `half` added.
void round_again_symmetric(const float* x, const float* d, int half, uint8_t* q) {
  for (size_t g = 0; g < 16; ++g) {
    if (d[g] == 0) continue;
    for (size_t i = 16 * g; i < 16 * (g + 1); ++i)
      q[i] = static_cast<uint8_t>(half + fit::clamp(fit::nearest(x[i] / d[g]), -half, half - 1));
  }
}

float largest_magnitude(const float* values, size_t n) {
  float best = 0;
  for (size_t i = 0; i < n; ++i) {
    if (std::fabs(values[i]) > std::fabs(best)) best = values[i];
  }
  return best;
}

// Levels (0 to 63, 32 = zero) of the 16 group scales of one Q3_K superblock; returns the block scale.
float fit_q3_k(const float* x, const float* importance, uint8_t* q, int8_t* levels) {
  float scales[16], group_weights[16];
  int8_t* signed_q = reinterpret_cast<int8_t*>(q);
  if (importance) {
    const float sigma2 = 2 * sum_of_squares(x, kSuper) / static_cast<float>(kSuper);
    for (size_t g = 0; g < 16; ++g) {
      float weights[16];
      group_weights[g] = 0;
      for (size_t i = 0; i < 16; ++i) {
        weights[i] = importance_weight(importance[16 * g + i], sigma2, x[16 * g + i]);
        group_weights[g] += weights[i];
      }
      scales[g] = fit::symmetric({x + 16 * g, 16}, weights, 4, signed_q + 16 * g);
    }
    return fit::symmetric(scales, group_weights, 32, levels);
  }
  for (size_t g = 0; g < 16; ++g)
    scales[g] = fit::symmetric_one_by_one({x + 16 * g, 16}, 4, signed_q + 16 * g);
  const float max = largest_magnitude(scales, 16);
  if (max == 0) {
    std::fill_n(levels, 16, int8_t{0});
    return 0;
  }
  const float inverse = -32.0f / max;
  for (size_t g = 0; g < 16; ++g)
    levels[g] = static_cast<int8_t>(32 + fit::clamp(fit::nearest(inverse * scales[g]), -32, 31));
  return 1 / inverse;
}

}  // namespace

void quantize_q2_k(const float* x, uint8_t* dst, size_t k, const float* importance) {
  for_superblocks(k, [&](size_t i) {
    const float* xs = x + i * kSuper;
    Groups s{16, 16};
    BlockQ2_K block;
    if (importance) {
      const float sigma2 = sum_of_squares(xs, kSuper) / static_cast<float>(kSuper);
      fit_groups_weighted(s, xs, importance + i * kSuper, sigma2, 3, 15);
    } else {
      fit_groups(s, xs, 3, 15, {-0.5f, 0.1f, 15, true});
    }
    round_again(s, xs, 3);
    block.d = s.d_bits;
    block.dmin = s.dmin_bits;
    for (size_t g = 0; g < 16; ++g)
      block.scales[g] = static_cast<uint8_t>(s.scale_levels[g] | s.min_levels[g] << 4);
    put_two_bits(block.qs, s.q);
    store_block(dst, i, block);
  });
}

void quantize_q3_k(const float* x, uint8_t* dst, size_t k, const float* importance) {
  for_superblocks(k, [&](size_t i) {
    const float* xs = x + i * kSuper;
    BlockQ3_K block{};
    uint8_t q[kSuper];
    int8_t levels[16];
    block.d =
        float_to_half(fit_q3_k(xs, importance ? importance + i * kSuper : nullptr, q, levels));
    float d[16];
    for (int g = 0; g < 16; ++g) {
      put_scale_q3_k(block.scales, g, levels[g]);
      d[g] = half_to_float(block.d) * static_cast<float>(levels[g] - 32);
    }
    round_again_symmetric(xs, d, 4, q);
    put_plane(block.hmask, q, 2);
    put_two_bits(block.qs, q);
    store_block(dst, i, block);
  });
}

void quantize_q4_k(const float* x, uint8_t* dst, size_t k, const float* importance) {
  for_superblocks(k, [&](size_t i) {
    Groups s{32, 8};
    BlockQ4_K block{};
    fit_k4(s, x + i * kSuper, importance ? importance + i * kSuper : nullptr, 15, {-1.0f, 0.1f, 20},
           block.scales);
    block.d = s.d_bits;
    block.dmin = s.dmin_bits;
    put_nibbles_64(block.qs, s.q);
    store_block(dst, i, block);
  });
}

void quantize_q5_k(const float* x, uint8_t* dst, size_t k, const float* importance) {
  for_superblocks(k, [&](size_t i) {
    Groups s{32, 8};
    BlockQ5_K block{};
    fit_k4(s, x + i * kSuper, importance ? importance + i * kSuper : nullptr, 31, {-0.5f, 0.1f, 15},
           block.scales);
    block.d = s.d_bits;
    block.dmin = s.dmin_bits;
    put_plane(block.qh, s.q, 4);
    put_nibbles_64(block.qs, s.q);
    store_block(dst, i, block);
  });
}

void quantize_q6_k(const float* x, uint8_t* dst, size_t k, const float* importance) {
  for_superblocks(k, [&](size_t i) {
    const float* xs = x + i * kSuper;
    BlockQ6_K block{};
    uint8_t q[kSuper];
    float scales[16], d[16];
    for (size_t g = 0; g < 16; ++g) {
      const float* weights = importance ? importance + i * kSuper + 16 * g : nullptr;
      scales[g] =
          fit::symmetric({xs + 16 * g, 16}, weights, 32, reinterpret_cast<int8_t*>(q) + 16 * g);
    }
    const float max = largest_magnitude(scales, 16);
    if (!(std::fabs(max) >= fit::kAllZero)) return store_block(dst, i, block);
    const float inverse = -128.0f / max;
    block.d = float_to_half(1 / inverse);
    for (size_t g = 0; g < 16; ++g) {
      const int level = fit::clamp(fit::nearest(inverse * scales[g]), -128, 127);
      block.scales[g] = static_cast<int8_t>(level);
      d[g] = half_to_float(block.d) * static_cast<float>(level);
    }
    round_again_symmetric(xs, d, 32, q);
    // Each 128 weights: four runs of 32. Low nibbles: runs 0 and 2 share bytes, so do runs 1 and 3.
    for (size_t n = 0; n < 2; ++n) {
      for (size_t j = 0; j < 32; ++j) {
        const uint8_t* p = q + 128 * n + j;
        block.ql[64 * n + j] = static_cast<uint8_t>((p[0] & 15) | (p[64] & 15) << 4);
        block.ql[64 * n + 32 + j] = static_cast<uint8_t>((p[32] & 15) | (p[96] & 15) << 4);
        block.qh[32 * n + j] = static_cast<uint8_t>(p[0] >> 4 | (p[32] >> 4) << 2 |
                                                    (p[64] >> 4) << 4 | (p[96] >> 4) << 6);
      }
    }
    store_block(dst, i, block);
  });
}

}  // namespace tinybrain
