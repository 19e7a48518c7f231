// The gradient of a quantized layer's input in 8 bits beside that through floats.
#include "train/linear.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/rng.h"
#include "tensor/quantize.h"

namespace tinybrain {

TEST_CASE("gradients in 8 bits are those through floats, but for a little rounding") {
  constexpr size_t kRows = 96, kColumns = 64, kTexts = 11, kStride = 100;
  Threads threads(2);
  Rng rng(4);
  const auto random = [&](size_t n) {
    std::vector<float> x(n);
    for (float& v : x) v = static_cast<float>(2 * rng.uniform() - 1);
    return x;
  };
  for (const DType type : {DType::q4_1, DType::q8_0}) {
    const std::vector<float> weights = random(kRows * kColumns), x = random(kTexts * kColumns),
                             dy = random(kTexts * kStride);
    const size_t bytes = row_bytes(type, kColumns);
    std::vector<std::byte> blocks(kRows * bytes);
    for (size_t i = 0; i < kRows; ++i)
      quantize_row(type, weights.data() + i * kColumns, blocks.data() + i * bytes, kColumns);
    SourceTensor tensor;
    tensor.dtype = type;
    tensor.n = kRows;
    tensor.k = kColumns;
    tensor.data = blocks;
    std::vector<float> found[2];
    for (const bool int8 : {false, true}) {
      Compute compute(threads, Precision::f32);
      compute.int8_gradients = int8;
      Linear layer(&tensor, Matrix::pack(type, tensor.data, kRows, kColumns, threads));
      for (const bool add : {false, true}) {  // the second time on top of the first
        found[int8].resize(kTexts * kColumns);
        layer.backward(x.data(), dy.data(), kStride, kTexts, found[int8].data(), add, compute);
      }
    }
    double away = 0, length = 0;
    for (size_t i = 0; i < found[0].size(); ++i) {
      away += std::pow(double{found[0][i]} - found[1][i], 2);
      length += std::pow(double{found[0][i]}, 2);
    }
    CHECK(length > 0);
    CHECK(std::sqrt(away / length) < 0.01);
  }
}

}  // namespace tinybrain
