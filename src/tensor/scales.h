// The two bit packings of sub-block scales that K formats use (llama.cpp, ggml-common.h), for reading
// and for writing. Private to src/tensor.
#pragma once

#include <cstdint>

namespace tinybrain {

// Q4_K, Q5_K: 8 scales and 8 minimums of 6 bits in 12 bytes. The first four of each lie in the low
// 6 bits of bytes 0-3 and 4-7; the low 4 bits of the others share bytes 8-11 (scale low, minimum
// high), their upper 2 bits sit on top of bytes 0-3 and 4-7.
struct ScaleMin {
  int scale, min;
};
inline ScaleMin scale_min_k4(const uint8_t* s, int g) {
  if (g < 4) return {s[g] & 63, s[g + 4] & 63};
  return {(s[g + 4] & 15) | (s[g - 4] >> 6) << 4, (s[g + 4] >> 4) | (s[g] >> 6) << 4};
}
// s must be zero before the first call; calls in rising order of g.
inline void put_scale_min_k4(uint8_t* s, int g, int scale, int min) {
  if (g < 4) {
    s[g] = static_cast<uint8_t>(scale);
    s[g + 4] = static_cast<uint8_t>(min);
  } else {
    s[g + 4] = static_cast<uint8_t>((scale & 15) | (min & 15) << 4);
    s[g - 4] = static_cast<uint8_t>(s[g - 4] | (scale >> 4) << 6);
    s[g] = static_cast<uint8_t>(s[g] | (min >> 4) << 6);
  }
}

// Q3_K: 16 scales of 6 bits (value + 32) in 12 bytes. Low 4 bits: nibbles of bytes 0-7 (scale g and
// g+8 in one byte); upper 2 bits: bytes 8-11, scale g in byte 8 + g%4 at bit 2*(g/4).
inline int scale_q3_k(const uint8_t* s, int g) {
  const int low = g < 8 ? s[g] & 15 : s[g - 8] >> 4;
  return low | ((s[8 + g % 4] >> (2 * (g / 4))) & 3) << 4;
}
inline void put_scale_q3_k(uint8_t* s, int g, int scale) {  // s zero before the first call
  const int byte = g % 8, shift = g < 8 ? 0 : 4;
  s[byte] = static_cast<uint8_t>(s[byte] | (scale & 15) << shift);
  s[8 + g % 4] = static_cast<uint8_t>(s[8 + g % 4] | (scale >> 4) << (2 * (g / 4)));
}

}  // namespace tinybrain
