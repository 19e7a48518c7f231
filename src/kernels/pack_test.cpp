// Packing and its inverse, against ggml's dequantized values (tests/golden/kernel_blocks.py).
#include "kernels/pack.h"

#include <doctest/doctest.h>
#include <math.h>

#include <fstream>
#include <iterator>

#include "kernels/testing.h"

using namespace tinybrain::kernels;
using namespace tinybrain::kernels::testing;

TEST_CASE("packed blocks mean what ggml says") {
  constexpr size_t kRows = 3, kWeights = 512;
  std::ifstream file(TINYBRAIN_SOURCE_DIR "/tests/golden/kernel_blocks.bin", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const uint8_t* at = reinterpret_cast<const uint8_t*>(bytes.data());
  const uint8_t* end = at + bytes.size();
  for (const Format& f : kFormats) {
    if (f.block_weights == 1) continue;
    CAPTURE(f.name);
    const size_t row_bytes = kWeights / f.block_weights * f.block_bytes;
    REQUIRE(static_cast<size_t>(end - at) >= kRows * (row_bytes + 4 * kWeights));
    const uint8_t* blocks = at;
    std::vector<float> expected(kRows * kWeights);
    memcpy(expected.data(), at + kRows * row_bytes, expected.size() * 4);
    at += kRows * (row_bytes + 4 * kWeights);
    // Places in a panel that differ, with empty rows between.
    const size_t places[kRows] = {0, 7, 15};
    const void* rows[kPanelRows] = {};
    for (size_t i = 0; i < kRows; ++i) rows[places[i]] = blocks + i * row_bytes;
    Aligned<uint8_t> panel(panel_bytes(f.pack, kWeights));
    memset(panel.data(), 0xff, panel.size());
    pack_panel(f.pack, rows, kWeights, panel.data());
    std::vector<float> y(kWeights);
    for (size_t i = 0; i < kRows; ++i) {
      unpack_row(f.pack, panel.data(), places[i], kWeights, y.data());
      size_t wrong = 0;
      for (size_t k = 0; k < kWeights; ++k) {
        const float e = expected[i * kWeights + k];
        wrong += !(fabsf(y[k] - e) <= 1e-5f * fabsf(e) + 1e-6f);  // ggml may fuse d*q - m
      }
      CHECK(wrong == 0);
    }
    for (size_t r : {1, 6, 14}) {
      unpack_row(f.pack, panel.data(), r, kWeights, y.data());
      for (float w : y) CHECK(w == 0);
    }
  }
  CHECK(at == end);
}

TEST_CASE("float rows are transposed, any length, any alignment") {
  std::mt19937 rng(2);
  for (const Format& f : kFormats) {
    if (f.block_weights != 1) continue;
    for (size_t k : {1, 15, 16, 31, 100}) {
      if (f.pack == Pack::bf16_pairs) k += k % 2;
      CAPTURE(f.name);
      CAPTURE(k);
      std::vector<uint8_t> rows[16];
      const void* starts[16] = {};
      for (size_t r = 0; r < 13; ++r) {
        rows[r] = random_row(f, k, rng);
        rows[r].insert(rows[r].begin(), 1, 0);
        starts[r] = rows[r].data() + 1;
      }
      Aligned<uint8_t> panel(panel_bytes(f.pack, k));
      pack_panel(f.pack, starts, k, panel.data());
      std::vector<float> y(k);
      for (size_t r = 0; r < 16; ++r) {
        unpack_row(f.pack, panel.data(), r, k, y.data());
        for (size_t i = 0; i < k; ++i) {
          float expected = 0;
          uint16_t half;
          if (r < 13 && f.block_bytes == 4) memcpy(&expected, rows[r].data() + 1 + 4 * i, 4);
          if (r < 13 && f.block_bytes == 2) {
            memcpy(&half, rows[r].data() + 1 + 2 * i, 2);
            expected = f.pack == Pack::f16 ? half_to_float(half) : bf16_to_float(half);
          }
          CHECK(y[i] == expected);
        }
      }
    }
  }
}

TEST_CASE("a panel of no rows is zero") {
  const void* rows[kPanelRows] = {};
  for (const Format& f : kFormats) {
    Aligned<uint8_t> panel(panel_bytes(f.pack, 256));
    memset(panel.data(), 0xff, panel.size());
    pack_panel(f.pack, rows, 256, panel.data());
    std::vector<float> y(256);
    for (size_t r = 0; r < kPanelRows; ++r) {
      unpack_row(f.pack, panel.data(), r, 256, y.data());
      for (float w : y) CHECK(w == 0);
    }
  }
}
