// Reading quantized panels one cell of one row at a time: the plain meaning of every layout in
// kernels.h, shared by the scalar matmul and by unpack_row. Not for the instruction-set files: its
// inline functions would be compiled there with instructions that not every machine has.
#pragma once

#include <string.h>

#include "kernels/kernels.h"

namespace tinybrain::kernels {

// 32 weights of one row: w[k] = scale[k/16]*q[k] + min[k/16].
struct CellWeights {
  int8_t q[kCell];
  float scale[2], min[2];
};

inline float half_at(const uint8_t* p, size_t i) {
  uint16_t h;
  memcpy(&h, p + 2 * i, sizeof h);
  return half_to_float(h);
}

// Where cell `c` of a panel starts, and the head of its superblock (if the pack has one).
struct CellPlace {
  const uint8_t* head;
  const uint8_t* cell;
};
inline CellPlace cell_place(PackTraits traits, const void* panel, size_t c) {
  const uint8_t* base = static_cast<const uint8_t*>(panel);
  if (traits.head == 0) return {base, base + c * traits.cell};
  const uint8_t* head = base + c / 8 * (size_t{traits.head} + 8 * size_t{traits.cell});
  return {head, head + traits.head + c % 8 * traits.cell};
}

namespace decode {

// q[4g+b] from nibbles[4][16][4].
inline void nibbles(const uint8_t* p, size_t r, int8_t* q) {
  for (size_t g = 0; g < 4; ++g) {
    for (size_t b = 0; b < 4; ++b) {
      const uint8_t byte = p[g * 64 + r * 4 + b];
      q[4 * g + b] = static_cast<int8_t>(byte & 15);
      q[4 * (g + 4) + b] = static_cast<int8_t>(byte >> 4);
    }
  }
}

// Adds bit `bit` to each q from high[16][4].
inline void high(const uint8_t* p, size_t r, int bit, int8_t* q) {
  for (size_t g = 0; g < 8; ++g) {
    for (size_t b = 0; b < 4; ++b) {
      q[4 * g + b] = static_cast<int8_t>(q[4 * g + b] | ((p[r * 4 + b] >> g) & 1) << bit);
    }
  }
}

// The 2 bits of each q from two[2][16][4].
inline int two(const uint8_t* p, size_t r, size_t g, size_t b) {
  return (p[g / 4 * 64 + r * 4 + b] >> (2 * (g % 4))) & 3;
}

inline void add(int8_t* q, int offset) {
  for (size_t i = 0; i < kCell; ++i) q[i] = static_cast<int8_t>(q[i] + offset);
}

inline void iq4(int8_t* q) {
  for (size_t i = 0; i < kCell; ++i) q[i] = kIq4Values[q[i]];
}

}  // namespace decode

inline void decode_cell(Pack pack, CellPlace at, size_t r, CellWeights& w) {
  const uint8_t* cell = at.cell;
  float scale = half_at(pack_traits(pack).head ? at.head : cell, r);
  float min = 0;
  w.scale[0] = w.scale[1] = w.min[0] = w.min[1] = 0;
  bool halves = false;  // the branch has set w.scale and w.min itself
  switch (pack) {
    case Pack::q4_0:
      decode::nibbles(cell + 32, r, w.q);
      decode::add(w.q, -8);
      break;
    case Pack::iq4_nl:
      decode::nibbles(cell + 32, r, w.q);
      decode::iq4(w.q);
      break;
    case Pack::q4_1:
      min = half_at(cell + 32, r);
      decode::nibbles(cell + 64, r, w.q);
      break;
    case Pack::q5_0:
      decode::nibbles(cell + 96, r, w.q);
      decode::high(cell + 32, r, 4, w.q);
      decode::add(w.q, -16);
      break;
    case Pack::q5_1:
      min = half_at(cell + 32, r);
      decode::nibbles(cell + 128, r, w.q);
      decode::high(cell + 64, r, 4, w.q);
      break;
    case Pack::q8_0:
      for (size_t g = 0; g < 8; ++g) memcpy(w.q + 4 * g, cell + 32 + g * 64 + r * 4, 4);
      break;
    case Pack::q2_k: {
      const float dmin = half_at(at.head + 32, r);
      for (size_t h = 0; h < 2; ++h) {
        const uint8_t sub = cell[h * 16 + r];
        w.scale[h] = scale * static_cast<float>(sub & 15);
        w.min[h] = -(dmin * static_cast<float>(sub >> 4));
      }
      for (size_t i = 0; i < kCell; ++i)
        w.q[i] = static_cast<int8_t>(decode::two(cell + 32, r, i / 4, i % 4));
      halves = true;
      break;
    }
    case Pack::q3_k:
      for (size_t h = 0; h < 2; ++h)
        w.scale[h] = scale * static_cast<float>(static_cast<int8_t>(cell[h * 16 + r]));
      for (size_t i = 0; i < kCell; ++i)
        w.q[i] = static_cast<int8_t>(decode::two(cell + 32, r, i / 4, i % 4));
      decode::high(cell + 160, r, 2, w.q);
      decode::add(w.q, -4);
      halves = true;
      break;
    case Pack::q4_k:
    case Pack::q5_k:
      min = -(half_at(at.head + 32, r) * static_cast<float>(cell[16 + r]));
      scale *= static_cast<float>(cell[r]);
      if (pack == Pack::q4_k) {
        decode::nibbles(cell + 32, r, w.q);
      } else {
        decode::nibbles(cell + 96, r, w.q);
        decode::high(cell + 32, r, 4, w.q);
      }
      break;
    case Pack::q6_k:
      for (size_t h = 0; h < 2; ++h)
        w.scale[h] = scale * static_cast<float>(static_cast<int8_t>(cell[h * 16 + r]));
      decode::nibbles(cell + 160, r, w.q);
      for (size_t i = 0; i < kCell; ++i) {
        w.q[i] = static_cast<int8_t>((w.q[i] | decode::two(cell + 32, r, i / 4, i % 4) << 4) - 32);
      }
      halves = true;
      break;
    case Pack::iq4_xs:
      scale *= static_cast<float>(static_cast<int8_t>(cell[r]));
      decode::nibbles(cell + 16, r, w.q);
      decode::iq4(w.q);
      break;
    default:
      memset(w.q, 0, sizeof w.q);
      scale = 0;
      break;
  }
  if (!halves) {
    w.scale[0] = w.scale[1] = scale;
    w.min[0] = w.min[1] = min;
  }
}

}  // namespace tinybrain::kernels
