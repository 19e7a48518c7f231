// The scalar side of the cache's pages: where each number lies, and how it is rounded. The layouts are
// described in kernels.h. Attention itself is in scalar.cpp; the fast stores are in simd_kv.h.
#include "kernels/kv_page.h"

#include <math.h>
#include <string.h>

#include "kernels/decode.h"

namespace tinybrain::kernels {
namespace {

constexpr size_t kScales = 2 * kPageRows;  // bytes in front of a quantized group of keys

float float_at(const uint8_t* p, size_t i) {
  float f;
  memcpy(&f, p + 4 * i, sizeof f);
  return f;
}

float nibble(const uint8_t* p, bool high) {
  return static_cast<float>((high ? *p >> 4 : *p & 15) - 8);
}

// {f16 scale; nibbles[16]} of 32 values.
void quantize_q4_0(const float* x, uint8_t* block) {
  float high = 0, low = 0;
  bool finite = true;
  for (size_t i = 0; i < 32; ++i) {
    finite = finite && isfinite(x[i]);
    high = x[i] > high ? x[i] : high;
    low = x[i] < low ? x[i] : low;
  }
  const float extreme = !finite ? NAN : high > -low ? high : low;
  // -8/extreme overflows when extreme is tiny: then x*inverse is clamped, and a zero stays zero.
  const bool usable = finite && extreme != 0;
  const float inverse = usable ? -8.0f / extreme : 0.0f;
  const uint16_t scale = float_to_half(extreme == 0 ? 0.0f : extreme * -0.125f);
  memcpy(block, &scale, 2);
  uint8_t q[32];
  for (size_t i = 0; i < 32; ++i) {
    float v = usable && x[i] != 0 ? x[i] * inverse : 0.0f;
    v = v > 7.0f ? 7.0f : v < -8.0f ? -8.0f : v;
    q[i] = static_cast<uint8_t>(nearbyintf(v) + 8.0f);
  }
  for (size_t i = 0; i < 16; ++i) block[2 + i] = static_cast<uint8_t>(q[i] | q[i + 16] << 4);
}

void write_row(KvType type, void* row, size_t head_dim, const float* x) {
  uint8_t* const bytes = static_cast<uint8_t*>(row);
  switch (type) {
    case KvType::f16: return kScalar.f32_to_f16(static_cast<uint16_t*>(row), x, head_dim);
    case KvType::q8_0: return kScalar.f32_to_q8_0(row, x, head_dim);
    case KvType::f32: memcpy(row, x, head_dim * sizeof(float)); return;
    case KvType::q4_0:
      for (size_t d = 0; d < head_dim; d += 32) quantize_q4_0(x + d, bytes + d / 32 * 18);
      return;
  }
}

}  // namespace

float kv_key(KvType type, const void* page_keys, size_t slot, size_t d) {
  const uint8_t* group = static_cast<const uint8_t*>(page_keys) + d / 32 * kv_group_bytes(type);
  const size_t i = d % 32;
  switch (type) {
    case KvType::f16: return half_at(group, i * kPageRows + slot);
    case KvType::f32: return float_at(group, i * kPageRows + slot);
    case KvType::q8_0:
      return half_at(group, slot) *
             static_cast<float>(static_cast<int8_t>(group[kScales + i * kPageRows + slot]));
    case KvType::q4_0:
      return half_at(group, slot) * nibble(group + kScales + i / 2 * kPageRows + slot, i % 2 != 0);
  }
  return 0;
}

float kv_value(KvType type, const void* page_values, size_t slot, size_t d, size_t head_dim) {
  const uint8_t* row =
      static_cast<const uint8_t*>(page_values) + slot * kv_row_bytes(type, head_dim);
  const uint8_t* block = row + kv_row_bytes(type, d / 32 * 32);
  const size_t i = d % 32;
  switch (type) {
    case KvType::f16: return half_at(row, d);
    case KvType::f32: return float_at(row, d);
    case KvType::q8_0:
      return half_at(block, 0) * static_cast<float>(static_cast<int8_t>(block[2 + i]));
    case KvType::q4_0: return half_at(block, 0) * nibble(block + 2 + i % 16, i >= 16);
  }
  return 0;
}

void kv_scatter_key(KvType type, void* page_keys, size_t slot, size_t head_dim, const void* row) {
  const uint8_t* from = static_cast<const uint8_t*>(row);
  uint8_t* group = static_cast<uint8_t*>(page_keys);
  const size_t bytes = kv_group_bytes(type), block = bytes / kPageRows;
  for (size_t d = 0; d < head_dim; d += 32, from += block, group += bytes) {
    if (type == KvType::f32) {
      for (size_t i = 0; i < 32; ++i) memcpy(group + 4 * (i * kPageRows + slot), from + 4 * i, 4);
      continue;
    }
    if (type == KvType::f16) {
      for (size_t i = 0; i < 32; ++i) memcpy(group + 2 * (i * kPageRows + slot), from + 2 * i, 2);
      continue;
    }
    memcpy(group + 2 * slot, from, 2);
    const uint8_t* q = from + 2;
    uint8_t* to = group + kScales + slot;
    if (type == KvType::q8_0) {
      for (size_t i = 0; i < 32; ++i) to[i * kPageRows] = q[i];
      continue;
    }
    for (size_t i = 0; i < 8; ++i) {  // dims 2i, 2i+1 are low nibbles of the row, 2i+16, 2i+17 high
      const unsigned a = q[2 * i], b = q[2 * i + 1];
      to[i * kPageRows] = static_cast<uint8_t>((a & 15) | (b & 15) << 4);
      to[(i + 8) * kPageRows] = static_cast<uint8_t>(a >> 4 | (b & 0xf0));
    }
  }
}

void kv_load(KvType type, const void* page_keys, const void* page_values, size_t slot,
             size_t head_dim, float* key, float* value) {
  for (size_t d = 0; d < head_dim; ++d) {
    key[d] = kv_key(type, page_keys, slot, d);
    value[d] = kv_value(type, page_values, slot, d, head_dim);
  }
}

void kv_store_scalar(KvType type, void* page_keys, void* page_values, size_t slot, size_t head_dim,
                     const float* key, const float* value) {
  uint8_t* const values = static_cast<uint8_t*>(page_values);
  write_row(type, values + slot * kv_row_bytes(type, head_dim), head_dim, value);
  float row[256];  // of halves or blocks; floats are the widest
  write_row(type, row, head_dim, key);
  kv_scatter_key(type, page_keys, slot, head_dim, row);
}

void kv_store_rows_scalar(KvType type, void* page_keys, void* page_values, size_t slot,
                          size_t count, size_t head_dim, const float* keys, const float* values,
                          size_t stride) {
  for (size_t i = 0; i < count; ++i) {
    kv_store_scalar(type, page_keys, page_values, slot + i, head_dim, keys + i * stride,
                    values + i * stride);
  }
}

}  // namespace tinybrain::kernels
