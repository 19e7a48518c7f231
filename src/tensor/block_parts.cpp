// Where each part of a block lies, as data: one table for reading and for writing. Layouts are those of
// kernels/blocks.h.
#include "tensor/block_parts.h"

#include <cstring>

#include "base/error.h"
#include "kernels/blocks.h"
#include "kernels/kernels.h"
#include "tensor/scales.h"

namespace tinybrain {
namespace {

using namespace kernels;
using Scale = BlockFormat::Scale;

// How the bits of weight i are spread over bytes: weights are cut in runs of `span`; within one, weight
// i lies in byte i % stride of the run's bytes, its bits `width` * (i / stride) up.
struct Spread {
  uint32_t offset;  // in the block; width 0 = none
  uint32_t span, stride, width;
  uint32_t byte(uint32_t i) const {
    return offset + i / span * (span * width / 8) + i % span % stride;
  }
  uint32_t shift(uint32_t i) const { return i % span / stride * width; }
};

struct Layout {
  DType type;
  BlockFormat format;
  uint32_t d, m;  // offsets of the halves; m unused without minimums
  Spread low, high;
};

// Q5_0 and Q5_1 keep the fifth bit of weight i at bit i: stride 1, eight to a byte.
constexpr Layout kLayouts[] = {
    {DType::q4_0, {1, 32, 16, 8, false, false, Scale::half}, 0, 0, {2, 32, 16, 4}, {}},
    {DType::q4_1, {1, 32, 16, 0, true, false, Scale::half}, 0, 2, {4, 32, 16, 4}, {}},
    {DType::q5_0, {1, 32, 32, 16, false, false, Scale::half}, 0, 0, {6, 32, 16, 4}, {2, 8, 1, 1}},
    {DType::q5_1, {1, 32, 32, 0, true, false, Scale::half}, 0, 2, {8, 32, 16, 4}, {4, 8, 1, 1}},
    {DType::q8_0, {1, 32, 256, 128, false, false, Scale::half}, 0, 0, {2, 32, 32, 8}, {}},
    {DType::iq4_nl, {1, 32, 16, 0, false, true, Scale::half}, 0, 0, {2, 32, 16, 4}, {}},
    {DType::q2_k, {16, 16, 4, 0, true, false, Scale::unsigned_4}, 80, 82, {16, 128, 32, 2}, {}},
    {DType::q3_k,
     {16, 16, 8, 4, false, false, Scale::signed_6},
     108,
     0,
     {32, 128, 32, 2},
     {0, 256, 32, 1}},
    {DType::q4_k, {8, 32, 16, 0, true, false, Scale::unsigned_6}, 0, 2, {16, 64, 32, 4}, {}},
    {DType::q5_k,
     {8, 32, 32, 0, true, false, Scale::unsigned_6},
     0,
     2,
     {48, 64, 32, 4},
     {16, 256, 32, 1}},
    {DType::q6_k,
     {16, 16, 64, 32, false, false, Scale::signed_8},
     208,
     0,
     {0, 128, 64, 4},
     {128, 128, 32, 2}},
    {DType::iq4_xs, {8, 32, 16, 0, false, true, Scale::signed_6}, 0, 0, {8, 32, 16, 4}, {}},
};

const Layout* find_layout(DType type) {
  for (const Layout& l : kLayouts)
    if (l.type == type) return &l;
  return nullptr;
}

const Layout& layout_of(DType type) {
  const Layout* l = find_layout(type);
  TB_ASSERT(l != nullptr);
  return *l;
}

void split_scales(DType type, const uint8_t* b, BlockParts& p) {
  for (int g = 0; g < 16; ++g) p.scales[g] = 1, p.mins[g] = 1;
  switch (type) {
    case DType::q2_k:
      for (int g = 0; g < 16; ++g)
        p.scales[g] = b[g] & 15, p.mins[g] = static_cast<int16_t>(b[g] >> 4);
      break;
    case DType::q3_k:
      for (int g = 0; g < 16; ++g)
        p.scales[g] = static_cast<int16_t>(scale_q3_k(b + offsetof(BlockQ3_K, scales), g) - 32);
      break;
    case DType::q4_k:
    case DType::q5_k:
      for (int g = 0; g < 8; ++g) {
        const ScaleMin s = scale_min_k4(b + offsetof(BlockQ4_K, scales), g);
        p.scales[g] = static_cast<int16_t>(s.scale), p.mins[g] = static_cast<int16_t>(s.min);
      }
      break;
    case DType::q6_k:
      for (int g = 0; g < 16; ++g)
        p.scales[g] = static_cast<int8_t>(b[offsetof(BlockQ6_K, scales) + g]);
      break;
    case DType::iq4_xs: {
      uint16_t high;
      std::memcpy(&high, b + offsetof(BlockIQ4_XS, scales_h), 2);
      for (int g = 0; g < 8; ++g) {
        const int low = b[offsetof(BlockIQ4_XS, scales_l) + g / 2] >> (4 * (g % 2)) & 15;
        p.scales[g] = static_cast<int16_t>((low | (high >> (2 * g) & 3) << 4) - 32);
      }
      break;
    }
    default: break;
  }
}

void join_scales(DType type, const BlockParts& p, uint8_t* b) {
  switch (type) {
    case DType::q2_k:
      for (int g = 0; g < 16; ++g) b[g] = static_cast<uint8_t>(p.scales[g] | p.mins[g] << 4);
      break;
    case DType::q3_k:
      for (int g = 0; g < 16; ++g)
        put_scale_q3_k(b + offsetof(BlockQ3_K, scales), g, p.scales[g] + 32);
      break;
    case DType::q4_k:
    case DType::q5_k:
      for (int g = 0; g < 8; ++g)
        put_scale_min_k4(b + offsetof(BlockQ4_K, scales), g, p.scales[g], p.mins[g]);
      break;
    case DType::q6_k:
      for (int g = 0; g < 16; ++g)
        b[offsetof(BlockQ6_K, scales) + g] = static_cast<uint8_t>(p.scales[g]);
      break;
    case DType::iq4_xs: {
      unsigned high = 0;
      for (int g = 0; g < 8; ++g) {
        const unsigned level = static_cast<unsigned>(p.scales[g] + 32);
        b[offsetof(BlockIQ4_XS, scales_l) + g / 2] |=
            static_cast<uint8_t>((level & 15) << (4 * (g % 2)));
        high |= (level >> 4) << (2 * g);
      }
      const auto bits = static_cast<uint16_t>(high);
      std::memcpy(b + offsetof(BlockIQ4_XS, scales_h), &bits, 2);
      break;
    }
    default: break;
  }
}

}  // namespace

int BlockFormat::scale_low() const {
  return scale == Scale::signed_8 ? -128 : scale == Scale::signed_6 ? -32 : 0;
}
int BlockFormat::scale_high() const {
  switch (scale) {
    case Scale::half: return 1;
    case Scale::unsigned_4: return 15;
    case Scale::unsigned_6: return 63;
    case Scale::signed_6: return 31;
    case Scale::signed_8: return 127;
  }
  return 0;
}

const BlockFormat* block_format(DType type) {
  const Layout* l = find_layout(type);
  return l ? &l->format : nullptr;
}

GroupGrid group_grid(DType type, const BlockParts& p, size_t group) {
  const BlockFormat& f = layout_of(type).format;
  const float d = half_to_float(p.d) * static_cast<float>(p.scales[group]);
  if (!f.minimums) return {d, -d * static_cast<float>(f.zero)};
  const float m = half_to_float(p.m) * static_cast<float>(p.mins[group]);
  return {d, f.scale == Scale::half ? m : -m};  // superblocks store how much to take away
}

void split_block(DType type, const void* block, BlockParts& p) {
  const Layout& l = layout_of(type);
  const auto* b = static_cast<const uint8_t*>(block);
  std::memcpy(&p.d, b + l.d, 2);
  p.m = 0;
  if (l.format.minimums) std::memcpy(&p.m, b + l.m, 2);
  split_scales(type, b, p);
  const unsigned mask = (1u << l.low.width) - 1, high_mask = (1u << l.high.width) - 1;
  for (uint32_t i = 0; i < l.format.groups * l.format.group_size; ++i) {
    unsigned q = b[l.low.byte(i)] >> l.low.shift(i) & mask;
    if (l.high.width) q |= (b[l.high.byte(i)] >> l.high.shift(i) & high_mask) << l.low.width;
    p.q[i] = static_cast<uint8_t>(type == DType::q8_0 ? q ^ 128 : q);
  }
}

void join_block(DType type, const BlockParts& p, void* block) {
  const Layout& l = layout_of(type);
  auto* b = static_cast<uint8_t*>(block);
  std::memset(b, 0, dtype_info(type).bytes);
  std::memcpy(b + l.d, &p.d, 2);
  if (l.format.minimums) std::memcpy(b + l.m, &p.m, 2);
  join_scales(type, p, b);
  const unsigned mask = (1u << l.low.width) - 1;
  for (uint32_t i = 0; i < l.format.groups * l.format.group_size; ++i) {
    const unsigned q = type == DType::q8_0 ? p.q[i] ^ 128u : p.q[i];
    b[l.low.byte(i)] |= static_cast<uint8_t>((q & mask) << l.low.shift(i));
    if (l.high.width)
      b[l.high.byte(i)] |= static_cast<uint8_t>((q >> l.low.width) << l.high.shift(i));
  }
}

}  // namespace tinybrain
