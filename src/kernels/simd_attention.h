// Attention over a vector type, flash style, one source for all instruction sets: for each block of
// 64 cached rows (four pages), tiles of up to six queries compute scores, online softmax and the
// weighted sum in registers. Numbers of the cache become floats in registers; only where several tiles
// use a block are its keys and values turned to floats in scratch first, once for all.
// A query's sums run over d, and over rows, in ascending order in every tile size, and never touch a
// row outside its own range: its result does not depend on its neighbours.
#pragma once

#include "kernels/simd.h"
#include "kernels/simd_math.h"

namespace tinybrain::kernels {
namespace {

// ---- Cached numbers as floats -------------------------------------------------------------------
// key<kOdd>(group, lane, i, scale): dim i + kOdd (i even) of rows lane, lane+1... of a page; `group`
// points at the keys of 32 dims, scale is what scale(group, lane) gave.
// value(part, d): V::kLanes values from d on of a row's part that starts at a multiple of 32.

template <class V>
struct HalfPage {
  using F = typename V::F;
  static constexpr KvType kType = KvType::f16;
  TB_INLINE static F scale(const uint8_t*, size_t) { return V::zero(); }
  template <size_t kOdd>
  TB_INLINE static F key(const uint8_t* group, size_t lane, size_t i, F) {
    return V::load_half(group + 2 * ((i + kOdd) * kPageRows + lane));
  }
  TB_INLINE static F value(const uint8_t* part, size_t d) { return V::load_half(part + 2 * d); }
};

template <class V>
struct FloatPage {
  using F = typename V::F;
  static constexpr KvType kType = KvType::f32;
  TB_INLINE static F scale(const uint8_t*, size_t) { return V::zero(); }
  template <size_t kOdd>
  TB_INLINE static F key(const uint8_t* group, size_t lane, size_t i, F) {
    return V::load(reinterpret_cast<const float*>(group) + (i + kOdd) * kPageRows + lane);
  }
  TB_INLINE static F value(const uint8_t* part, size_t d) {
    return V::load(reinterpret_cast<const float*>(part) + d);
  }
};

// The product of a half and a number of 8 bits is exact: it does not matter where it is formed.
template <class V>
struct Q8Page {
  using F = typename V::F;
  static constexpr KvType kType = KvType::q8_0;
  TB_INLINE static F scale(const uint8_t* group, size_t lane) {
    return V::load_half(group + 2 * lane);
  }
  template <size_t kOdd>
  TB_INLINE static F key(const uint8_t* group, size_t lane, size_t i, F scale) {
    const uint8_t* q = group + 2 * kPageRows;
    return V::mul(scale, V::load_s8(q + (i + kOdd) * kPageRows + lane));
  }
  TB_INLINE static F value(const uint8_t* part, size_t d) {
    const uint8_t* block = part + d / 32 * 34;
    return V::mul(V::set_half(block), V::load_s8(block + 2 + d % 32));
  }
};

template <class V>
struct Q4Page {
  using F = typename V::F;
  static constexpr KvType kType = KvType::q4_0;
  TB_INLINE static F scale(const uint8_t* group, size_t lane) {
    return V::load_half(group + 2 * lane);
  }
  template <size_t kOdd>
  TB_INLINE static F key(const uint8_t* group, size_t lane, size_t i, F scale) {
    const uint8_t* q = group + 2 * kPageRows;
    return V::mul(scale, V::load_q4(q + i / 2 * kPageRows + lane, 4 * kOdd));
  }
  TB_INLINE static F value(const uint8_t* part, size_t d) {
    const uint8_t* block = part + d / 32 * 18;
    return V::mul(V::set_half(block), V::load_q4(block + 2 + d % 16, d % 32 / 16 * 4));
  }
};

template <class V>
struct Attention {
  using F = typename V::F;
  using M = typename V::M;
  static constexpr size_t kLanes = V::kLanes, kBlock = kAttentionBlock;
  static constexpr int kMaxQueries = 6;  // of one tile
  static constexpr int kPages = kBlock / kPageRows;
  static constexpr int kPageVectors = kPageRows / kLanes;

  // Rows [low, high) of a block.
  struct Range {
    size_t low, high;
  };

  // The block in hand: the cache itself, or its numbers as floats in scratch. Only the pages that are
  // asked for are set.
  struct Block {
    const AttentionArgs* args;
    size_t begin;              // first row of the block
    const uint8_t* k[kPages];  // keys of each page
    const uint8_t* v[kPages];
    float* state;  // [n_queries][state_stride]: out[head_dim], totals by lane[kLanes], maximum
    size_t state_stride;
  };

  // Bit p: the range has rows of page p of its block.
  TB_INLINE static unsigned pages_of(Range range) {
    if (range.low >= range.high) return 0;
    return (2u << (range.high - 1) / kPageRows) - (1u << range.low / kPageRows);
  }

  // ---- A block as floats ------------------------------------------------------------------------

  template <class Page>
  static void keys_to_floats(const uint8_t* keys, size_t head_dim, float* out) {
    for (size_t d = 0; d < head_dim; d += 32, keys += kv_group_bytes(Page::kType)) {
      for (size_t lane = 0; lane < kPageRows; lane += kLanes) {
        const F scale = Page::scale(keys, lane);
        TB_UNROLL for (size_t i = 0; i < 32; i += 2) {
          float* to = out + (d + i) * kPageRows + lane;
          V::store(to, Page::template key<0>(keys, lane, i, scale));
          V::store(to + kPageRows, Page::template key<1>(keys, lane, i, scale));
        }
      }
    }
  }

  template <class Page>
  static void values_to_floats(const uint8_t* values, size_t head_dim, float* out) {
    const size_t bytes = kv_row_bytes(Page::kType, head_dim);
    for (size_t j = 0; j < kPageRows; ++j, values += bytes, out += head_dim) {
      for (size_t d = 0; d < head_dim; d += 32) {
        const uint8_t* part = values + kv_row_bytes(Page::kType, d);
        TB_UNROLL for (size_t i = 0; i < 32; i += kLanes)
            V::store(out + d + i, Page::value(part, i));
      }
    }
  }

  // acc[r][c] += x(r) * y(c), with the fewer of the two in registers all along.
  template <int R, int C, class X, class Y>
  TB_INLINE static void outer_product(X x, Y y, F (*acc)[C]) {
    if constexpr (R < C) {
      F xs[R];
      TB_UNROLL for (int r = 0; r < R; ++r) xs[r] = x(r);
      TB_UNROLL for (int c = 0; c < C; ++c) {
        const F one = y(c);
        TB_UNROLL for (int r = 0; r < R; ++r) acc[r][c] = V::fma(xs[r], one, acc[r][c]);
      }
    } else {
      F ys[C];
      TB_UNROLL for (int c = 0; c < C; ++c) ys[c] = y(c);
      TB_UNROLL for (int r = 0; r < R; ++r) {
        const F one = x(r);
        TB_UNROLL for (int c = 0; c < C; ++c) acc[r][c] = V::fma(one, ys[c], acc[r][c]);
      }
    }
  }

  // ---- Scores -----------------------------------------------------------------------------------

  // The sums of one dim, i + kOdd of the group: acc[r][g] += q[r][i + kOdd] * key.
  template <class Page, int R, int G, size_t kOdd>
  TB_INLINE static void dot_step(const float* q, size_t stride, const uint8_t* const* k, size_t i,
                                 const F* scale, F (*acc)[G]) {
    // Two pointers and two multiples reach six rows.
    const float* q3 = q + (R > 3 ? 3 * stride : 0);
    const auto number = [=](int r) {
      return V::set(r < 3 ? q[r * stride + kOdd] : q3[(r - 3) * stride + kOdd]);
    };
    const auto keys = [=](int g) {
      const uint8_t* group = k[g / kPageVectors];
      return Page::template key<kOdd>(group, g % kPageVectors * kLanes, i, scale[g]);
    };
    outer_product<R, G>(number, keys, acc);
  }

  // scores[r][j] = dot(q[r], K[j]) for the rows of P pages from `page` on.
  template <class Page, int R, int P>
  TB_NOINLINE static void dot_keys(const Block& b, size_t query, size_t page,
                                   float (*scores)[kBlock]) {
    constexpr int G = P * kPageVectors;
    const size_t stride = b.args->q_stride, head_dim = b.args->head_dim;
    const float* q = b.args->q + query * stride;
    F acc[R][G], scale[G];
    TB_UNROLL for (int r = 0; r < R; ++r) {
      TB_UNROLL for (int g = 0; g < G; ++g) acc[r][g] = V::zero();
    }
    const uint8_t* k[P];
    TB_UNROLL for (int p = 0; p < P; ++p) k[p] = b.k[page + p];
    for (size_t d = 0; d < head_dim; d += 32) {
      TB_UNROLL for (int g = 0; g < G; ++g) {
        scale[g] = Page::scale(k[g / kPageVectors], g % kPageVectors * kLanes);
      }
      for (size_t i = 0; i < 32; i += 2, q += 2) {
        dot_step<Page, R, G, 0>(q, stride, k, i, scale, acc);
        dot_step<Page, R, G, 1>(q, stride, k, i, scale, acc);
      }
      TB_UNROLL for (int p = 0; p < P; ++p) k[p] += kv_group_bytes(Page::kType);
    }
    TB_UNROLL for (int r = 0; r < R; ++r) {
      TB_UNROLL for (int g = 0; g < G; ++g)
          V::store(scores[r] + page * kPageRows + kLanes * g, acc[r][g]);
    }
  }

  // All rows of the pages wanted, as many pages at once as lie side by side and fit the registers.
  template <class Page, int R>
  TB_INLINE static void all_scores(const Block& b, size_t query, unsigned wanted,
                                   float (*scores)[kBlock]) {
    constexpr int kMost = V::tile_pages(R);
    for (size_t page = 0; page < kPages;) {
      const unsigned run = wanted >> page;
      if ((run & 1) == 0) {
        ++page;
      } else if (kMost >= 4 && run == 15) {
        dot_keys<Page, R, kMost >= 4 ? 4 : 1>(b, query, page, scores);
        page += 4;
      } else if (kMost >= 2 && (run & 3) == 3) {
        dot_keys<Page, R, kMost >= 2 ? 2 : 1>(b, query, page, scores);
        page += 2;
      } else {
        dot_keys<Page, R, 1>(b, query, page, scores);
        ++page;
      }
    }
  }

  // ---- Softmax ----------------------------------------------------------------------------------

  // Scores s to weights e^(s - maximum) of one query, in place, computed as powers of 2; gives the
  // maximum, in those terms s*log2(e), and the sum of the weights by lane. Rows outside the range get
  // weight 0 where a vector reaches them.
  template <bool kWhole>
  TB_NOINLINE static F softmax_block(const AttentionArgs& a, Range range, float* scores,
                                     float* maximum) {
    const F lowest = V::set(-__builtin_inff());
    const size_t from = kWhole ? 0 : range.low / kLanes * kLanes, to = kWhole ? kBlock : range.high;
    F factor = V::set(a.scale * 1.44269504088896341f);
    if (a.softcap != 0) {
      const F inner = V::set(a.scale), cap = V::set(a.softcap);
      for (size_t j = from; j < to; j += kLanes) {
        const F s = V::div(V::mul(V::load(scores + j), inner), cap);
        V::store(scores + j, V::mul(cap, Math<V>::tanh(s)));
      }
      factor = V::set(1.44269504088896341f);
    }
    F tops = lowest;
    for (size_t j = from; j < to; j += kLanes) {
      F s = V::mul(V::load(scores + j), factor);
      if constexpr (!kWhole) {
        M m = V::first(range.high - j);
        if (range.low > j) m = V::outside_first(m, range.low - j);
        s = V::select(m, s, lowest);
      }
      V::store(scores + j, s);
      tops = V::max(tops, s);
    }
    const float top = V::largest(tops);
    if (top > *maximum) *maximum = top;
    const F most = V::set(*maximum);
    F sum = V::zero();
    for (size_t j = from; j < to; j += kLanes) {
      const F p = Math<V>::exp2_negative(V::sub(V::load(scores + j), most));
      V::store(scores + j, p);
      sum = V::add(sum, p);
    }
    return sum;
  }

  static constexpr int kTileFloats = 16;  // one for each query of a tile, and whole vectors

  // The scores of R queries to weights; shrink[r] is by how much what was summed before shrinks.
  // kWhole: all see the whole block, and there are no ranges.
  template <int R, bool kWhole>
  TB_NOINLINE static void softmax_tile(const Block& b, const Range* range, float (*scores)[kBlock],
                                       float* state, float* shrink) {
    const AttentionArgs& a = *b.args;
    F sum[R];
    TB_UNROLL for (int i = 0; i < kTileFloats; i += static_cast<int>(kLanes))
        V::store(shrink + i, V::zero());
    TB_UNROLL for (int r = 0; r < R; ++r) {
      sum[r] = V::zero();
      if (!kWhole && range[r].high == 0) continue;
      float* const maximum = state + r * b.state_stride + a.head_dim + kLanes;
      const float old = *maximum;
      const Range own = kWhole ? Range{0, kBlock} : range[r];
      sum[r] = own.low == 0 && own.high == kBlock
                   ? softmax_block<true>(a, own, scores[r], maximum)
                   : softmax_block<false>(a, own, scores[r], maximum);
      shrink[r] = old - *maximum;
    }
    TB_UNROLL for (int i = 0; i < R; i += static_cast<int>(kLanes))
        V::store(shrink + i, Math<V>::exp2_negative(V::load(shrink + i)));
    TB_UNROLL for (int r = 0; r < R; ++r) {
      float* const totals = state + r * b.state_stride + a.head_dim;
      V::store(totals, V::fma(V::load(totals), V::set(shrink[r]), sum[r]));
    }
  }

  // ---- Weighted sums ----------------------------------------------------------------------------

  // state[r][d] = state[r][d]*shrink[r] + sum over rows of p[r][row]*V[row][d], for C vectors of d.
  template <class Page, int R, int C>
  TB_NOINLINE static void weigh_columns(const Block& b, size_t d, Range range,
                                        const float (*p)[kBlock], const float* shrink,
                                        float* state) {
    const size_t bytes = kv_row_bytes(Page::kType, b.args->head_dim);
    const size_t part = kv_row_bytes(Page::kType, d);
    const size_t rest = C * kLanes % 32 == 0 ? 0 : d % 32;
    F acc[R][C];
    TB_UNROLL for (int r = 0; r < R; ++r) {
      TB_UNROLL for (int c = 0; c < C; ++c) {
        acc[r][c] = V::mul(V::load(state + r * b.state_stride + d + kLanes * c), V::set(shrink[r]));
      }
    }
    for (size_t j = range.low; j < range.high;) {
      const size_t page = j / kPageRows, page_end = (page + 1) * kPageRows;
      const size_t end = page_end < range.high ? page_end : range.high;
      const uint8_t* row = b.v[page] + j % kPageRows * bytes + part;
      for (; j < end; ++j, row += bytes) {
        outer_product<R, C>([=](int r) { return V::set(p[r][j]); },
                            [=](int c) { return Page::value(row, rest + kLanes * c); }, acc);
      }
    }
    TB_UNROLL for (int r = 0; r < R; ++r) {
      TB_UNROLL for (int c = 0; c < C; ++c)
          V::store(state + r * b.state_stride + d + kLanes * c, acc[r][c]);
    }
  }

  template <class Page, int R>
  static void weigh(const Block& b, Range range, const float (*p)[kBlock], const float* shrink,
                    float* state) {
    constexpr int kMost = V::tile_columns(R), k32 = 32 / kLanes;  // head_dim is a multiple of 32
    const size_t head_dim = b.args->head_dim;
    size_t d = 0;
    for (; d + kMost * kLanes <= head_dim; d += kMost * kLanes)
      weigh_columns<Page, R, kMost>(b, d, range, p, shrink, state);
    if constexpr (kMost > 2 * k32) {
      for (; d + 64 <= head_dim; d += 64)
        weigh_columns<Page, R, 2 * k32>(b, d, range, p, shrink, state);
    }
    if constexpr (kMost > k32) {
      for (; d < head_dim; d += 32) weigh_columns<Page, R, k32>(b, d, range, p, shrink, state);
    }
  }

  // ---- Tiles ------------------------------------------------------------------------------------

  // Rows of the block at `begin` that are in [first, last); {0, 0} if none.
  TB_INLINE static Range seen(size_t begin, size_t first, size_t last) {
    if (first >= begin + kBlock || last <= begin) return {0, 0};
    return {first > begin ? first - begin : 0, last - begin < kBlock ? last - begin : kBlock};
  }

  // R queries from `query` on.
  template <class Page, int R>
  static void tile(const Block& b, size_t query) {
    const uint32_t *first = b.args->first + query, *last = b.args->last + query;
    uint32_t latest_first = first[0], earliest_last = last[0];
    for (int r = 1; r < R; ++r) {
      if (first[r] > latest_first) latest_first = first[r];
      if (last[r] < earliest_last) earliest_last = last[r];
    }
    if (latest_first > b.begin || earliest_last < b.begin + kBlock)
      return edge_tile<Page, R>(b, query);
    alignas(64) float scores[R][kBlock], shrink[kTileFloats];
    float* state = b.state + query * b.state_stride;
    all_scores<Page, R>(b, query, 15, scores);
    softmax_tile<R, true>(b, nullptr, scores, state, shrink);
    weigh<Page, R>(b, {0, kBlock}, scores, shrink, state);
  }

  // The same where not every query sees the whole block. Rows that all of them see go through the
  // tile; rows that only some see (the edge of the causal triangle, of a window) are added query by
  // query, before and after.
  template <class Page, int R>
  TB_NOINLINE static void edge_tile(const Block& b, size_t query) {
    const AttentionArgs& a = *b.args;
    Range range[R], common{0, kBlock};
    unsigned wanted = 0;
    for (int r = 0; r < R; ++r) {
      range[r] = seen(b.begin, a.first[query + r], a.last[query + r]);
      if (range[r].low > common.low) common.low = range[r].low;
      if (range[r].high < common.high) common.high = range[r].high;
      wanted |= pages_of(range[r]);
    }
    if (wanted == 0) return;
    alignas(64) float scores[R][kBlock], shrink[kTileFloats];
    const float one = 1;
    float* state = b.state + query * b.state_stride;
    all_scores<Page, R>(b, query, wanted, scores);
    softmax_tile<R, false>(b, range, scores, state, shrink);
    const bool shared = common.low < common.high;
    for (int r = 0; r < R; ++r) {
      const Range before{range[r].low, shared ? common.low : range[r].high};
      if (before.low >= before.high) continue;
      weigh<Page, 1>(b, before, scores + r, shrink + r, state + r * b.state_stride);
      shrink[r] = 1;
    }
    if (!shared) return;
    weigh<Page, R>(b, common, scores, shrink, state);
    for (int r = 0; r < R; ++r) {
      const Range after{common.high, range[r].high};
      if (after.low < after.high)
        weigh<Page, 1>(b, after, scores + r, &one, state + r * b.state_stride);
    }
  }

  // All queries, in as few tiles as can be, of sizes as equal as can be.
  template <class Page>
  static void tiles(const Block& b) {
    const size_t n = b.args->n_queries;
    size_t left = (n + kMaxQueries - 1) / kMaxQueries;
    for (size_t i = 0; i < n; --left) {
      const size_t size = (n - i + left - 1) / left;
      switch (size) {
        case 6: tile<Page, 6>(b, i); break;
        case 5: tile<Page, 5>(b, i); break;
        case 4: tile<Page, 4>(b, i); break;
        case 3: tile<Page, 3>(b, i); break;
        case 2: tile<Page, 2>(b, i); break;
        default: tile<Page, 1>(b, i); break;
      }
      i += size;
    }
  }

  // ---- All blocks -------------------------------------------------------------------------------

  // The pages of the block that some query needs: where they are in the cache.
  static unsigned find_pages(Block& b) {
    const AttentionArgs& a = *b.args;
    unsigned needed = 0;
    for (size_t i = 0; i < a.n_queries && needed != 15; ++i)
      needed |= pages_of(seen(b.begin, a.first[i], a.last[i]));
    for (size_t p = 0; p < kPages; ++p) {
      if ((needed >> p & 1) == 0) continue;
      const uint8_t* page = static_cast<const uint8_t*>(a.pages[b.begin / kPageRows + p]);
      b.k[p] = page + a.k_offset;
      b.v[p] = page + a.v_offset;
    }
    return needed;
  }

  template <class Page>
  static void run_type(const AttentionArgs& a) {
    const size_t head_dim = a.head_dim, n = a.n_queries, page_floats = kPageRows * head_dim;
    // One tile: each number is used once, straight from the cache.
    const bool convert = Page::kType != KvType::f32 && n > kMaxQueries;
    Block b{&a, 0, {}, {}, a.scratch + 2 * kPages * page_floats, head_dim + 32};
    size_t begin = a.first[0], end = a.last[0];
    for (size_t i = 0; i < n; ++i) {
      if (a.first[i] < begin) begin = a.first[i];
      if (a.last[i] > end) end = a.last[i];
      float* own = b.state + i * b.state_stride;
      for (size_t d = 0; d < head_dim + kLanes; d += kLanes) V::store(own + d, V::zero());
      own[head_dim + kLanes] = -__builtin_inff();
    }
    for (b.begin = begin / kBlock * kBlock; b.begin < end; b.begin += kBlock) {
      const unsigned needed = find_pages(b);
      if (needed == 0) continue;
      if (!convert) {
        tiles<Page>(b);
        continue;
      }
      for (size_t p = 0; p < kPages; ++p) {
        if ((needed >> p & 1) == 0) continue;
        float *k = a.scratch + 2 * p * page_floats, *v = k + page_floats;
        keys_to_floats<Page>(b.k[p], head_dim, k);
        values_to_floats<Page>(b.v[p], head_dim, v);
        b.k[p] = reinterpret_cast<const uint8_t*>(k);
        b.v[p] = reinterpret_cast<const uint8_t*>(v);
      }
      tiles<FloatPage<V>>(b);
    }
    for (size_t i = 0; i < n; ++i) {
      const float* own = b.state + i * b.state_stride;
      const F inverse = V::set(1.0f / V::sum(V::load(own + head_dim)));
      float* out = a.out + i * a.out_stride;
      for (size_t d = 0; d < head_dim; d += kLanes)
        V::store(out + d, V::mul(V::load(own + d), inverse));
    }
  }

  static void run(const AttentionArgs& a) {
    if (a.n_queries == 0) return;
    switch (a.type) {
      case KvType::f16: return run_type<HalfPage<V>>(a);
      case KvType::q8_0: return run_type<Q8Page<V>>(a);
      case KvType::f32: return run_type<FloatPage<V>>(a);
      case KvType::q4_0: return run_type<Q4Page<V>>(a);
    }
  }
};

}  // namespace
}  // namespace tinybrain::kernels
