// One row quantizer per format; quantize_row chooses. importance may be nullptr everywhere. dst needs no
// alignment. Private to src/tensor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tinybrain {

using RowQuantizer = void(const float* x, uint8_t* dst, size_t k, const float* importance);
RowQuantizer quantize_q2_k, quantize_q3_k, quantize_q4_k, quantize_q5_k, quantize_q6_k;
RowQuantizer quantize_iq4_nl, quantize_iq4_xs;

// How much an error at weight x matters: its importance, more for large weights. sigma2 = mean square
// of its surroundings.
float importance_weight(float importance, float sigma2, float x);
float sum_of_squares(const float* x, size_t n);

template <class Block>
void store_block(uint8_t* dst, size_t i, const Block& block) {
  std::memcpy(dst + i * sizeof block, &block, sizeof block);
}

}  // namespace tinybrain
