// The kernel table: every hot loop of the engine behind one function pointer. scalar.cpp is the
// specification; avx2.cpp, avx512.cpp and neon.cpp are the fast versions; select.cpp picks one table
// at run time (TINYBRAIN_ISA=scalar|avx2|avx512|avx512_bf16|avx512_amx|neon|neon_i8mm forces one that the machine has).
// This header and those files include nothing but <stddef.h>, <stdint.h> and intrinsics.
//
// Promises of every table:
// - integer parts are equal to the scalar table bit for bit; float results within 1e-5 relative of it;
// - a result for one row does not depend on how many rows are computed with it, nor on the row range.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace tinybrain::kernels {

// ---- Packed weights -----------------------------------------------------------------------------
// A weight matrix W[N,K] is stored as ceil(N/16) panels. A panel holds 16 rows, interleaved so that
// one SIMD register holds the same k of several rows. Rows past N are zero. Quantized panels are a
// run of cells, one cell = 32 consecutive k of the 16 rows. "quads" [G][16][4] means: for quad g, row r,
// byte b = weight k = 4g + b (4 consecutive k of one row side by side, as dot-product instructions want).
// Where a format has superblocks, 8 cells share the head that precedes them.
// Sizes per 16 rows; all multi-byte fields little-endian; no padding anywhere.
enum class Pack : uint8_t {
  f32,         // float  [K][16]
  f16,         // half   [K][16]
  bf16,        // bf16   [K][16]
  bf16_pairs,  // bf16   [K/2][16][2], K even. Activations are rounded to bf16 as well, sums are float
  q4_0,  // cell 288: f16 scale[16]; nibbles[4][16][4]: low nibble = quad g, high = quad g+4.  w = scale*(q-8)
  q4_1,  // cell 320: f16 scale[16]; f16 min[16]; nibbles.                                      w = scale*q+min
  q5_0,  // cell 352: f16 scale[16]; high[16][4]; nibbles. bit g of high[r][b] = bit 4 of q in quad g. w = scale*(q-16)
  q5_1,  // cell 384: f16 scale[16]; f16 min[16]; high; nibbles.                                w = scale*q+min
  q8_0,  // cell 544: f16 scale[16]; int8 q[8][16][4].                                          w = scale*q
  iq4_nl,  // cell 288: as q4_0, but w = scale*kIq4Values[q]
  q2_k,  // head 64: f16 d[16]; f16 dmin[16].  cell 160: sub[2][16]: per 16-k half h, row r: low nibble sc, high nibble m;
  //   two[2][16][4]: bits 2j of two[h][r][b] = q of quad 4h+j.                          w = d*sc*q - dmin*m
  q3_k,  // head 32: f16 d[16].  cell 224: int8 sc[2][16] (already minus 32); two[2][16][4]; high[16][4].
  //   q = two | bit g of high << 2.                                                     w = d*sc*(q-4)
  q4_k,  // head 64: f16 d[16]; f16 dmin[16].  cell 288: u8 sc[16]; u8 m[16]; nibbles.           w = d*sc*q - dmin*m
  q5_k,  // head 64.  cell 352: u8 sc[16]; u8 m[16]; high; nibbles.                              w = d*sc*q - dmin*m
  q6_k,  // head 32: f16 d[16].  cell 416: int8 sc[2][16]; two[2][16][4] (upper bits 4,5 of q); nibbles. w = d*sc[h]*(q-32)
  iq4_xs,  // head 32: f16 d[16].  cell 272: int8 sc[16] (already minus 32); nibbles.            w = d*sc*kIq4Values[q]
};
inline constexpr size_t kPanelRows = 16;
inline constexpr size_t kCell = 32;         // k per cell
inline constexpr size_t kSuperblock = 256;  // k per head, where there is one
// The 16 values of IQ4_NL and IQ4_XS (llama.cpp, ggml-common.h, kvalues_iq4nl).
inline constexpr int8_t kIq4Values[16] = {-127, -104, -83, -65, -49, -35, -22, -10,
                                          1,    13,   25,  38,  53,  69,  89,  113};

struct PackTraits {
  uint16_t head;        // bytes before every 8 cells; 0 = no superblocks
  uint16_t cell;        // bytes per cell; 0 for float packs
  uint8_t float_bytes;  // bytes per weight for float packs, else 0
};
// Bytes of one panel with K weights a row: float_bytes*16*K, or K/32*cell + K/256*head.
constexpr PackTraits pack_traits(Pack pack) {
  switch (pack) {
    case Pack::f32: return {0, 0, 4};
    case Pack::f16:
    case Pack::bf16:
    case Pack::bf16_pairs: return {0, 0, 2};
    case Pack::q4_0:
    case Pack::iq4_nl: return {0, 288, 0};
    case Pack::q4_1: return {0, 320, 0};
    case Pack::q5_0: return {0, 352, 0};
    case Pack::q5_1: return {0, 384, 0};
    case Pack::q8_0: return {0, 544, 0};
    case Pack::q2_k: return {64, 160, 0};
    case Pack::q3_k: return {32, 224, 0};
    case Pack::q4_k: return {64, 288, 0};
    case Pack::q5_k: return {64, 352, 0};
    case Pack::q6_k: return {32, 416, 0};
    case Pack::iq4_xs: return {32, 272, 0};
  }
  return {0, 0, 0};
}
constexpr size_t panel_bytes(Pack pack, size_t k) {
  const PackTraits t = pack_traits(pack);
  return t.float_bytes ? size_t{t.float_bytes} * kPanelRows * k
                       : k / kCell * t.cell + (t.head ? k / kSuperblock * t.head : 0);
}

// Activations quantized to int8 per 32 consecutive k: x = scale * q, scale = max|x|/127,
// q = round-to-nearest-even(x/scale). sum = sums of q, needed by formats with an offset or a minimum.
struct QuantizedRows {
  int8_t* q;      // [T][K], 64-byte aligned rows when K is a multiple of 64
  float* scale;   // [T][K/32]
  int32_t* sum;   // [T][K/32]
  int16_t* half;  // [T][K/16]: sums of 16
  uint8_t*
      flipped;  // [T][K]: q + 128, for products that take activations as unsigned bytes: AVX-512's.
                // Other tables, but for scalar, the specification, leave it alone
};

struct MatmulArgs {
  Pack pack;
  const void* weights;            // first panel of the matrix; 64-byte aligned
  size_t k;                       // K; a multiple of 32 (256 with superblocks) unless a float pack
  size_t n;                       // N: rows of W in use; the last panel may be partial
  size_t panel_begin, panel_end;  // panels to compute
  size_t t;                       // T: rows of activations
  const float* x;                 // [T][x_stride], used by float packs
  size_t x_stride;
  QuantizedRows xq;  // used by quantized packs
  float* y;  // y[t*y_stride + n] = dot(x[t], W[n]) for n in [16*panel_begin, min(N, 16*panel_end))
  size_t y_stride;
};

// ---- Cached keys and values ---------------------------------------------------------------------
// The cache is cut into pages of 16 rows (tokens). What one head of one layer keeps in a page:
// keys, transposed so that one SIMD register holds the same dim of several rows. Per 32 dims:
//   f16   half [32][16]
//   f32   float [32][16]
//   q8_0  f16 scale[16]; int8 q[32][16]               w = scale*q
//   q4_0  f16 scale[16]; nibbles[16][16]: byte [i][row] holds dim 2i low, dim 2i+1 high (two steps of
//         a sum over dims from one load)               w = scale*(nibble-8)
// values, 16 rows: halves, floats, or per 32 dims a block as in GGUF:
//   q8_0  f16 scale; int8[32]                          scale = max|x|/127, q = round(x/scale)
//   q4_0  f16 scale; nibbles[16]: dim i low, i+16 high
// q4_0 rounds as GGML does: scale = x/-8 of the x of largest magnitude (the negative one of two), so
// that all 16 levels are used and a step is max/8, not the max/7 of a symmetric range; what the other
// sign loses at its end, (7, 8] -> 7, costs less. Halves of a step go to even.
// A group of 32 with a NaN or infinity gets scale NaN and q 0; an all-zero one scale 0 and q 0.
enum class KvType : uint8_t { f16, q8_0, f32, q4_0 };
inline constexpr size_t kPageRows = 16;

// Bytes of 32 dims of 16 rows.
constexpr size_t kv_group_bytes(KvType type) {
  switch (type) {
    case KvType::f16: return 2 * 32 * kPageRows;
    case KvType::q8_0: return 34 * kPageRows;
    case KvType::f32: return 4 * 32 * kPageRows;
    case KvType::q4_0: return 18 * kPageRows;
  }
  return 0;
}
// Bytes of one row of values.
constexpr size_t kv_row_bytes(KvType type, size_t head_dim) {
  return head_dim / 32 * (kv_group_bytes(type) / kPageRows);
}
// Bytes of one head's keys in a page, and of its values: a multiple of 64, by padding at the end where
// head_dim is an odd multiple of 32 and the type is quantized.
constexpr size_t kv_page_bytes(KvType type, size_t head_dim) {
  return (head_dim / 32 * kv_group_bytes(type) + 63) / 64 * 64;
}

// ---- Attention ----------------------------------------------------------------------------------

// Attention of `n_queries` queries (any mix of positions and heads that share one K/V head) over
// cached rows. For query i: softmax over rows j in [first[i], last[i]) of scale * dot(q_i, K_j),
// weighted sum of V_j. last[i] > first[i]. Online softmax in blocks of 64 rows counted from row 0 of
// the cache, so that the result of a query does not depend on its neighbours.
// Pages that hold no row of any query are not looked up, and rows that a query does not see cannot
// change its result, whatever their bits: unused slots need no clearing.
struct AttentionArgs {
  KvType type;
  size_t head_dim;  // multiple of 32, at most 256
  const float* q;   // [n_queries][q_stride]
  size_t q_stride;
  size_t n_queries;
  const uint32_t* first;     // [n_queries]
  const uint32_t* last;      // [n_queries]
  const void* const* pages;  // pages[p] has rows 16p to 16p+15; 64-byte aligned
  size_t k_offset;           // of this head's keys in every page; a multiple of 64
  size_t v_offset;           // of its values
  float scale;               // 1/sqrt(head_dim), usually
  float softcap;             // 0 = none; else score = softcap*tanh(score/softcap)
  float* out;                // [n_queries][out_stride]
  size_t out_stride;
  float* scratch;  // attention_scratch_floats(head_dim, n_queries) floats, 64-byte aligned
};
constexpr size_t kAttentionBlock = 64;
// Scratch that is enough for every table: K and V block as floats, running state of each query.
constexpr size_t attention_scratch_floats(size_t head_dim, size_t n_queries) {
  return 2 * kAttentionBlock * head_dim + n_queries * (head_dim + 32);
}

enum class RopeStyle : uint8_t {
  pairs,   // rotates (x[2i], x[2i+1]): GGUF's "llama" order
  halves,  // rotates (x[i], x[i+n/2]): NeoX, Hugging Face
};

struct Table {
  const char* name;  // "scalar", "avx2", "avx512", "avx512_bf16", "avx512_amx", "neon", "neon_i8mm"
  bool bf16_pairs;   // 16-bit weights are best packed as Pack::bf16_pairs
  // y = W x for rows of x; see MatmulArgs.
  void (*matmul)(const MatmulArgs& args);
  // Quantizes rows [t_begin, t_end) of x[T][x_stride], K values each (K a multiple of 32). A block whose
  // largest magnitude is 0 gets scale 0 and q 0; a block with a NaN or infinity gets scale NaN, q 0.
  void (*quantize_rows)(const float* x, size_t x_stride, size_t k, size_t t_begin, size_t t_end,
                        QuantizedRows out);
  void (*attention)(const AttentionArgs& args);
  // Writes row `slot` (0 to 15) of one head into a page: the key scattered, the value as a row.
  void (*kv_store)(KvType type, void* page_keys, void* page_values, size_t slot, size_t head_dim,
                   const float* key, const float* value);
  // The same, bit for bit, for `count` rows from `slot` on (slot + count <= 16), `stride` floats from
  // one key to the next, and from one value to the next. Fastest for whole pages.
  void (*kv_store_rows)(KvType type, void* page_keys, void* page_values, size_t slot, size_t count,
                        size_t head_dim, const float* keys, const float* values, size_t stride);
  // Reads a row back.
  void (*kv_load)(KvType type, const void* page_keys, const void* page_values, size_t slot,
                  size_t head_dim, float* key, float* value);
  // y[i] = x[i] / sqrt(mean(x^2) + eps) * w[i]. y may be x.
  void (*rms_norm)(float* y, const float* x, const float* w, size_t n, float eps);
  // y[i] = (x[i] - mean) / sqrt(var + eps) * w[i] + b[i]. y may be x.
  void (*layer_norm)(float* y, const float* x, const float* w, const float* b, size_t n, float eps);
  // Rotates the first n values (n even) of one head in place. cs[i] = (cos, sin) of pair i, n/2 pairs.
  void (*rope)(float* x, const float* cs, size_t n, RopeStyle style);
  void (*add)(float* y, const float* x, size_t n);                // y += x
  void (*scale)(float* y, float s, size_t n);                     // y *= s
  void (*silu_mul)(float* gate, const float* up, size_t n);       // gate = gate*sigmoid(gate)*up
  void (*gelu_tanh_mul)(float* gate, const float* up, size_t n);  // gate = gelu_tanh(gate)*up
  void (*gelu_tanh)(float* x, size_t n);
  void (*gelu_erf)(float* x, size_t n);  // 0.5x(1+erf(x/sqrt2))
  // Gradients of y = f(gate)*up by dy: dgate = dy*up*f'(gate), dup = dy*f(gate). dgate may be dy.
  // gelu_tanh: up and dup may be nullptr, for y = f(gate).
  void (*silu_mul_backward)(float* dgate, float* dup, const float* gate, const float* up,
                            const float* dy, size_t n);
  void (*gelu_tanh_backward)(float* dgate, float* dup, const float* gate, const float* up,
                             const float* dy, size_t n);
  void (*gelu_erf_backward)(float* dx, const float* x, const float* dy, size_t n);
  // In place, with the maximum subtracted first; all values finite or -inf, at least one finite.
  void (*softmax)(float* x, size_t n);
  float (*dot)(const float* a, const float* b, size_t n);
  void (*f32_to_f16)(uint16_t* y, const float* x,
                     size_t n);  // round to nearest even, inf past the range
  void (*f16_to_f32)(float* y, const uint16_t* x, size_t n);
  // {f16 scale; int8[32]} blocks: scale = f16(max|x|/127), q = round-to-even(x / (max/127)). n a multiple of 32.
  void (*f32_to_q8_0)(void* y, const float* x, size_t n);
  void (*q8_0_to_f32)(float* y, const void* x, size_t n);
  // For measuring the machine (eval/limits.h): how fast could the rest of this table be at best? The
  // instruction that matmul multiplies int8 (bf16 pairs, floats) with, in registers only, in chains
  // enough to fill every pipe. All return the operations done; a multiplication and an addition are two.
  uint64_t (*int8_peak)(size_t rounds);
  uint64_t (*bf16_peak)(size_t rounds);  // nullptr without bf16_pairs
  uint64_t (*f32_peak)(size_t rounds);
  // Loads [p, p + bytes) into registers and forgets it; bytes a multiple of kReadStep.
  void (*read)(const void* p, size_t bytes);
};
constexpr size_t kReadStep = 256;

extern const Table kScalar;
extern const Table kAvx2;        // x86-64 builds only
extern const Table kAvx512;      // x86-64 builds only
extern const Table kAvx512Bf16;  // x86-64 builds only; as kAvx512 but for Pack::bf16_pairs
extern const Table kAvx512Amx;   // as that
extern const Table kNeon;        // aarch64 builds only; dot products
extern const Table
    kNeonI8mm;  // aarch64 builds only; int8 matrices for several rows, else as kNeon, bit for bit

// The best table this machine can run, or the one TINYBRAIN_ISA names if the machine can run it.
// Chosen once. An unknown or impossible name is ignored; isa_override_ignored() then tells.
const Table& table();
bool isa_override_ignored();
// The table of that name if this machine can run it, else nullptr. For tests and benchmarks.
const Table* find_table(const char* name);
// Every table this machine can run, best first, at most kMostTables; returns how many.
constexpr size_t kMostTables = 5;
size_t tables(const Table* out[kMostTables]);

// Scalar conversions for single values, shared by all.
float half_to_float(uint16_t h);
uint16_t float_to_half(float f);  // round to nearest even
inline float bf16_to_float(uint16_t h) {
  union {
    uint32_t u;
    float f;
  } v{static_cast<uint32_t>(h) << 16};
  return v.f;
}
uint16_t float_to_bf16(float f);  // round to nearest even, NaN stays NaN

}  // namespace tinybrain::kernels
