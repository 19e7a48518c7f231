// The searches behind the quantizers: given a few weights, find the scale (and minimum) and the small
// integers whose product loses least. The methods are those of llama.cpp's reference quantizers
// (ggml-quants.c), with the same order of operations, so that blocks come out equal byte for byte.
// Private to src/tensor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace tinybrain::fit {

// Round to nearest even for |x| <= 2^22; any other value, NaN included, gives some integer of at most
// 23 bits and no undefined behaviour. Callers clamp.
inline int nearest(float x) {
  const float shifted = x + 12582912.0f;  // 1.5 * 2^23: the integer lands in the mantissa
  int32_t bits;
  std::memcpy(&bits, &shifted, sizeof bits);
  return (bits & 0x007fffff) - 0x00400000;
}
inline int clamp(int v, int low, int high) { return v < low ? low : v > high ? high : v; }

inline constexpr float kAllZero = 1e-15f;  // a group whose magnitudes are below this is zero

// x[i] ~ scale * (q[i] - limit), q in [0, 2*limit): 19 candidate scales around -limit/extreme, each
// judged by the weighted least squares it allows. weights == nullptr means x^2.
float symmetric(std::span<const float> x, const float* weights, int limit, int8_t* q);

// The same model, refined one integer at a time instead (weights x^2): Q3_K's way.
float symmetric_one_by_one(std::span<const float> x, int limit, int8_t* q);

// x[i] ~ scale * q[i] - min with min >= 0, q in [0, limit].
struct Affine {
  float scale, min;
};
// Candidates: iscale = (first + step*i + limit) / (max - min), i = 0 to count; each solved for scale and
// minimum by weighted least squares, the best kept by weighted squared (or absolute) error.
struct Grid {
  float first, step;
  int count;
  bool absolute = false;
};
Affine affine(std::span<const float> x, const float* weights, int limit, Grid grid, uint8_t* q);

// x[i] ~ scale * q[i], x >= 0, q in [0, limit]: for the scales of a superblock.
float positive(std::span<const float> x, const float* weights, int limit, uint8_t* q);

}  // namespace tinybrain::fit
