// Attention with NEON, flash style: blocks of 64 cached rows; for each, tiles of up to four queries
// compute scores, online softmax and the weighted sum in registers. Where more than one tile uses a
// block, its rows become floats first, once for all queries.
// A query's sums run over d, and over rows, in ascending order in every tile size, and never touch a
// row outside its own range: its result does not depend on its neighbours.
#include "kernels/neon.h"
#include "kernels/neon_math.h"

namespace tinybrain::kernels::neon {
namespace {

constexpr size_t kBlock = kAttentionBlock;
constexpr int kMaxQueries = 4;  // of one tile: 4*4 accumulators and their operands fit

// ---- Cached rows --------------------------------------------------------------------------------
// load4(row, d): values d to d+3 of a row, d a multiple of 4.

struct F16Row {
  TB_INLINE float32x4_t load4(const uint8_t* row, size_t d) { return load_half4(row + 2 * d); }
};
struct Q8Row {
  TB_INLINE float32x4_t load4(const uint8_t* row, size_t d) {
    const uint8_t* block = row + d / 32 * 34;
    uint32_t bits;
    __builtin_memcpy(&bits, block + 2 + d % 32, 4);
    const int16x4_t q = vget_low_s16(vmovl_s8(vcreate_s8(bits)));
    return vmulq_n_f32(vcvtq_f32_s32(vmovl_s16(q)), load_half(block));
  }
};
struct FloatRow {
  TB_INLINE float32x4_t load4(const uint8_t* row, size_t d) {
    return vld1q_f32(reinterpret_cast<const float*>(row) + d);
  }
};

// Rows of a block, counted from its first.
struct Range {
  size_t low, high;
};
struct Rows {
  const uint8_t* first;
  size_t bytes;  // from row to row
  const uint8_t* row(size_t j) const { return first + j * bytes; }
};

template <class Row>
Rows to_floats(Rows in, size_t head_dim, Range range, float* out) {
  for (size_t j = range.low; j < range.high; ++j) {
    for (size_t d = 0; d < head_dim; d += 4) {
      vst1q_f32(out + j * head_dim + d, Row::load4(in.row(j), d));
    }
  }
  return {reinterpret_cast<const uint8_t*>(out), head_dim * sizeof(float)};
}

// ---- One block for one tile of queries ----------------------------------------------------------

struct Block {
  const AttentionArgs* args;
  size_t begin;  // first row of the block
  Rows k, v;
  float* state;  // [n_queries][state_stride]: out[head_dim], maximum, total
  size_t state_stride;
};

// scores[r][j] = dot(q[r], K[j]) for the rows of a range, by fours; places outside it, in the first
// and the last four, get the score of a row inside.
template <class Row, int R>
void dot_keys(const Block& b, size_t query, Range range, float (*scores)[kBlock]) {
  const size_t head_dim = b.args->head_dim;
  const float* q[R];
  TB_UNROLL for (int r = 0; r < R; ++r) q[r] = b.args->q + (query + r) * b.args->q_stride;
  for (size_t j = range.low / 4 * 4; j < range.high; j += 4) {
    const uint8_t* k[4];
    float32x4_t acc[R][4];
    TB_UNROLL for (size_t i = 0; i < 4; ++i) {
      const size_t row = j + i < range.low ? range.low : j + i;
      k[i] = b.k.row(row < range.high ? row : range.high - 1);
      TB_UNROLL for (int r = 0; r < R; ++r) acc[r][i] = vdupq_n_f32(0);
    }
    for (size_t d = 0; d < head_dim; d += 4) {
      float32x4_t x[R];
      TB_UNROLL for (int r = 0; r < R; ++r) x[r] = vld1q_f32(q[r] + d);
      TB_UNROLL for (int i = 0; i < 4; ++i) {
        const float32x4_t w = Row::load4(k[i], d);
        TB_UNROLL for (int r = 0; r < R; ++r) acc[r][i] = vfmaq_f32(acc[r][i], x[r], w);
      }
    }
    TB_UNROLL for (int r = 0; r < R; ++r) {
      const float32x4_t low = vpaddq_f32(acc[r][0], acc[r][1]);
      vst1q_f32(scores[r] + j, vpaddq_f32(low, vpaddq_f32(acc[r][2], acc[r][3])));
    }
  }
}

TB_INLINE float32x4_t soft_capped(float32x4_t s, float cap) {
  return vmulq_n_f32(tanh4(vdivq_f32(s, vdupq_n_f32(cap))), cap);
}

// All ones where row j + lane is in the range.
TB_INLINE uint32x4_t in_range(size_t j, Range range) {
  const uint32_t lanes[4] = {0, 1, 2, 3};
  const uint32x4_t row = vaddq_u32(vld1q_u32(lanes), vdupq_n_u32(static_cast<uint32_t>(j)));
  return vandq_u32(vcgeq_u32(row, vdupq_n_u32(static_cast<uint32_t>(range.low))),
                   vcltq_u32(row, vdupq_n_u32(static_cast<uint32_t>(range.high))));
}

// Scores to weights e^(s - maximum) of one query, in place; updates its maximum and total, and
// returns by how much what was summed before shrinks.
float softmax_block(const AttentionArgs& a, Range range, float* scores, float* max_total) {
  const float32x4_t lowest = vdupq_n_f32(-__builtin_inff());
  const size_t from = range.low / 4 * 4;
  float32x4_t max4 = lowest;
  for (size_t j = from; j < range.high; j += 4) {
    float32x4_t s = vmulq_n_f32(vld1q_f32(scores + j), a.scale);
    if (a.softcap != 0) s = soft_capped(s, a.softcap);
    s = vbslq_f32(in_range(j, range), s, lowest);
    max4 = vmaxq_f32(max4, s);
    vst1q_f32(scores + j, s);
  }
  const float old = max_total[0], block_max = vmaxvq_f32(max4);
  const float max = block_max > old ? block_max : old;
  float32x4_t sum = vdupq_n_f32(0);
  for (size_t j = from; j < range.high; j += 4) {
    const float32x4_t p = exp4(vsubq_f32(vld1q_f32(scores + j), vdupq_n_f32(max)));
    vst1q_f32(scores + j, p);
    sum = vaddq_f32(sum, p);
  }
  const float shrink = vgetq_lane_f32(exp4(vdupq_n_f32(old - max)), 0);
  max_total[0] = max;
  max_total[1] = max_total[1] * shrink + vaddvq_f32(sum);
  return shrink;
}

// state[r][d] = state[r][d]*shrink[r] + sum over rows of p[r][row]*V[row][d], for 4*C values of d.
template <class Row, int R, int C>
TB_INLINE void weigh_columns(const Block& b, size_t d, Range range, const float (*p)[kBlock],
                             const float* shrink, float* state) {
  float32x4_t acc[R][C];
  TB_UNROLL for (int r = 0; r < R; ++r) {
    TB_UNROLL for (int c = 0; c < C; ++c) {
      acc[r][c] = vmulq_n_f32(vld1q_f32(state + r * b.state_stride + d + 4 * c), shrink[r]);
    }
  }
  for (size_t j = range.low; j < range.high; ++j) {
    const uint8_t* row = b.v.row(j);
    TB_UNROLL for (int c = 0; c < C; ++c) {
      const float32x4_t v = Row::load4(row, d + 4 * c);
      TB_UNROLL for (int r = 0; r < R; ++r) acc[r][c] = vfmaq_n_f32(acc[r][c], v, p[r][j]);
    }
  }
  TB_UNROLL for (int r = 0; r < R; ++r) {
    TB_UNROLL for (int c = 0; c < C; ++c) {
      vst1q_f32(state + r * b.state_stride + d + 4 * c, acc[r][c]);
    }
  }
}

template <class Row, int R>
void weigh(const Block& b, Range range, const float (*p)[kBlock], const float* shrink,
           float* state) {
  constexpr int kColumns = R <= 2 ? 8 : 4;  // head_dim is a multiple of 32
  for (size_t d = 0; d < b.args->head_dim; d += 4 * kColumns) {
    weigh_columns<Row, R, kColumns>(b, d, range, p, shrink, state);
  }
}

// Rows of the block that a query sees; {0, 0} if none.
TB_INLINE Range seen_by(const AttentionArgs& a, size_t query, size_t begin) {
  const size_t first = a.first[query], last = a.last[query];
  if (first >= begin + kBlock || last <= begin) return {0, 0};
  return {first > begin ? first - begin : 0, last - begin < kBlock ? last - begin : kBlock};
}

// Rows of the block that one of n queries sees, as one range; low >= high if none.
TB_INLINE Range seen_by_any(const AttentionArgs& a, size_t query, size_t n, size_t begin) {
  Range all{kBlock, 0};
  for (size_t i = query; i < query + n; ++i) {
    const Range one = seen_by(a, i, begin);
    if (one.high == 0) continue;
    if (one.low < all.low) all.low = one.low;
    if (one.high > all.high) all.high = one.high;
  }
  return all;
}

// R queries from `query` on. Rows that all of them see go through the tile; rows that only some see
// (the edge of the causal triangle, of a window) are added query by query, before and after.
template <class Row, int R>
void tile(const Block& b, size_t query) {
  const AttentionArgs& a = *b.args;
  const Range any = seen_by_any(a, query, R, b.begin);
  if (any.low >= any.high) return;
  alignas(64) float scores[R][kBlock];
  float shrink[R], one[R];
  Range range[R], common{0, kBlock};
  float* state = b.state + query * b.state_stride;
  dot_keys<Row, R>(b, query, any, scores);
  for (int r = 0; r < R; ++r) {
    range[r] = seen_by(a, query + r, b.begin);
    if (range[r].low > common.low) common.low = range[r].low;
    if (range[r].high < common.high) common.high = range[r].high;
  }
  const bool shared = common.low < common.high;
  for (int r = 0; r < R; ++r) {
    shrink[r] = one[r] = 1;
    if (range[r].high == 0) continue;
    float* own = state + r * b.state_stride;
    shrink[r] = softmax_block(a, range[r], scores[r], own + a.head_dim);
    const Range before{range[r].low, shared ? common.low : range[r].high};
    if (before.low < before.high) {
      weigh<Row, 1>(b, before, scores + r, shrink + r, own);
      shrink[r] = 1;
    }
  }
  if (!shared) return;
  weigh<Row, R>(b, common, scores, shrink, state);
  for (int r = 0; r < R; ++r) {
    const Range after{common.high, range[r].high};
    if (after.low < after.high) {
      weigh<Row, 1>(b, after, scores + r, one, state + r * b.state_stride);
    }
  }
}

template <class Row>
void tiles(const Block& b, size_t n) {
  size_t i = 0;
  for (; i + kMaxQueries <= n; i += kMaxQueries) tile<Row, kMaxQueries>(b, i);
  switch (n - i) {
    case 3: return tile<Row, 3>(b, i);
    case 2: return tile<Row, 2>(b, i);
    case 1: return tile<Row, 1>(b, i);
    default: return;
  }
}

// ---- All blocks ---------------------------------------------------------------------------------

template <class Row>
void attend(const AttentionArgs& a) {
  const size_t head_dim = a.head_dim, n = a.n_queries;
  float* k_floats = a.scratch;
  float* v_floats = k_floats + kBlock * head_dim;
  Block b{&a, 0, {}, {}, v_floats + kBlock * head_dim, head_dim + 16};
  size_t begin = a.first[0], end = a.last[0];
  for (size_t i = 0; i < n; ++i) {
    if (a.first[i] < begin) begin = a.first[i];
    if (a.last[i] > end) end = a.last[i];
    float* own = b.state + i * b.state_stride;
    for (size_t d = 0; d < head_dim; d += 4) vst1q_f32(own + d, vdupq_n_f32(0));
    own[head_dim] = -__builtin_inff();
    own[head_dim + 1] = 0;
  }
  for (b.begin = begin / kBlock * kBlock; b.begin < end; b.begin += kBlock) {
    const Range seen = seen_by_any(a, 0, n, b.begin);
    if (seen.low >= seen.high) continue;
    b.k = {static_cast<const uint8_t*>(a.k) + b.begin * a.row_bytes, a.row_bytes};
    b.v = {static_cast<const uint8_t*>(a.v) + b.begin * a.row_bytes, a.row_bytes};
    if (n <= kMaxQueries) {  // one tile: each row is used once, straight from the cache
      tiles<Row>(b, n);
    } else {
      b.k = to_floats<Row>(b.k, head_dim, seen, k_floats);
      b.v = to_floats<Row>(b.v, head_dim, seen, v_floats);
      tiles<FloatRow>(b, n);
    }
  }
  for (size_t i = 0; i < n; ++i) {
    const float* own = b.state + i * b.state_stride;
    const float inverse = 1.0f / own[head_dim + 1];
    float* out = a.out + i * a.out_stride;
    for (size_t d = 0; d < head_dim; d += 4) {
      vst1q_f32(out + d, vmulq_n_f32(vld1q_f32(own + d), inverse));
    }
  }
}

}  // namespace

void attention(const AttentionArgs& a) {
  if (a.n_queries == 0) return;
  switch (a.type) {
    case KvType::f16: return attend<F16Row>(a);
    case KvType::q8_0: return attend<Q8Row>(a);
    case KvType::f32: return attend<FloatRow>(a);
  }
}

}  // namespace tinybrain::kernels::neon
