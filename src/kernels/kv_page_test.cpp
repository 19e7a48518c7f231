// Writing rows into the cache's pages: the same bits from every table, one row or sixteen at a time;
// what is read back; q4_0 against ggml's own rounding (tests/golden/quantize.py).
#include "kernels/kv_page.h"

#include <doctest/doctest.h>
#include <math.h>

#include <fstream>
#include <iterator>

#include "kernels/testing.h"

using namespace tinybrain::kernels;
using namespace tinybrain::kernels::testing;

namespace {

constexpr KvType kTypes[] = {KvType::f16, KvType::q8_0, KvType::f32, KvType::q4_0};
constexpr size_t kHeadDims[] = {32, 64, 96, 128, 256};

// One head's part of a page, filled with a pattern first.
struct Page {
  Aligned<uint8_t> keys, values;
  Page(KvType type, size_t head_dim)
      : keys(kv_page_bytes(type, head_dim)), values(kv_page_bytes(type, head_dim)) {
    memset(keys.data(), 0xa5, keys.size());
    memset(values.data(), 0xa5, values.size());
  }
  bool operator==(const Page& other) const {
    return memcmp(keys.data(), other.keys.data(), keys.size()) == 0 &&
           memcmp(values.data(), other.values.data(), values.size()) == 0;
  }
};

// Rows [16][stride] with what rounding stumbles over: ties, zeros, groups that are tiny, huge or empty.
std::vector<float> rows_of(size_t stride, std::mt19937& rng) {
  std::vector<float> x(kPageRows * stride);
  for (size_t i = 0; i < x.size(); ++i) {
    const size_t group = i / 32 + i / 512;
    const float v = uniform(rng, -2, 2);
    x[i] = group % 9 == 3   ? 0.0f
           : group % 9 == 4 ? v * 1e-39f
           : group % 9 == 5 ? v * 1e38f
           : group % 9 == 6 ? roundf(v * 4) / 4 * (i % 3 == 0 ? -1.0f : 1.0f)
           : group % 9 == 7 ? v * 1e-7f
           : i % 17 == 0    ? -0.0f
                            : v;
  }
  return x;
}

// Equal, or both NaN.
bool same(float a, float b) { return a == b || (isnan(a) && isnan(b)); }

}  // namespace

TEST_CASE("a head's part of a page: sizes") {
  for (KvType type : kTypes) {
    for (size_t head_dim : kHeadDims) {
      const size_t bytes = kv_page_bytes(type, head_dim);
      CHECK(bytes % 64 == 0);
      CHECK(bytes >= kPageRows * kv_row_bytes(type, head_dim));
      CHECK(bytes < kPageRows * kv_row_bytes(type, head_dim) + 64);
    }
  }
  CHECK(kv_page_bytes(KvType::f16, 64) == 2048);
  CHECK(kv_page_bytes(KvType::q8_0, 64) == 1088);
  CHECK(kv_page_bytes(KvType::q4_0, 64) == 576);
}

TEST_CASE("rows are stored as the same bits by every table, alone and together") {
  std::mt19937 rng(21);
  const Table* all[kMostTables];
  const size_t count = tables(all);
  for (KvType type : kTypes) {
    for (size_t head_dim : kHeadDims) {
      const size_t stride = head_dim + 64;
      const auto keys = rows_of(stride, rng), values = rows_of(stride, rng);
      for (const auto& [slot, rows] : {std::pair<size_t, size_t>{0, 16}, {0, 1}, {15, 1}, {3, 9}}) {
        Page expected(type, head_dim);
        for (size_t i = 0; i < rows; ++i)
          kScalar.kv_store(type, expected.keys.data(), expected.values.data(), slot + i, head_dim,
                           &keys[i * stride], &values[i * stride]);
        for (size_t i = 0; i < count; ++i) {
          CAPTURE(all[i]->name);
          CAPTURE(static_cast<int>(type));
          CAPTURE(head_dim);
          CAPTURE(rows);
          Page one(type, head_dim), many(type, head_dim);
          for (size_t j = 0; j < rows; ++j)
            all[i]->kv_store(type, one.keys.data(), one.values.data(), slot + j, head_dim,
                             &keys[j * stride], &values[j * stride]);
          all[i]->kv_store_rows(type, many.keys.data(), many.values.data(), slot, rows, head_dim,
                                keys.data(), values.data(), stride);
          CHECK(one == expected);
          CHECK(many == expected);
        }
      }
    }
  }
}

TEST_CASE("rows read back as they were rounded; a slot leaves the others alone") {
  std::mt19937 rng(22);
  constexpr size_t kDim = 96;
  const Table* all[kMostTables];
  const size_t count = tables(all);
  for (KvType type : kTypes) {
    std::vector<float> x(kPageRows * kDim), y(kPageRows * kDim);
    for (float& v : x) v = uniform(rng, -2, 2);
    for (float& v : y) v = uniform(rng, -2, 2);
    for (size_t i = 0; i < count; ++i) {
      CAPTURE(all[i]->name);
      Page page(type, kDim);
      for (size_t slot : {7, 0, 15, 3, 1, 2, 4, 5, 6, 8, 9, 10, 11, 12, 14, 13})
        all[i]->kv_store(type, page.keys.data(), page.values.data(), slot, kDim, &x[slot * kDim],
                         &y[slot * kDim]);
      for (size_t slot = 0; slot < kPageRows; ++slot) {
        float key[kDim], value[kDim], wide[kDim];
        all[i]->kv_load(type, page.keys.data(), page.values.data(), slot, kDim, key, value);
        const float *xs = &x[slot * kDim], *ys = &y[slot * kDim];
        if (type == KvType::q8_0) {
          uint8_t row[kDim / 32 * 34];
          kScalar.f32_to_q8_0(row, xs, kDim);
          kScalar.q8_0_to_f32(wide, row, kDim);
        }
        for (size_t d = 0; d < kDim; ++d) {
          // The sign of the largest has 8 steps, the other 7: there up to a whole step is lost.
          const float step = type == KvType::q4_0 ? 0.25f : type == KvType::q8_0 ? 0.0084f : 0;
          if (type == KvType::f16) CHECK(key[d] == half_to_float(float_to_half(xs[d])));
          if (type == KvType::f32) CHECK(key[d] == xs[d]);
          if (type == KvType::q8_0) CHECK(key[d] == wide[d]);
          if (step > 0) CHECK(fabsf(key[d] - xs[d]) <= step * 1.001f);
          CHECK(fabsf(value[d] - ys[d]) <= (step > 0 ? step * 1.001f : 0.001f));
        }
        // What was read is stored as the same bits again: context shift relies on it.
        Page again(type, kDim);
        memcpy(again.keys.data(), page.keys.data(), page.keys.size());
        memcpy(again.values.data(), page.values.data(), page.values.size());
        all[i]->kv_store(type, again.keys.data(), again.values.data(), slot, kDim, key, value);
        CHECK(again == page);
      }
    }
  }
}

TEST_CASE("a group with a NaN or an infinity reads as NaN, its neighbours as before") {
  std::mt19937 rng(23);
  constexpr size_t kDim = 96;
  std::vector<float> x(kPageRows * kDim);
  for (float& v : x) v = uniform(rng, -2, 2);
  x[5 * kDim + 40] = NAN;
  x[9 * kDim + 95] = INFINITY;
  x[2 * kDim] = -INFINITY;
  const Table* all[kMostTables];
  const size_t count = tables(all);
  for (KvType type : kTypes) {
    for (size_t i = 0; i < count; ++i) {
      CAPTURE(all[i]->name);
      CAPTURE(static_cast<int>(type));
      Page page(type, kDim), expected(type, kDim);
      all[i]->kv_store_rows(type, page.keys.data(), page.values.data(), 0, kPageRows, kDim,
                            x.data(), x.data(), kDim);
      size_t wrong = 0;
      for (size_t slot = 0; slot < kPageRows; ++slot) {
        kScalar.kv_store(type, expected.keys.data(), expected.values.data(), slot, kDim,
                         &x[slot * kDim], &x[slot * kDim]);
        float key[kDim], value[kDim], key2[kDim], value2[kDim];
        kv_load(type, page.keys.data(), page.values.data(), slot, kDim, key, value);
        kv_load(type, expected.keys.data(), expected.values.data(), slot, kDim, key2, value2);
        for (size_t d = 0; d < kDim; ++d) {
          wrong += !same(key[d], key2[d]) || !same(value[d], value2[d]);
          const size_t group = slot * 3 + d / 32;
          const bool broken = group == 16 || group == 29 || group == 6;
          if (type == KvType::q8_0 || type == KvType::q4_0)
            wrong += static_cast<bool>(isnan(key[d])) != broken;
        }
      }
      CHECK(wrong == 0);
    }
  }
}

TEST_CASE("q4_0 rows lose no more than ggml's") {
  std::ifstream file(TINYBRAIN_SOURCE_DIR "/tests/golden/quantize.bin", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto number = [&](size_t at) {
    uint32_t v;
    REQUIRE(at + 4 <= bytes.size());
    memcpy(&v, bytes.data() + at, 4);
    return v;
  };
  REQUIRE(bytes.substr(0, 8) == "TBQGOLD1");
  const size_t rows = number(8), k = number(12);
  const auto* x = reinterpret_cast<const float*>(bytes.data() + 16);
  size_t at = 16 + rows * k * 4 + k * 4 + 4;
  while (number(at) != 2) {  // ggml's number of q4_0
    const size_t row_bytes = number(at + 4);
    at += 8 + 2 * rows * row_bytes;
    at += 4 + number(at) * k * 4;
  }
  REQUIRE(number(at + 4) == k / 32 * 18);
  const auto* theirs = reinterpret_cast<const uint8_t*>(bytes.data() + at + 8);
  const auto error = [](const float* v, const uint8_t* block) {
    double sum = 0;
    for (size_t d = 0; d < 32; ++d) {
      const double e = v[d] - kv_value(KvType::q4_0, block, 0, d, 32);
      sum += e * e;
    }
    return sqrt(sum);
  };
  size_t equal = 0;
  const size_t blocks = rows * k / 32;
  for (size_t i = 0; i < blocks; ++i) {
    Page page(KvType::q4_0, 32);
    const float* v = x + i * 32;
    table().kv_store(KvType::q4_0, page.keys.data(), page.values.data(), 0, 32, v, v);
    equal += memcmp(page.values.data(), theirs + i * 18, 18) == 0;
    // Ties are broken otherwise: of the two signs, of halves of a step.
    CHECK(error(v, page.values.data()) <= error(v, theirs + i * 18) * 1.0001);
  }
  CHECK(equal >= blocks * 95 / 100);
}
