// Packing: GGUF blocks of 16 rows become one panel, mostly a transposition of 4-byte groups; and the
// way back for one row. Bits are moved, never re-quantized. Loops run over fixed counts of u32 so
// that any compiler turns them into shifts and stores; nothing here needs a special instruction set.
#include "kernels/pack.h"

#include <string.h>

#include "kernels/blocks.h"
#include "kernels/decode.h"

namespace tinybrain::kernels {
namespace {

constexpr uint32_t kLow4 = 0x0f0f0f0f, kLow2 = 0x03030303;

uint32_t load32(const void* p) {
  uint32_t v;
  memcpy(&v, p, 4);
  return v;
}

// Writes element `i` of a run of u32 or u16 that may be unaligned.
void put32(uint8_t* p, size_t i, uint32_t v) { memcpy(p + 4 * i, &v, 4); }
void put16(uint8_t* p, size_t i, uint16_t v) { memcpy(p + 2 * i, &v, 2); }

// Exchanges the bits under `mask` with those `shift` above them.
constexpr uint32_t swap_bits(uint32_t x, uint32_t mask, int shift) {
  const uint32_t t = ((x >> shift) ^ x) & mask;
  return x ^ t ^ (t << shift);
}

// Bit 4g+b of x goes to bit g of byte b. As indices of five bits g2 g1 g0 b1 b0 -> b1 b0 g2 g1 g0:
// two rotations of the index, each swap exchanging two index bits.
constexpr uint32_t quad_bits(uint32_t x) {
  x = swap_bits(x, 0x22222222, 1);   // index bits 0 and 1: g2 g1 g0 b0 b1
  x = swap_bits(x, 0x0a0a0a0a, 3);   // 0 and 2: g2 g1 b1 b0 g0
  x = swap_bits(x, 0x00cc00cc, 6);   // 1 and 3: g2 b0 b1 g1 g0
  x = swap_bits(x, 0x0000f0f0, 12);  // 2 and 4: b1 b0 g2 g1 g0
  return x;
}

constexpr bool check_quad_bits() {
  for (int i = 0; i < 32; ++i) {
    if (quad_bits(1u << i) != 1u << (i % 4 * 8 + i / 4)) return false;
  }
  return true;
}
static_assert(check_quad_bits());

// Bit `c` of 32 bytes, as a mask of 32 bits: the `qh` of the 5-bit K formats and `hmask` of Q3_K,
// brought straight to the panel's order (bit g of byte b = byte 4g+b).
uint32_t plane_bits(const uint8_t* bytes, size_t c) {
  uint32_t out = 0;
  for (size_t g = 0; g < 8; ++g) out |= ((load32(bytes + 4 * g) >> c) & 0x01010101u) << g;
  return out;
}

// ---- 32-weight blocks ---------------------------------------------------------------------------
// Each writes row r of one cell; blocks of all formats hold weight i and i+16 in one byte, which is
// the panel's own pairing of quad g with quad g+4.

void put_nibbles(uint8_t* nibbles, size_t r, const uint8_t* qs) {
  for (size_t g = 0; g < 4; ++g) put32(nibbles + 64 * g, r, load32(qs + 4 * g));
}

void put_cell(uint8_t* cell, size_t r, const BlockQ4_0& b) {
  put16(cell, r, b.d);
  put_nibbles(cell + 32, r, b.qs);
}

void put_cell(uint8_t* cell, size_t r, const BlockIQ4_NL& b) {
  put16(cell, r, b.d);
  put_nibbles(cell + 32, r, b.qs);
}

void put_cell(uint8_t* cell, size_t r, const BlockQ4_1& b) {
  put16(cell, r, b.d);
  put16(cell + 32, r, b.m);
  put_nibbles(cell + 64, r, b.qs);
}

void put_cell(uint8_t* cell, size_t r, const BlockQ5_0& b) {
  put16(cell, r, b.d);
  put32(cell + 32, r, quad_bits(load32(b.qh)));
  put_nibbles(cell + 96, r, b.qs);
}

void put_cell(uint8_t* cell, size_t r, const BlockQ5_1& b) {
  put16(cell, r, b.d);
  put16(cell + 32, r, b.m);
  put32(cell + 64, r, quad_bits(load32(b.qh)));
  put_nibbles(cell + 128, r, b.qs);
}

void put_cell(uint8_t* cell, size_t r, const BlockQ8_0& b) {
  put16(cell, r, b.d);
  for (size_t g = 0; g < 8; ++g) put32(cell + 32 + 64 * g, r, load32(b.qs + 4 * g));
}

template <class Block>
void pack_cells(Pack pack, const void* const rows[kPanelRows], size_t k, uint8_t* panel) {
  const size_t bytes = pack_traits(pack).cell;
  for (size_t c = 0; c < k / kCell; ++c) {
    uint8_t* cell = panel + c * bytes;
    for (size_t r = 0; r < kPanelRows; ++r) {
      Block block;
      memcpy(&block, static_cast<const uint8_t*>(rows[r]) + c * sizeof(Block), sizeof block);
      put_cell(cell, r, block);
    }
  }
}

// ---- 256-weight superblocks ---------------------------------------------------------------------
// Each writes row r of a head and its 8 cells.

// Q4_K and Q5_K keep 32 bytes for two cells: low nibbles are the first, high nibbles the second.
void put_split_nibbles(uint8_t* nibbles, size_t r, const uint8_t* qs, bool upper) {
  for (size_t g = 0; g < 4; ++g) {
    const uint32_t a = load32(qs + 4 * g), b = load32(qs + 4 * (g + 4));
    put32(nibbles + 64 * g, r,
          upper ? ((a >> 4) & kLow4) | (b & ~kLow4) : (a & kLow4) | (b & kLow4) << 4);
  }
}

// Scale and minimum of cell c out of the 12 bytes of 6-bit values that Q4_K and Q5_K share.
void put_scale_min(uint8_t* cell, size_t r, const uint8_t* s, size_t c) {
  if (c < 4) {
    cell[r] = s[c] & 63;
    cell[16 + r] = s[c + 4] & 63;
  } else {
    cell[r] = static_cast<uint8_t>((s[c + 4] & 15) | (s[c - 4] >> 6) << 4);
    cell[16 + r] = static_cast<uint8_t>((s[c + 4] >> 4) | (s[c] >> 6) << 4);
  }
}

void put_superblock(uint8_t* head, size_t r, const BlockQ4_K& b) {
  put16(head, r, b.d);
  put16(head + 32, r, b.dmin);
  for (size_t c = 0; c < 8; ++c) {
    uint8_t* cell = head + 64 + c * 288;
    put_scale_min(cell, r, b.scales, c);
    put_split_nibbles(cell + 32, r, b.qs + c / 2 * 32, c % 2 != 0);
  }
}

void put_superblock(uint8_t* head, size_t r, const BlockQ5_K& b) {
  put16(head, r, b.d);
  put16(head + 32, r, b.dmin);
  for (size_t c = 0; c < 8; ++c) {
    uint8_t* cell = head + 64 + c * 352;
    put_scale_min(cell, r, b.scales, c);
    put32(cell + 32, r, plane_bits(b.qh, c));
    put_split_nibbles(cell + 96, r, b.qs + c / 2 * 32, c % 2 != 0);
  }
}

// Two bits of 32 weights at `shift` of 32 bytes, to two[2][16][4].
void put_two(uint8_t* two, size_t r, const uint8_t* bytes, size_t shift) {
  for (size_t h = 0; h < 2; ++h) {
    uint32_t out = 0;
    for (size_t j = 0; j < 4; ++j) {
      out |= ((load32(bytes + 16 * h + 4 * j) >> shift) & kLow2) << (2 * j);
    }
    put32(two + 64 * h, r, out);
  }
}

void put_superblock(uint8_t* head, size_t r, const BlockQ6_K& b) {
  put16(head, r, b.d);
  for (size_t c = 0; c < 8; ++c) {
    uint8_t* cell = head + 32 + c * 416;
    const size_t n = c / 4, j = c % 4;  // which 128 weights, which 32 of them
    for (size_t h = 0; h < 2; ++h) cell[16 * h + r] = static_cast<uint8_t>(b.scales[2 * c + h]);
    put_two(cell + 32, r, b.qh + 32 * n, 2 * j);
    put_split_nibbles(cell + 160, r, b.ql + 64 * n + 32 * (j % 2), j / 2 != 0);
  }
}

void put_superblock(uint8_t* head, size_t r, const BlockQ2_K& b) {
  put16(head, r, b.d);
  put16(head + 32, r, b.dmin);
  for (size_t c = 0; c < 8; ++c) {
    uint8_t* cell = head + 64 + c * 160;
    for (size_t h = 0; h < 2; ++h) cell[16 * h + r] = b.scales[2 * c + h];
    put_two(cell + 32, r, b.qs + c / 4 * 32, c % 4 * 2);
  }
}

void put_superblock(uint8_t* head, size_t r, const BlockQ3_K& b) {
  put16(head, r, b.d);
  for (size_t c = 0; c < 8; ++c) {
    uint8_t* cell = head + 32 + c * 224;
    for (size_t h = 0; h < 2; ++h) {
      // 6-bit scale i: low 4 bits in the nibbles of bytes 0 to 7, upper 2 bits in bytes 8 to 11.
      const size_t i = 2 * c + h;
      const int low = i < 8 ? b.scales[i] & 15 : b.scales[i - 8] >> 4;
      const int upper = (b.scales[8 + i % 4] >> (2 * (i / 4))) & 3;
      cell[16 * h + r] = static_cast<uint8_t>((low | upper << 4) - 32);
    }
    put_two(cell + 32, r, b.qs + c / 4 * 32, c % 4 * 2);
    put32(cell + 160, r, plane_bits(b.hmask, c));
  }
}

void put_superblock(uint8_t* head, size_t r, const BlockIQ4_XS& b) {
  put16(head, r, b.d);
  for (size_t c = 0; c < 8; ++c) {
    uint8_t* cell = head + 32 + c * 272;
    const int low = (b.scales_l[c / 2] >> (4 * (c % 2))) & 15;
    const int upper = (b.scales_h >> (2 * c)) & 3;
    cell[r] = static_cast<uint8_t>((low | upper << 4) - 32);
    put_nibbles(cell + 16, r, b.qs + 16 * c);
  }
}

template <class Block>
void pack_superblocks(Pack pack, const void* const rows[kPanelRows], size_t k, uint8_t* panel) {
  const PackTraits traits = pack_traits(pack);
  const size_t bytes = traits.head + 8 * size_t{traits.cell};
  for (size_t s = 0; s < k / kSuperblock; ++s) {
    for (size_t r = 0; r < kPanelRows; ++r) {
      Block block;
      memcpy(&block, static_cast<const uint8_t*>(rows[r]) + s * sizeof(Block), sizeof block);
      put_superblock(panel + s * bytes, r, block);
    }
  }
}

// ---- Plain rows ---------------------------------------------------------------------------------

// [16][K] to [K][16], a few columns at a time so that reads and writes both stay in cache lines.
template <class T>
void transpose(const void* const rows[kPanelRows], size_t k, uint8_t* panel) {
  constexpr size_t kColumns = 64 / sizeof(T);
  for (size_t k0 = 0; k0 < k; k0 += kColumns) {
    const size_t count = k - k0 < kColumns ? k - k0 : kColumns;
    T in[kPanelRows][kColumns] = {}, out[kColumns][kPanelRows];
    for (size_t r = 0; r < kPanelRows; ++r) {
      memcpy(in[r], static_cast<const uint8_t*>(rows[r]) + k0 * sizeof(T), count * sizeof(T));
    }
    for (size_t i = 0; i < kColumns; ++i) {
      for (size_t r = 0; r < kPanelRows; ++r) out[i][r] = in[r][i];
    }
    memcpy(panel + k0 * sizeof out[0], out, count * sizeof out[0]);
  }
}

using Rows = const void* const[kPanelRows];

void pack_rows(Pack pack, Rows rows, size_t k, uint8_t* panel) {
  switch (pack) {
    case Pack::f32: return transpose<uint32_t>(rows, k, panel);
    case Pack::f16:
    case Pack::bf16: return transpose<uint16_t>(rows, k, panel);
    case Pack::bf16_pairs: return transpose<uint32_t>(rows, k / 2, panel);  // a pair as one
    case Pack::q4_0: return pack_cells<BlockQ4_0>(pack, rows, k, panel);
    case Pack::q4_1: return pack_cells<BlockQ4_1>(pack, rows, k, panel);
    case Pack::q5_0: return pack_cells<BlockQ5_0>(pack, rows, k, panel);
    case Pack::q5_1: return pack_cells<BlockQ5_1>(pack, rows, k, panel);
    case Pack::q8_0: return pack_cells<BlockQ8_0>(pack, rows, k, panel);
    case Pack::iq4_nl: return pack_cells<BlockIQ4_NL>(pack, rows, k, panel);
    case Pack::q2_k: return pack_superblocks<BlockQ2_K>(pack, rows, k, panel);
    case Pack::q3_k: return pack_superblocks<BlockQ3_K>(pack, rows, k, panel);
    case Pack::q4_k: return pack_superblocks<BlockQ4_K>(pack, rows, k, panel);
    case Pack::q5_k: return pack_superblocks<BlockQ5_K>(pack, rows, k, panel);
    case Pack::q6_k: return pack_superblocks<BlockQ6_K>(pack, rows, k, panel);
    case Pack::iq4_xs: return pack_superblocks<BlockIQ4_XS>(pack, rows, k, panel);
  }
}

// Zeroes row r of every cell: scales and minimums are what makes a row zero.
void clear_row(Pack pack, size_t r, size_t k, uint8_t* panel) {
  const PackTraits traits = pack_traits(pack);
  if (traits.float_bytes) {
    const size_t together = pack == Pack::bf16_pairs ? 2 : 1, bytes = together * traits.float_bytes;
    for (size_t i = 0; i < k / together; ++i)
      memset(panel + (i * kPanelRows + r) * bytes, 0, bytes);
    return;
  }
  const bool has_min = pack == Pack::q4_1 || pack == Pack::q5_1 || pack == Pack::q2_k ||
                       pack == Pack::q4_k || pack == Pack::q5_k;
  const size_t step = traits.head ? traits.head + 8 * size_t{traits.cell} : traits.cell;
  const size_t count = traits.head ? k / kSuperblock : k / kCell;
  for (size_t i = 0; i < count; ++i) {
    put16(panel + i * step, r, 0);
    if (has_min) put16(panel + i * step + 32, r, 0);
  }
}

}  // namespace

void pack_panel(Pack pack, const void* const rows[kPanelRows], size_t k, void* panel) {
  uint8_t* out = static_cast<uint8_t*>(panel);
  // A missing row is first packed as a copy of one that is there, then made zero.
  const void* present = nullptr;
  for (size_t r = 0; r < kPanelRows && !present; ++r) present = rows[r];
  if (!present) {
    memset(panel, 0, panel_bytes(pack, k));
    return;
  }
  const void* all[kPanelRows];
  for (size_t r = 0; r < kPanelRows; ++r) all[r] = rows[r] ? rows[r] : present;
  pack_rows(pack, all, k, out);
  for (size_t r = 0; r < kPanelRows; ++r) {
    if (!rows[r]) clear_row(pack, r, k, out);
  }
}

void unpack_row(Pack pack, const void* panel, size_t r, size_t k, float* y) {
  const PackTraits traits = pack_traits(pack);
  if (traits.float_bytes) {
    const uint8_t* bytes = static_cast<const uint8_t*>(panel);
    for (size_t i = 0; i < k; ++i) {
      const uint8_t* p =
          bytes + (pack == Pack::bf16_pairs ? (i / 2 * kPanelRows + r) * 4 + i % 2 * 2
                                            : (i * kPanelRows + r) * traits.float_bytes);
      uint16_t h;
      memcpy(&h, p, 2);
      if (pack == Pack::f32)
        memcpy(y + i, p, 4);
      else
        y[i] = pack == Pack::f16 ? half_to_float(h) : bf16_to_float(h);
    }
    return;
  }
  for (size_t c = 0; c < k / kCell; ++c) {
    CellWeights w;
    decode_cell(pack, cell_place(traits, panel, c), r, w);
    for (size_t i = 0; i < kCell; ++i) {
      y[c * kCell + i] = w.scale[i / 16] * static_cast<float>(w.q[i]) + w.min[i / 16];
    }
  }
}

}  // namespace tinybrain::kernels
