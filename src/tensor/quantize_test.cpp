// Blocks against ggml's own, byte for byte (tests/golden/quantize.py), and what must not happen to
// odd values.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "base/file.h"
#include "tensor/quantize.h"

using namespace tinybrain;

namespace {

struct GoldenType {
  DType type;
  size_t row_bytes;
  std::vector<uint8_t> plain, weighted;
  std::vector<float> decoded;
};

struct Golden {
  uint32_t rows, k;
  std::vector<float> x, importance;
  std::vector<GoldenType> types;
};

Golden load_golden() {
  const std::string text = read_file(TINYBRAIN_SOURCE_DIR "/tests/golden/quantize.bin");
  REQUIRE(text.substr(0, 8) == "TBQGOLD1");
  size_t at = 8;
  const auto number = [&] {
    uint32_t v;
    std::memcpy(&v, text.data() + at, 4);
    at += 4;
    return v;
  };
  const auto fill = [&](auto& v, size_t count) {
    v.resize(count);
    REQUIRE(at + count * sizeof v[0] <= text.size());
    if (count) std::memcpy(v.data(), text.data() + at, count * sizeof v[0]);
    at += count * sizeof v[0];
  };
  Golden g;
  g.rows = number();
  g.k = number();
  fill(g.x, size_t{g.rows} * g.k);
  fill(g.importance, g.k);
  const uint32_t types = number();
  for (uint32_t i = 0; i < types; ++i) {
    GoldenType t;
    const uint32_t type = number();
    REQUIRE(dtype_from_number(type).has_value());
    t.type = *dtype_from_number(type);
    t.row_bytes = number();
    fill(t.plain, g.rows * t.row_bytes);
    fill(t.weighted, g.rows * t.row_bytes);
    fill(t.decoded, size_t{number()} * g.k);
    g.types.push_back(std::move(t));
  }
  REQUIRE(at == text.size());
  return g;
}

constexpr DType kAll[] = {DType::f32,  DType::f16,  DType::bf16, DType::q4_0,   DType::q4_1,
                          DType::q5_0, DType::q5_1, DType::q8_0, DType::q2_k,   DType::q3_k,
                          DType::q4_k, DType::q5_k, DType::q6_k, DType::iq4_nl, DType::iq4_xs};

}  // namespace

TEST_CASE("quantizing equals ggml byte for byte") {
  const Golden g = load_golden();
  CHECK(g.types.size() == std::size(kAll));
  for (const GoldenType& t : g.types) {
    CAPTURE(std::string(dtype_info(t.type).name));
    REQUIRE(t.row_bytes == row_bytes(t.type, g.k));
    size_t plain_wrong = 0, weighted_wrong = 0;
    std::vector<uint8_t> out(t.row_bytes);
    for (size_t row = 0; row < g.rows; ++row) {
      const float* x = g.x.data() + row * g.k;
      const size_t at = row * t.row_bytes;
      quantize_row(t.type, x, out.data(), g.k);
      plain_wrong += std::memcmp(out.data(), t.plain.data() + at, t.row_bytes) != 0;
      quantize_row(t.type, x, out.data(), g.k, g.importance.data());
      weighted_wrong += std::memcmp(out.data(), t.weighted.data() + at, t.row_bytes) != 0;
    }
    CHECK(plain_wrong == 0);
    CHECK(weighted_wrong == 0);
  }
}

TEST_CASE("dequantizing equals ggml bit for bit, from any address") {
  const Golden g = load_golden();
  for (const GoldenType& t : g.types) {
    CAPTURE(std::string(dtype_info(t.type).name));
    const size_t rows = t.decoded.size() / g.k;
    CHECK((rows > 0 || is_float(t.type)));
    std::vector<float> y(g.k);
    for (size_t row = 0; row < rows; ++row) {
      std::vector<uint8_t> shifted(t.row_bytes + 1);  // blocks in a file have no alignment
      std::memcpy(shifted.data() + 1, t.plain.data() + row * t.row_bytes, t.row_bytes);
      dequantize_row(t.type, shifted.data() + 1, y.data(), g.k);
      CHECK(std::memcmp(y.data(), t.decoded.data() + row * g.k, g.k * sizeof(float)) == 0);
    }
  }
}

TEST_CASE("float types keep what they can hold") {
  const float x[] = {0.0f, -0.0f, 1.0f, -1.5f, 65504.0f, 0x1p-24f, 1.0f / 3};
  for (const DType type : {DType::f32, DType::f16, DType::bf16}) {
    uint8_t bytes[sizeof x];
    float y[std::size(x)];
    quantize_row(type, x, bytes, std::size(x));
    dequantize_row(type, bytes, y, std::size(x));
    for (size_t i = 0; i < std::size(x); ++i)
      CHECK(std::fabs(y[i] - x[i]) <= std::fabs(x[i]) * (type == DType::f32 ? 0.0f : 0.004f));
  }
}

TEST_CASE("finer types lose less") {
  const Golden g = load_golden();
  const auto error = [&](DType type) {
    double sum = 0;
    std::vector<uint8_t> bytes(row_bytes(type, g.k));
    std::vector<float> y(g.k);
    quantize_row(type, g.x.data(), bytes.data(), g.k);
    dequantize_row(type, bytes.data(), y.data(), g.k);
    for (size_t i = 0; i < g.k; ++i) sum += std::pow(y[i] - g.x[i], 2);
    return sum;
  };
  CHECK(error(DType::q2_k) > error(DType::q3_k));
  CHECK(error(DType::q3_k) > error(DType::q4_k));
  CHECK(error(DType::q4_k) > error(DType::q5_k));
  CHECK(error(DType::q5_k) > error(DType::q6_k));
  CHECK(error(DType::q4_0) > error(DType::iq4_xs));
  CHECK(error(DType::q6_k) > error(DType::q8_0));
}

TEST_CASE("zeros stay zero; non-finite and huge weights do no harm") {
  constexpr float kInf = std::numeric_limits<float>::infinity();
  const float odd[] = {std::nanf(""), kInf, -kInf, 3e38f, -3e38f, 1e-45f};
  for (const DType type : kAll) {
    std::vector<float> x(512, 0.0f), y(512, 1.0f), importance(512, 0.0f);
    std::vector<uint8_t> bytes(row_bytes(type, x.size()));
    quantize_row(type, x.data(), bytes.data(), x.size());
    dequantize_row(type, bytes.data(), y.data(), x.size());
    for (const float v : y) REQUIRE(v == 0.0f);
    for (size_t i = 0; i < x.size(); ++i) x[i] = odd[i * 7 % std::size(odd)];
    quantize_row(type, x.data(), bytes.data(), x.size());
    quantize_row(type, x.data(), bytes.data(), x.size(), importance.data());
    dequantize_row(type, bytes.data(), y.data(), x.size());
  }
}
