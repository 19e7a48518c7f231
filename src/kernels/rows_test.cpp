// Norms, rope, activations and conversions of every table against the scalar ones.
#include <doctest/doctest.h>
#include <math.h>

#include "kernels/testing.h"

using namespace tinybrain::kernels;
using namespace tinybrain::kernels::testing;

namespace {

constexpr float kTolerance = 1e-5f;  // relative; with an absolute part for sums that cancel

std::vector<float> random_values(size_t n, std::mt19937& rng, float size = 3) {
  std::vector<float> out(n);
  for (float& x : out) x = uniform(rng, -size, size);
  return out;
}

void check_near(const std::vector<float>& got, const std::vector<float>& expected, float absolute) {
  REQUIRE(got.size() == expected.size());
  size_t wrong = 0;
  for (size_t i = 0; i < got.size(); ++i) {
    if (!(fabsf(got[i] - expected[i]) <= kTolerance * fabsf(expected[i]) + absolute)) ++wrong;
  }
  CHECK(wrong == 0);
}

// Runs `f(table, values)` on every table for many lengths; results must agree with scalar's.
template <class F>
void compare(F f, float size = 3, float absolute = 0) {
  const Table* all[kMostTables];
  const size_t count = tables(all);
  for (size_t n : {1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 127, 200, 577}) {
    std::mt19937 rng(static_cast<unsigned>(n));
    const auto x = random_values(n, rng, size), w = random_values(n, rng);
    auto expected = x;
    f(kScalar, expected, w);
    for (size_t i = 0; i < count; ++i) {
      CAPTURE(all[i]->name);
      CAPTURE(n);
      auto got = x;
      f(*all[i], got, w);
      check_near(got, expected, absolute);
    }
  }
}

using Values = std::vector<float>;

}  // namespace

TEST_CASE("norms") {
  compare([](const Table& t, Values& x, const Values& w) {
    t.rms_norm(x.data(), x.data(), w.data(), x.size(), 1e-6f);
  });
  compare(
      [](const Table& t, Values& x, const Values& w) {
        Values b(w.rbegin(), w.rend());
        t.layer_norm(x.data(), x.data(), w.data(), b.data(), x.size(), 1e-5f);
      },
      3, 2e-6f);
}

TEST_CASE("elementwise") {
  compare([](const Table& t, Values& x, const Values& w) { t.add(x.data(), w.data(), x.size()); });
  compare([](const Table& t, Values& x, const Values&) { t.scale(x.data(), 0.37f, x.size()); });
  for (float size : {0.1f, 3.0f, 20.0f, 90.0f}) {
    compare([](const Table& t, Values& x,
               const Values& w) { t.silu_mul(x.data(), w.data(), x.size()); },
            size, 1e-37f);
    compare([](const Table& t, Values& x,
               const Values& w) { t.gelu_tanh_mul(x.data(), w.data(), x.size()); },
            size, 1e-30f);
    compare([](const Table& t, Values& x, const Values&) { t.gelu_tanh(x.data(), x.size()); }, size,
            1e-30f);
    compare([](const Table& t, Values& x, const Values&) { t.gelu_erf(x.data(), x.size()); }, size,
            1e-30f);
    compare([](const Table& t, Values& x, const Values&) { t.softmax(x.data(), x.size()); }, size,
            1e-30f);
  }
  compare([](const Table& t, Values& x,
             const Values& w) { x[0] = t.dot(x.data(), w.data(), x.size()); },
          3, 1e-4f);
}

TEST_CASE("gradients of activations") {
  for (float size : {0.1f, 3.0f, 12.0f}) {
    compare(
        [](const Table& t, Values& x, const Values& w) {
          Values dgate(x.size()), dup(x.size());
          t.silu_mul_backward(dgate.data(), dup.data(), x.data(), w.data(), w.data(), x.size());
          for (size_t i = 0; i < x.size(); ++i) x[i] = dgate[i] + 2 * dup[i];
        },
        size, 2e-5f);
    compare(
        [](const Table& t, Values& x, const Values& w) {
          Values dgate(w), dup(x.size());
          t.gelu_tanh_backward(dgate.data(), dup.data(), x.data(), w.data(), dgate.data(),
                               x.size());
          for (size_t i = 0; i < x.size(); ++i) x[i] = dgate[i] + 2 * dup[i];
        },
        size, 2e-5f);
    compare(
        [](const Table& t, Values& x, const Values& w) {
          Values dx(w);
          t.gelu_tanh_backward(dx.data(), nullptr, x.data(), nullptr, w.data(), x.size());
          t.gelu_erf_backward(x.data(), Values(x).data(), dx.data(), x.size());
        },
        size, 2e-5f);
  }
}

TEST_CASE("softmax with masked places and one finite value") {
  const Table* all[kMostTables];
  for (size_t i = 0, count = tables(all); i < count; ++i) {
    CAPTURE(all[i]->name);
    std::vector<float> x(21, -INFINITY);
    x[19] = -5e8f;
    all[i]->softmax(x.data(), x.size());
    for (size_t j = 0; j < x.size(); ++j) CHECK(x[j] == (j == 19 ? 1.0f : 0.0f));
  }
}

TEST_CASE("rope rotates, in both orders") {
  for (RopeStyle style : {RopeStyle::pairs, RopeStyle::halves}) {
    for (size_t n : {2, 6, 8, 20, 32, 34, 64, 66, 80, 128, 256}) {
      std::mt19937 rng(static_cast<unsigned>(n));
      const auto x = random_values(n, rng);
      Values cs(n);
      for (size_t i = 0; i < n / 2; ++i) {
        const float angle = uniform(rng, -3, 3);
        cs[2 * i] = cosf(angle);
        cs[2 * i + 1] = sinf(angle);
      }
      auto expected = x;
      kScalar.rope(expected.data(), cs.data(), n, style);
      const size_t other = style == RopeStyle::pairs ? 1 : n / 2;  // pair 0 by hand
      CHECK(expected[0] == doctest::Approx(x[0] * cs[0] - x[other] * cs[1]));
      CHECK(expected[other] == doctest::Approx(x[0] * cs[1] + x[other] * cs[0]));
      const Table* all[kMostTables];
      for (size_t i = 0, count = tables(all); i < count; ++i) {
        CAPTURE(all[i]->name);
        CAPTURE(n);
        auto got = x;
        all[i]->rope(got.data(), cs.data(), n, style);
        check_near(got, expected, 1e-6f);
      }
    }
  }
}

TEST_CASE("half floats: all of them, both ways, in every table") {
  const Table* all[kMostTables];
  const size_t count = tables(all);
  std::vector<uint16_t> halves(65536), back(65536);
  for (size_t i = 0; i < halves.size(); ++i) halves[i] = static_cast<uint16_t>(i);
  for (size_t i = 0; i < count; ++i) {
    CAPTURE(all[i]->name);
    std::vector<float> floats(65536);
    all[i]->f16_to_f32(floats.data(), halves.data(), halves.size());
    all[i]->f32_to_f16(back.data(), floats.data(), floats.size());
    size_t wrong = 0;
    for (size_t h = 0; h < halves.size(); ++h) {
      const float expected = half_to_float(halves[h]);
      if (isnan(expected))
        wrong += !isnan(floats[h]) || (back[h] & 0x7fff) <= 0x7c00;
      else
        wrong += memcmp(&floats[h], &expected, 4) != 0 || back[h] != halves[h];
    }
    CHECK(wrong == 0);
  }
  CHECK(half_to_float(0x3c00) == 1.0f);
  CHECK(half_to_float(0x7bff) == 65504.0f);
  CHECK(half_to_float(0x0001) == 0x1p-24f);
}

TEST_CASE("rounding to half: ties, carries, range") {
  const Table* all[kMostTables];
  const size_t count = tables(all);
  Values x = {65504,        65519.99f,       65520,      1e9f,         -65520,       0x1p-24f,
              0x1p-25f,     0x1.000002p-25f, 0x1.8p-24f, 1 + 0x1p-11f, 1 + 0x3p-11f, 2048.5f,
              0x1.ffcp-15f, 0x1.ffep-15f,    -0.0f,      6e-39f,       INFINITY,     -INFINITY};
  std::mt19937 rng(9);
  for (int i = 0; i < 20000; ++i) {  // any bits but NaN
    const uint32_t bits = rng();
    float f;
    memcpy(&f, &bits, 4);
    if (!isnan(f)) x.push_back(f);
    x.push_back(uniform(rng, -2, 2) * (i % 2 ? 1.0f : 1e-5f));
  }
  CHECK(float_to_half(65519.99f) == 0x7bff);
  CHECK(float_to_half(65520) == 0x7c00);
  CHECK(float_to_half(0x1p-25f) == 0);
  CHECK(float_to_half(1 + 0x3p-11f) == 0x3c02);
  for (size_t i = 0; i < count; ++i) {
    CAPTURE(all[i]->name);
    std::vector<uint16_t> got(x.size()), expected(x.size());
    all[i]->f32_to_f16(got.data(), x.data(), x.size());
    kScalar.f32_to_f16(expected.data(), x.data(), x.size());
    CHECK(got == expected);
  }
}

TEST_CASE("bf16 rounds to nearest even and keeps NaN") {
  CHECK(float_to_bf16(1.0f) == 0x3f80);
  CHECK(float_to_bf16(1 + 0x1p-8f) == 0x3f80);
  CHECK(float_to_bf16(1 + 0x3p-8f) == 0x3f82);
  CHECK(float_to_bf16(3.4e38f) == 0x7f80);
  CHECK(isnan(bf16_to_float(float_to_bf16(NAN))));
  uint32_t payload = 0x7f800001;  // a NaN whose upper half alone would be infinity
  float f;
  memcpy(&f, &payload, 4);
  CHECK(isnan(bf16_to_float(float_to_bf16(f))));
}

TEST_CASE("q8_0 rows are the same bits in every table") {
  std::mt19937 rng(10);
  auto x = random_values(256, rng);
  for (size_t i = 32; i < 64; ++i) x[i] = 0;
  x[70] = NAN;
  x[100] = INFINITY;
  std::vector<uint8_t> expected(8 * 34);
  kScalar.f32_to_q8_0(expected.data(), x.data(), x.size());
  Values floats(256);
  kScalar.q8_0_to_f32(floats.data(), expected.data(), 256);
  for (size_t i = 128; i < 256; ++i) CHECK(fabsf(floats[i] - x[i]) <= 0.02f);
  const Table* all[kMostTables];
  for (size_t i = 0, count = tables(all); i < count; ++i) {
    CAPTURE(all[i]->name);
    std::vector<uint8_t> got(8 * 34);
    all[i]->f32_to_q8_0(got.data(), x.data(), x.size());
    for (size_t b = 0; b < 8; ++b) {
      uint16_t h[2];
      memcpy(&h[0], &got[b * 34], 2);
      memcpy(&h[1], &expected[b * 34], 2);
      if (isnan(half_to_float(h[1])))
        CHECK(isnan(half_to_float(h[0])));
      else
        CHECK(h[0] == h[1]);
      CHECK(memcmp(&got[b * 34 + 2], &expected[b * 34 + 2], 32) == 0);
    }
    Values back(256);
    all[i]->q8_0_to_f32(back.data(), expected.data(), 256);
    for (size_t j = 0; j < 256; ++j) CHECK((back[j] == floats[j] || isnan(floats[j])));
  }
}

TEST_CASE("the tables") {
  const Table* all[kMostTables];
  const size_t count = tables(all);
  REQUIRE(count >= 1);
  CHECK(all[count - 1] == &kScalar);
  for (size_t i = 0; i < count; ++i) CHECK(find_table(all[i]->name) == all[i]);
  CHECK(find_table("mmx") == nullptr);
}
