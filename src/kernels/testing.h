// For the tests and benchmarks of this folder: random rows in every GGUF block format, packed
// matrices, aligned memory. Not part of the library.
#pragma once

#include <stdlib.h>
#include <string.h>

#include <random>
#include <string>
#include <vector>

#include "kernels/blocks.h"
#include "kernels/kernels.h"
#include "kernels/pack.h"

namespace tinybrain::kernels::testing {

// 64-byte aligned array of exactly `size` elements, so that ASan sees a read past its end.
template <class T>
class Aligned {
 public:
  explicit Aligned(size_t size = 0) : size_(size) {
    if (posix_memalign(reinterpret_cast<void**>(&data_), 64, (size ? size : 1) * sizeof(T)) != 0)
      abort();
    memset(static_cast<void*>(data_), 0, size * sizeof(T));
  }
  Aligned(Aligned&& other) noexcept : data_(other.data_), size_(other.size_) {
    other.data_ = nullptr;
  }
  Aligned& operator=(Aligned&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~Aligned() { free(data_); }
  T* data() { return data_; }
  const T* data() const { return data_; }
  size_t size() const { return size_; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }

 private:
  T* data_ = nullptr;
  size_t size_;
};

struct Format {
  Pack pack;
  const char* name;
  size_t block_weights, block_bytes;
  size_t halves[2];  // where in a block its half-float scales are; 9999 = none
};
inline constexpr Format kFormats[] = {
    {Pack::f32, "f32", 1, 4, {9999, 9999}},
    {Pack::f16, "f16", 1, 2, {9999, 9999}},
    {Pack::bf16, "bf16", 1, 2, {9999, 9999}},
    {Pack::bf16_pairs, "bf16_pairs", 1, 2, {9999, 9999}},
    {Pack::q4_0, "q4_0", 32, 18, {0, 9999}},
    {Pack::q4_1, "q4_1", 32, 20, {0, 2}},
    {Pack::q5_0, "q5_0", 32, 22, {0, 9999}},
    {Pack::q5_1, "q5_1", 32, 24, {0, 2}},
    {Pack::q8_0, "q8_0", 32, 34, {0, 9999}},
    {Pack::iq4_nl, "iq4_nl", 32, 18, {0, 9999}},
    {Pack::q2_k, "q2_k", 256, 84, {80, 82}},
    {Pack::q3_k, "q3_k", 256, 110, {108, 9999}},
    {Pack::q4_k, "q4_k", 256, 144, {0, 2}},
    {Pack::q5_k, "q5_k", 256, 176, {0, 2}},
    {Pack::q6_k, "q6_k", 256, 210, {208, 9999}},
    {Pack::iq4_xs, "iq4_xs", 256, 136, {0, 9999}},
};

// Whether the table multiplies that format: all do, but for bf16_pairs.
inline bool runs(const Table& table, const Format& f) {
  return f.pack != Pack::bf16_pairs || table.bf16_pairs || &table == &kScalar;
}

inline float uniform(std::mt19937& rng, float low = -1, float high = 1) {
  return low + (high - low) * static_cast<float>(rng() >> 8) * 0x1p-24f;
}

// One row of K weights in GGUF blocks: random bits, but finite scales of a sensible size.
inline std::vector<uint8_t> random_row(const Format& f, size_t k, std::mt19937& rng) {
  std::vector<uint8_t> row(k / f.block_weights * f.block_bytes);
  for (uint8_t& byte : row) byte = static_cast<uint8_t>(rng());
  for (size_t i = 0; i < k / f.block_weights; ++i) {
    uint8_t* block = row.data() + i * f.block_bytes;
    const float w = uniform(rng);
    const uint16_t bits =
        f.pack == Pack::bf16 || f.pack == Pack::bf16_pairs ? float_to_bf16(w) : float_to_half(w);
    if (f.pack == Pack::f32)
      memcpy(block, &w, 4);
    else if (f.block_weights == 1)
      memcpy(block, &bits, 2);
    for (size_t at : f.halves) {
      if (at == 9999) continue;
      const uint16_t half = float_to_half(uniform(rng) * 0.1f);
      memcpy(block + at, &half, 2);
    }
  }
  return row;
}

// A random matrix W[N,K] as panels.
inline Aligned<uint8_t> random_panels(const Format& f, size_t n, size_t k, std::mt19937& rng) {
  const size_t panels = (n + kPanelRows - 1) / kPanelRows, bytes = panel_bytes(f.pack, k);
  Aligned<uint8_t> out(panels * bytes);
  for (size_t p = 0; p < panels; ++p) {
    std::vector<uint8_t> rows[kPanelRows];
    const void* starts[kPanelRows] = {};
    for (size_t r = 0; r < kPanelRows && p * kPanelRows + r < n; ++r) {
      rows[r] = random_row(f, k, rng);
      starts[r] = rows[r].data();
    }
    Aligned<uint8_t> panel(bytes);
    pack_panel(f.pack, starts, k, panel.data());
    memcpy(out.data() + p * bytes, panel.data(), bytes);
  }
  return out;
}

// T rows of K activations, as floats and quantized by `table`.
struct RandomRows {
  size_t t, k;
  Aligned<float> x;
  Aligned<int8_t> q;
  Aligned<float> scale;
  Aligned<int32_t> sum;
  Aligned<int16_t> half;
  Aligned<uint8_t> flipped;

  RandomRows(size_t rows, size_t columns, std::mt19937& rng)
      : t(rows),
        k(columns),
        x(rows * columns),
        q(rows * columns),
        scale(rows * columns / 32),
        sum(rows * columns / 32),
        half(rows * columns / 16),
        flipped(rows * columns) {
    for (size_t i = 0; i < x.size(); ++i) x[i] = uniform(rng, -2, 2);
  }
  QuantizedRows quantized() {
    return {q.data(), scale.data(), sum.data(), half.data(), flipped.data()};
  }
  void quantize(const Table& table) { table.quantize_rows(x.data(), k, k, 0, t, quantized()); }
};

}  // namespace tinybrain::kernels::testing
