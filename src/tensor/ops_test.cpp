// Packed matrices and threaded products against plain loops over dequantized rows.
#include "tensor/ops.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/rng.h"
#include "tensor/quantize.h"

using namespace tinybrain;

namespace {

constexpr DType kAll[] = {DType::f32,  DType::f16,  DType::bf16, DType::q4_0,   DType::q4_1,
                          DType::q5_0, DType::q5_1, DType::q8_0, DType::q2_k,   DType::q3_k,
                          DType::q4_k, DType::q5_k, DType::q6_k, DType::iq4_nl, DType::iq4_xs};

std::vector<float> noise(size_t n, uint64_t seed) {
  Rng rng(seed);
  std::vector<float> out(n);
  for (float& v : out)
    v = static_cast<float>(static_cast<double>(rng.next() >> 11) * 0x1p-52 - 1.0);
  return out;
}

std::vector<uint8_t> rows_of(DType type, size_t n, size_t k, uint64_t seed) {
  const std::vector<float> x = noise(n * k, seed);
  std::vector<uint8_t> out(n * row_bytes(type, k));
  for (size_t i = 0; i < n; ++i)
    quantize_row(type, x.data() + i * k, out.data() + i * row_bytes(type, k), k);
  return out;
}

Bytes as_bytes(const std::vector<uint8_t>& v) { return std::as_bytes(std::span(v)); }

struct Fixture {
  Threads threads{3};
};

std::vector<float> multiply(const Matrix& w, const std::vector<float>& x, size_t t,
                            Threads& threads) {
  Activations activations(t, w.k());
  activations.set(x.data(), w.k(), t, w.k(), w.needs_q8(), threads);
  std::vector<float> y(t * w.n(), std::nanf(""));
  const Product product{&w, y.data(), w.n()};
  matmul({&product, 1}, activations, threads);
  return y;
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "rows come back as they are in the file") {
  for (const DType type : kAll) {
    CAPTURE(std::string(dtype_info(type).name));
    const size_t n = 37, k = 512;
    const std::vector<uint8_t> data = rows_of(type, n, k, 1);
    const Matrix w = Matrix::pack(type, as_bytes(data), n, k, threads);
    CHECK(w.n() == n);
    CHECK(reinterpret_cast<uintptr_t>(w.data()) % 64 == 0);
    const double allowed = w.pack() == kernels::Pack::bf16_pairs ? 0x1p-8 : 1e-6;
    std::vector<float> row(k), expected(k);
    for (size_t i = 0; i < n; ++i) {
      w.row(i, row.data());
      dequantize_row(type, data.data() + i * row_bytes(type, k), expected.data(), k);
      for (size_t j = 0; j < k; ++j)
        REQUIRE(row[j] == doctest::Approx(expected[j]).epsilon(allowed));
    }
  }
}

TEST_CASE_FIXTURE(Fixture, "products equal plain loops within the rounding of 8-bit activations") {
  const size_t n = 100, k = 768, t = 5;
  const std::vector<float> x = noise(t * k, 2);
  for (const DType type : kAll) {
    CAPTURE(std::string(dtype_info(type).name));
    const std::vector<uint8_t> data = rows_of(type, n, k, 3);
    const Matrix w = Matrix::pack(type, as_bytes(data), n, k, threads);
    const std::vector<float> y = multiply(w, x, t, threads);
    std::vector<float> row(k);
    double error = 0, size = 0;
    for (size_t i = 0; i < n; ++i) {
      w.row(i, row.data());
      for (size_t j = 0; j < t; ++j) {
        double sum = 0;
        for (size_t c = 0; c < k; ++c) sum += double{row[c]} * x[j * k + c];
        error += std::pow(y[j * n + i] - sum, 2);
        size += sum * sum;
      }
    }
    CHECK(std::sqrt(error / size) < (w.pack() == kernels::Pack::bf16_pairs ? 5e-3
                                     : is_float(type)                      ? 1e-5
                                                                           : 1e-2));
  }
}

TEST_CASE_FIXTURE(Fixture, "a stack gives what its parts give") {
  const size_t k = 256, t = 3;
  const size_t sizes[] = {20, 7, 64};
  const std::vector<float> x = noise(t * k, 4);
  std::vector<std::vector<uint8_t>> data;
  std::vector<MatrixSource> sources;
  for (const size_t n : sizes) data.push_back(rows_of(DType::q4_k, n, k, n));
  for (size_t i = 0; i < 3; ++i) sources.push_back({as_bytes(data[i]), sizes[i]});
  const Matrix all = Matrix::stack(DType::q4_k, sources, k, threads);
  CHECK(all.n() == 91);
  const std::vector<float> y = multiply(all, x, t, threads);
  size_t first = 0;
  for (size_t i = 0; i < 3; ++i) {
    const Matrix part = Matrix::pack(DType::q4_k, sources[i].data, sizes[i], k, threads);
    const std::vector<float> expected = multiply(part, x, t, threads);
    for (size_t j = 0; j < t; ++j) {
      CHECK(std::memcmp(y.data() + j * 91 + first, expected.data() + j * sizes[i],
                        sizes[i] * sizeof(float)) == 0);
    }
    first += sizes[i];
  }
}

TEST_CASE_FIXTURE(Fixture,
                  "several products in one region, any number of threads, rows on their own") {
  const size_t k = 512, t = 300, nq = 130, nf = 33;  // several blocks of rows
  const std::vector<float> x = noise(t * k, 5);
  const std::vector<uint8_t> quantized = rows_of(DType::q4_0, nq, k, 6);
  const std::vector<uint8_t> floats = rows_of(DType::f16, nf, k, 7);
  std::vector<float> expected;
  for (const size_t count : {1, 2, 5}) {
    Threads team(count);
    const Matrix a = Matrix::pack(DType::q4_0, as_bytes(quantized), nq, k, team);
    const Matrix b = Matrix::pack(DType::f16, as_bytes(floats), nf, k, team);
    const size_t stride = nq + nf;
    std::vector<float> y(t * stride, std::nanf(""));
    Activations activations(t, k);
    activations.set(x.data(), k, t, k, false, team);
    const Product products[] = {{&a, y.data(), stride}, {&b, y.data() + nq, stride}};
    matmul(products, activations, team);
    if (expected.empty()) expected = y;
    CHECK(std::memcmp(y.data(), expected.data(), y.size() * sizeof(float)) == 0);

    std::vector<float> one(stride);  // row 299 alone
    activations.set(x.data() + 299 * k, k, 1, k, true, team);
    const Product single[] = {{&a, one.data(), stride}, {&b, one.data() + nq, stride}};
    matmul(single, activations, team);
    CHECK(std::memcmp(one.data(), y.data() + 299 * stride, stride * sizeof(float)) == 0);
  }
}

TEST_CASE_FIXTURE(Fixture, "wrong shapes are refused") {
  const std::vector<uint8_t> data = rows_of(DType::q4_0, 4, 64, 8);
  CHECK(Matrix::pack(DType::q4_0, as_bytes(data), 3, 64, threads).n() == 3);
  CHECK_THROWS_AS(Matrix::pack(DType::q4_0, as_bytes(data), 5, 64, threads), Error);
  CHECK_THROWS_AS(Matrix::pack(DType::q4_0, as_bytes(data), SIZE_MAX / 8, 64, threads), Error);
  CHECK_THROWS_AS(Matrix::pack(DType::q4_0, as_bytes(data), 1, 40, threads), Error);
  CHECK_THROWS_AS(Matrix::pack(DType::q4_0, as_bytes(data), 1, 0, threads), Error);
  CHECK_THROWS_AS(Matrix::pack(DType::f32, as_bytes(data), 4, size_t{1} << 62, threads), Error);
  CHECK(!Matrix());
  CHECK(!Matrix::stack(DType::q4_0, {}, 64, threads));
}

TEST_CASE("buffers are aligned, zeroed and refuse what cannot be") {
  for (const size_t size : {1, 100, 300'000, 5'000'000}) {
    Buffer b(size);
    CHECK(b.size() == size);
    CHECK(reinterpret_cast<uintptr_t>(b.data()) % 64 == 0);
    CHECK(b.data()[size - 1] == std::byte{0});
    b.data()[size - 1] = std::byte{1};
    Buffer moved = std::move(b);
    CHECK(moved.data()[size - 1] == std::byte{1});
  }
  CHECK(Buffer(0).data() == nullptr);
  try {
    Buffer(size_t{1} << 50);
    FAIL("accepted");
  } catch (const Error& e) {
    CHECK(e.code() == Code::no_memory);
  }
}
