// Blocks taken apart and put together again, against the dequantizer.
#include "tensor/block_parts.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "base/rng.h"
#include "kernels/kernels.h"
#include "tensor/quantize.h"

using namespace tinybrain;

TEST_CASE("a block taken apart and joined is the same bytes, and its parts give its weights") {
  for (const DType type :
       {DType::q4_0, DType::q4_1, DType::q5_0, DType::q5_1, DType::q8_0, DType::q2_k, DType::q3_k,
        DType::q4_k, DType::q5_k, DType::q6_k, DType::iq4_nl, DType::iq4_xs}) {
    CAPTURE(dtype_info(type).name);
    const BlockFormat& f = *block_format(type);
    const size_t n = dtype_info(type).block;
    REQUIRE(n == f.groups * f.group_size);
    Rng rng(7);
    std::vector<float> x(n), y(n);
    for (float& v : x) v = static_cast<float>(rng.uniform() - 0.4);
    std::vector<uint8_t> block(dtype_info(type).bytes), again(block.size());
    quantize_row(type, x.data(), block.data(), n);
    BlockParts parts;
    split_block(type, block.data(), parts);
    join_block(type, parts, again.data());
    CHECK(block == again);
    dequantize_row(type, block.data(), y.data(), n);
    for (size_t i = 0; i < n; ++i) {
      const GroupGrid g = group_grid(type, parts, i / f.group_size);
      const float value = f.table ? kernels::kIq4Values[parts.q[i]] : parts.q[i];
      CHECK(std::fabs(g.scale * value + g.base - y[i]) < 1e-5f);
    }
  }
  CHECK(block_format(DType::f16) == nullptr);
}
