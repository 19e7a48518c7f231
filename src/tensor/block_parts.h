// One quantized block taken apart: scales and small integers, so that who knows better than the plain
// quantizers which integers to take (compress/) can change them. Rows are coded by tensor/quantize.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "tensor/dtype.h"

namespace tinybrain {

// What the blocks of a type are made of: w = scale * value(q) + base for each group of weights.
struct BlockFormat {
  // Where a group's scale comes from: the block's half-precision one, or that times a small integer.
  enum class Scale : uint8_t { half, unsigned_4, unsigned_6, signed_6, signed_8 };
  uint32_t groups, group_size;
  int levels;     // q is in [0, levels)
  int zero;       // value(q) = q - zero; not for types with a table
  bool minimums;  // base is free, and not 0
  bool table;     // value(q) = kIq4Values[q]
  Scale scale;
  int scale_low() const;  // range of the small integer
  int scale_high() const;
};
// nullptr for the float types.
const BlockFormat* block_format(DType type);

struct BlockParts {
  uint16_t d = 0, m = 0;                   // bits of the halves; m: minimum, 0 without minimums
  int16_t scales[16] = {}, mins[16] = {};  // small integers of each group; 1 where there are none
  uint8_t q[256] = {};
};

// The scale and the base of one group.
struct GroupGrid {
  float scale, base;
};
GroupGrid group_grid(DType type, const BlockParts& parts, size_t group);

void split_block(DType type, const void* block, BlockParts& parts);
void join_block(DType type, const BlockParts& parts, void* block);

}  // namespace tinybrain
