// Attention over a vector type, flash style, one source for all instruction sets: for each block of
// 64 cached rows, K becomes floats transposed to [head_dim][64] and V floats [64][head_dim], once for
// all queries; then tiles of up to six queries compute scores, online softmax and the weighted sum in
// registers.
// A query's sums run over d, and over rows, in ascending order in every tile size, and never touch a
// row outside its own range: its result does not depend on its neighbours.
#pragma once

#include "kernels/simd.h"
#include "kernels/simd_math.h"

namespace tinybrain::kernels {
namespace {

// ---- Cached rows as floats ----------------------------------------------------------------------
// load(row, d): V::kLanes values from d on.

template <class V>
struct HalfRow {
  TB_INLINE static typename V::F load(const uint8_t* row, size_t d) {
    return V::load_half(row + 2 * d);
  }
};
template <class V>
struct Q8Row {
  TB_INLINE static typename V::F load(const uint8_t* row, size_t d) {
    const uint8_t* block = row + d / 32 * 34;
    return V::mul(V::set_half(block), V::load_s8(block + 2 + d % 32));
  }
};
template <class V>
struct FloatRow {
  TB_INLINE static typename V::F load(const uint8_t* row, size_t d) {
    return V::load(reinterpret_cast<const float*>(row) + d);
  }
};

template <class V>
struct Attention {
  using F = typename V::F;
  using M = typename V::M;
  static constexpr size_t kLanes = V::kLanes, kBlock = kAttentionBlock;
  static constexpr int kMaxQueries = 6;  // of one tile
  static constexpr int kVectors = V::kTileVectors;

  // Rows [low, high) of a block.
  struct Range {
    size_t low, high;
  };

  // The block in hand. V rows are floats in scratch, or the cache itself.
  struct Block {
    const AttentionArgs* args;
    size_t begin;      // first row of the block
    const float* kt;   // [head_dim][64]
    const uint8_t* v;  // row 0 of the block
    size_t v_bytes;    // from row to row
    float* state;      // [n_queries][state_stride]: out[head_dim], maximum, total
    size_t state_stride;
  };

  // ---- Reading a block --------------------------------------------------------------------------

  // kt[d][j] = K[j][d]; columns outside the range are zero.
  template <class Row>
  static void transpose_block(const uint8_t* rows, size_t row_bytes, size_t head_dim, Range range,
                              float* kt) {
    for (size_t j = 0; j < kBlock; j += kLanes) {
      for (size_t d = 0; d < head_dim; d += kLanes) {
        F r[kLanes];
        if (j >= range.low && j + kLanes <= range.high) {
          TB_UNROLL for (size_t i = 0; i < kLanes; ++i) r[i] =
              Row::load(rows + (j + i) * row_bytes, d);
        } else {
          TB_UNROLL for (size_t i = 0; i < kLanes; ++i) {
            r[i] = V::zero();
            if (j + i >= range.low && j + i < range.high)
              r[i] = Row::load(rows + (j + i) * row_bytes, d);
          }
        }
        V::transpose(r);
        TB_UNROLL for (size_t i = 0; i < kLanes; ++i) V::store(kt + (d + i) * kBlock + j, r[i]);
      }
    }
  }

  template <class Row>
  static void copy_block(const uint8_t* rows, size_t row_bytes, size_t head_dim, Range range,
                         float* out) {
    for (size_t j = range.low; j < range.high; ++j) {
      for (size_t d = 0; d < head_dim; d += kLanes)
        V::store(out + j * head_dim + d, Row::load(rows + j * row_bytes, d));
    }
  }

  // ---- Scores -----------------------------------------------------------------------------------

  // scores[r][j] = dot(q[r], K[j]) for G vectors of rows from `row` on.
  template <int R, int G>
  TB_INLINE static void dot_keys(const Block& b, size_t query, size_t row,
                                 float (*scores)[kBlock]) {
    F acc[R][G];
    TB_UNROLL for (int r = 0; r < R; ++r) {
      TB_UNROLL for (int g = 0; g < G; ++g) acc[r][g] = V::zero();
    }
    const size_t stride = b.args->q_stride, head_dim = b.args->head_dim;
    const float* q = b.args->q + query * stride;
    const float* q3 =
        q + (R > 3 ? 3 * stride : 0);  // two pointers and two multiples reach six rows
    const float* kt = b.kt + row;
    for (size_t d = 0; d < head_dim; ++d) {
      F k[G];
      TB_UNROLL for (int g = 0; g < G; ++g) k[g] = V::load(kt + d * kBlock + kLanes * g);
      TB_UNROLL for (int r = 0; r < R; ++r) {
        const F v = V::set(r < 3 ? q[r * stride + d] : q3[(r - 3) * stride + d]);
        TB_UNROLL for (int g = 0; g < G; ++g) acc[r][g] = V::fma(v, k[g], acc[r][g]);
      }
    }
    TB_UNROLL for (int r = 0; r < R; ++r) {
      TB_UNROLL for (int g = 0; g < G; ++g) V::store(scores[r] + row + kLanes * g, acc[r][g]);
    }
  }

  // The rows below `top`.
  template <int R>
  TB_INLINE static void all_scores(const Block& b, size_t query, size_t top,
                                   float (*scores)[kBlock]) {
    const size_t vectors = (top + kLanes - 1) / kLanes;
    size_t g = 0;
    for (; g + kVectors <= vectors; g += kVectors)
      dot_keys<R, kVectors>(b, query, g * kLanes, scores);
    if constexpr (kVectors > 2) {
      if (vectors - g == 3) return dot_keys<R, 3>(b, query, g * kLanes, scores);
      if (vectors - g == 2) return dot_keys<R, 2>(b, query, g * kLanes, scores);
    }
    if (vectors - g == 1) dot_keys<R, 1>(b, query, g * kLanes, scores);
  }

  // Scores to weights e^(s - maximum) of one query, in place; updates its maximum and total, and
  // returns by how much what was summed before shrinks.
  static float softmax_block(const AttentionArgs& a, Range range, float* scores, float* max_total) {
    const F lowest = V::set(-__builtin_inff()), scale = V::set(a.scale), cap = V::set(a.softcap);
    F tops = lowest;
    for (size_t j = 0; j < range.high; j += kLanes) {
      M m = V::first(range.high - j);
      if (range.low > j) m = V::outside_first(m, range.low - j);
      F s = V::mul(V::load(scores + j), scale);
      if (a.softcap != 0) s = V::mul(cap, Math<V>::tanh(V::div(s, cap)));
      s = V::select(m, s, lowest);
      V::store(scores + j, s);
      tops = V::max(tops, s);
    }
    const float old = max_total[0], block_top = V::largest(tops);
    const float top = block_top > old ? block_top : old;
    F sum = V::zero();
    for (size_t j = 0; j < range.high; j += kLanes) {
      const F p = Math<V>::exp(V::sub(V::load(scores + j), V::set(top)));
      V::store(scores + j, p);
      sum = V::add(sum, p);
    }
    const float shrink = V::first_lane(Math<V>::exp(V::set(old - top)));
    max_total[0] = top;
    max_total[1] = max_total[1] * shrink + V::sum(sum);
    return shrink;
  }

  // ---- Weighted sums ----------------------------------------------------------------------------

  // state[r][d] = state[r][d]*shrink[r] + sum over rows of p[r][row]*V[row][d], for C vectors of d.
  template <class Row, int R, int C>
  TB_INLINE static void weigh_columns(const Block& b, size_t d, Range range,
                                      const float (*p)[kBlock], const float* shrink, float* state) {
    F acc[R][C];
    TB_UNROLL for (int r = 0; r < R; ++r) {
      TB_UNROLL for (int c = 0; c < C; ++c) {
        acc[r][c] = V::mul(V::load(state + r * b.state_stride + d + kLanes * c), V::set(shrink[r]));
      }
    }
    for (size_t j = range.low; j < range.high; ++j) {
      F v[C];
      TB_UNROLL for (int c = 0; c < C; ++c) v[c] = Row::load(b.v + j * b.v_bytes, d + kLanes * c);
      TB_UNROLL for (int r = 0; r < R; ++r) {
        const F w = V::set(p[r][j]);
        TB_UNROLL for (int c = 0; c < C; ++c) acc[r][c] = V::fma(w, v[c], acc[r][c]);
      }
    }
    TB_UNROLL for (int r = 0; r < R; ++r) {
      TB_UNROLL for (int c = 0; c < C; ++c)
          V::store(state + r * b.state_stride + d + kLanes * c, acc[r][c]);
    }
  }

  template <class Row, int R>
  static void weigh(const Block& b, Range range, const float (*p)[kBlock], const float* shrink,
                    float* state) {
    constexpr size_t kStep = kVectors * kLanes;
    const size_t head_dim = b.args->head_dim;
    size_t d = 0;
    for (; d + kStep <= head_dim; d += kStep)
      weigh_columns<Row, R, kVectors>(b, d, range, p, shrink, state);
    if constexpr (kStep > 32) {  // head_dim is a multiple of 32
      if (d < head_dim) weigh_columns<Row, R, kVectors / 2>(b, d, range, p, shrink, state);
    }
  }

  // R queries from `query` on. Rows that all of them see go through the tile; rows that only some
  // see (the edge of the causal triangle, of a window) are added query by query, before and after.
  template <class Row, int R>
  static void tile(const Block& b, size_t query) {
    const AttentionArgs& a = *b.args;
    Range range[R], common{0, kBlock};
    size_t top = 0;
    for (int r = 0; r < R; ++r) {
      range[r] = seen(b.begin, a.first[query + r], a.last[query + r]);
      if (range[r].low > common.low) common.low = range[r].low;
      if (range[r].high < common.high) common.high = range[r].high;
      if (range[r].high > top) top = range[r].high;
    }
    if (top == 0) return;
    alignas(64) float scores[R][kBlock];
    float shrink[R];
    const float one = 1;
    float* state = b.state + query * b.state_stride;
    all_scores<R>(b, query, top, scores);
    const bool shared = common.low < common.high;
    for (int r = 0; r < R; ++r) {
      shrink[r] = 1;
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
      if (after.low < after.high)
        weigh<Row, 1>(b, after, scores + r, &one, state + r * b.state_stride);
    }
  }

  // ---- All queries, all blocks ------------------------------------------------------------------

  template <class Row>
  static void tiles(const Block& b) {
    const size_t n = b.args->n_queries;
    size_t i = 0;
    for (; i + kMaxQueries <= n; i += kMaxQueries) tile<Row, kMaxQueries>(b, i);
    switch (n - i) {
      case 5: return tile<Row, 5>(b, i);
      case 4: return tile<Row, 4>(b, i);
      case 3: return tile<Row, 3>(b, i);
      case 2: return tile<Row, 2>(b, i);
      case 1: return tile<Row, 1>(b, i);
      default: return;
    }
  }

  // Rows of the block at `begin` that are in [first, last); {0, 0} if none.
  TB_INLINE static Range seen(size_t begin, size_t first, size_t last) {
    if (first >= begin + kBlock || last <= begin) return {0, 0};
    return {first > begin ? first - begin : 0, last - begin < kBlock ? last - begin : kBlock};
  }

  // The same for all queries together.
  static Range seen_by_any(const AttentionArgs& a, size_t begin) {
    Range all{kBlock, 0};
    for (size_t i = 0; i < a.n_queries; ++i) {
      const Range one = seen(begin, a.first[i], a.last[i]);
      if (one.high == 0) continue;
      if (one.low < all.low) all.low = one.low;
      if (one.high > all.high) all.high = one.high;
    }
    return all;
  }

  template <class Row>
  static void run_rows(const AttentionArgs& a) {
    const size_t head_dim = a.head_dim, n = a.n_queries;
    float* kt = a.scratch;
    float* v = kt + kBlock * head_dim;
    Block b{&a, 0, kt, nullptr, 0, v + kBlock * head_dim, head_dim + 16};
    size_t begin = a.first[0], end = a.last[0];
    for (size_t i = 0; i < n; ++i) {
      if (a.first[i] < begin) begin = a.first[i];
      if (a.last[i] > end) end = a.last[i];
      float* own = b.state + i * b.state_stride;
      for (size_t d = 0; d < head_dim; d += kLanes) V::store(own + d, V::zero());
      own[head_dim] = -__builtin_inff();
      own[head_dim + 1] = 0;
    }
    for (b.begin = begin / kBlock * kBlock; b.begin < end; b.begin += kBlock) {
      const Range range = seen_by_any(a, b.begin);
      if (range.low >= range.high) continue;
      const uint8_t* k_rows = static_cast<const uint8_t*>(a.k) + b.begin * a.row_bytes;
      const uint8_t* v_rows = static_cast<const uint8_t*>(a.v) + b.begin * a.row_bytes;
      transpose_block<Row>(k_rows, a.row_bytes, head_dim, range, kt);
      if (n <= kMaxQueries) {  // one tile: V is used once, straight from the cache
        b.v = v_rows;
        b.v_bytes = a.row_bytes;
        tiles<Row>(b);
      } else {
        copy_block<Row>(v_rows, a.row_bytes, head_dim, range, v);
        b.v = reinterpret_cast<const uint8_t*>(v);
        b.v_bytes = head_dim * sizeof(float);
        tiles<FloatRow<V>>(b);
      }
    }
    for (size_t i = 0; i < n; ++i) {
      const float* own = b.state + i * b.state_stride;
      const F inverse = V::set(1.0f / own[head_dim + 1]);
      float* out = a.out + i * a.out_stride;
      for (size_t d = 0; d < head_dim; d += kLanes)
        V::store(out + d, V::mul(V::load(own + d), inverse));
    }
  }

  static void run(const AttentionArgs& a) {
    if (a.n_queries == 0) return;
    switch (a.type) {
      case KvType::f16: return run_rows<HalfRow<V>>(a);
      case KvType::q8_0: return run_rows<Q8Row<V>>(a);
      case KvType::f32: return run_rows<FloatRow<V>>(a);
    }
  }
};

}  // namespace
}  // namespace tinybrain::kernels
