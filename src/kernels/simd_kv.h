// Writing the cache's pages over a vector type (avx2_vec.h, avx512_vec.h, neon_vec.h): a whole page of
// keys is transposed and rounded 16 rows at a time; single rows are rounded as rows, then scattered.
// The bits are those of kv_page.cpp.
#pragma once

#include "kernels/kv_page.h"
#include "kernels/simd.h"

namespace tinybrain::kernels {
namespace {

// to_f16 and to_q8_0 are the table's own conversions of rows.
template <class V, void (*to_f16)(uint16_t*, const float*, size_t),
          void (*to_q8_0)(void*, const float*, size_t)>
struct KvPages {
  using F = typename V::F;
  using M = typename V::M;
  static constexpr size_t kLanes = V::kLanes;

  // ---- Rounding, for one group of 32 numbers a lane ----------------------------------------------
  // x(i) gives number i of every lane's group.

  struct Rounding {
    F scale, inverse;
    M usable;  // the group is finite and not all zero
  };

  TB_INLINE static F negative(F a) { return V::sub(V::zero(), a); }

  TB_INLINE static Rounding rounding(F extreme, float levels, F scale) {
    const M usable = V::less(V::zero(), V::abs(extreme));  // not for NaN
    return {scale, V::select(usable, V::div(V::set(levels), extreme), V::zero()), usable};
  }

  template <class X>
  TB_INLINE static Rounding q8_0(X x) {
    F top = V::zero(), broken = V::zero();  // broken: sums 0*x, NaN where an x is not finite
    for (size_t i = 0; i < 32; ++i) {
      top = V::max(top, V::abs(x(i)));
      broken = V::fma(x(i), V::zero(), broken);
    }
    top = V::add(V::abs(broken), top);
    return rounding(top, 127.0f, V::div(top, V::set(127.0f)));
  }

  template <class X>
  TB_INLINE static Rounding q4_0(X x) {
    F high = V::zero(), low = V::zero(), broken = V::zero();
    for (size_t i = 0; i < 32; ++i) {
      high = V::max(high, x(i));
      low = V::min(low, x(i));
      broken = V::fma(x(i), V::zero(), broken);
    }
    return q4_0(high, low, broken);
  }

  TB_INLINE static Rounding q4_0(F high, F low, F broken) {
    const F extreme = V::add(V::select(V::less(negative(low), high), high, low), V::abs(broken));
    Rounding r = rounding(extreme, -8.0f, V::zero());
    // A NaN must stay one; a zero must be +0.
    const M zero = V::less(V::abs(extreme), V::set(1e-45f));
    r.scale = V::select(zero, V::zero(), V::mul(extreme, V::set(-0.125f)));
    return r;
  }

  // x/scale as a whole number in [low, high]. Where the inverse is infinite, a zero stays zero.
  TB_INLINE static F whole(F x, const Rounding& r, float low, float high) {
    const F v = V::max(V::min(V::mul(x, r.inverse), V::set(high)), V::set(low));
    const F rounded = V::round(V::select(V::less(V::zero(), V::abs(x)), v, V::zero()));
    return V::select(r.usable, rounded, V::zero());
  }

  // Two numbers as the nibbles of one byte.
  TB_INLINE static F nibbles(F low, F high, const Rounding& r) {
    return V::fma(whole(high, r, -8, 7), V::set(16.0f),
                  V::add(whole(low, r, -8, 7), V::set(136.0f)));
  }

  // ---- Rows ---------------------------------------------------------------------------------------

  static void to_q4_0(uint8_t* block, const float* x, size_t n) {
    for (size_t d = 0; d < n; d += 32, block += 18) {
      F high = V::zero(), low = V::zero(), broken = V::zero();
      for (size_t i = 0; i < 32; i += kLanes) {
        const F v = V::load(x + d + i);
        high = V::max(high, v);
        low = V::min(low, v);
        broken = V::fma(v, V::zero(), broken);
      }
      const Rounding r = q4_0(V::set(V::largest(high)), V::set(-V::largest(negative(low))),
                              V::set(V::sum(broken)));
      alignas(64) uint8_t scales[2 * kLanes];
      V::store_half(scales, r.scale);
      __builtin_memcpy(block, scales, 2);
      for (size_t i = 0; i < 16; i += kLanes) {
        V::store_bytes(block + 2 + i, nibbles(V::load(x + d + i), V::load(x + d + i + 16), r));
      }
    }
  }

  static void write_row(KvType type, uint8_t* row, size_t head_dim, const float* x) {
    switch (type) {
      case KvType::f16: return to_f16(reinterpret_cast<uint16_t*>(row), x, head_dim);
      case KvType::q8_0: return to_q8_0(row, x, head_dim);
      case KvType::f32: __builtin_memcpy(row, x, head_dim * sizeof(float)); return;
      case KvType::q4_0: return to_q4_0(row, x, head_dim);
    }
  }

  static void store(KvType type, void* page_keys, void* page_values, size_t slot, size_t head_dim,
                    const float* key, const float* value) {
    alignas(64) uint8_t row[256 * sizeof(float)];
    write_row(type, row, head_dim, key);
    kv_scatter_key(type, page_keys, slot, head_dim, row);
    write_row(type, static_cast<uint8_t*>(page_values) + slot * kv_row_bytes(type, head_dim),
              head_dim, value);
  }

  // ---- Whole pages --------------------------------------------------------------------------------

  // t[i][row] = keys[row][i] of 32 dims.
  static void transpose(const float* keys, size_t stride, float (*t)[kPageRows]) {
    for (size_t row = 0; row < kPageRows; row += kLanes) {
      for (size_t d = 0; d < 32; d += kLanes) {
        F r[kLanes];
        TB_UNROLL for (size_t i = 0; i < kLanes; ++i) r[i] = V::load(keys + (row + i) * stride + d);
        V::transpose(r);
        TB_UNROLL for (size_t i = 0; i < kLanes; ++i) V::store(t[d + i] + row, r[i]);
      }
    }
  }

  static void write_group(KvType type, uint8_t* group, const float (*t)[kPageRows]) {
    uint8_t* const q = group + 2 * kPageRows;  // behind the scales
    for (size_t row = 0; row < kPageRows; row += kLanes) {
      const auto x = [=](size_t i) { return V::load(t[i] + row); };
      switch (type) {
        case KvType::f16:
          for (size_t i = 0; i < 32; ++i) V::store_half(group + 2 * (i * kPageRows + row), x(i));
          break;
        case KvType::f32:
          for (size_t i = 0; i < 32; ++i)
            V::store(reinterpret_cast<float*>(group) + i * kPageRows + row, x(i));
          break;
        case KvType::q8_0: {
          const Rounding r = q8_0(x);
          V::store_half(group + 2 * row, r.scale);
          for (size_t i = 0; i < 32; ++i)
            V::store_bytes(q + i * kPageRows + row, whole(x(i), r, -127, 127));
          break;
        }
        case KvType::q4_0: {
          const Rounding r = q4_0(x);
          V::store_half(group + 2 * row, r.scale);
          for (size_t i = 0; i < 32; i += 2)
            V::store_bytes(q + i / 2 * kPageRows + row, nibbles(x(i), x(i + 1), r));
          break;
        }
      }
    }
  }

  static void store_rows(KvType type, void* page_keys, void* page_values, size_t slot, size_t count,
                         size_t head_dim, const float* keys, const float* values, size_t stride) {
    if (count < kPageRows) {
      for (size_t i = 0; i < count; ++i) {
        store(type, page_keys, page_values, slot + i, head_dim, keys + i * stride,
              values + i * stride);
      }
      return;
    }
    for (size_t d = 0; d < head_dim; d += 32) {
      alignas(64) float t[32][kPageRows];
      transpose(keys + d, stride, t);
      write_group(type, static_cast<uint8_t*>(page_keys) + d / 32 * kv_group_bytes(type), t);
    }
    for (size_t i = 0; i < kPageRows; ++i) {
      write_row(type, static_cast<uint8_t*>(page_values) + i * kv_row_bytes(type, head_dim),
                head_dim, values + i * stride);
    }
  }
};

}  // namespace
}  // namespace tinybrain::kernels
