// Packing floats into the kernels' panels, and sharing the products among threads.
#include "train/gemm.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"

namespace tinybrain {
namespace {

constexpr size_t kPanel = kernels::kPanelRows;
constexpr size_t kRowBlock = 64;  // rows of the left factor that the kernels round together

inline uint16_t round_to_bf16(float f) {
  uint32_t u;
  std::memcpy(&u, &f, 4);
  return static_cast<uint16_t>((u + 0x7fff + ((u >> 16) & 1)) >> 16);
}

size_t divide_up(size_t a, size_t b) { return (a + b - 1) / b; }

}  // namespace

Precision fastest_precision() {
  return kernels::table().bf16_pairs ? Precision::bf16 : Precision::f32;
}

void Panels::reserve(size_t n, size_t k, Precision precision) {
  const bool bf16 = precision == Precision::bf16 && kernels::table().bf16_pairs;
  pack_ = bf16 ? kernels::Pack::bf16_pairs : kernels::Pack::f32;
  n_ = n;
  depth_ = k;
  k_ = bf16 ? (k + 1) / 2 * 2 : k;
  const size_t bytes = divide_up(n, kPanel) * kernels::panel_bytes(pack_, k_);
  if (buffer_.size() < bytes) buffer_ = Buffer(bytes);
}

// One panel from element (i, j) at b[i * row_stride + j * column_stride].
void Panels::pack(size_t panel, const float* b, size_t row_stride, size_t column_stride) {
  const size_t first = panel * kPanel, rows = std::min(kPanel, n_ - first);
  std::byte* out = buffer_.data() + panel * kernels::panel_bytes(pack_, k_);
  const float* from = b + first * row_stride;
  if (pack_ == kernels::Pack::f32) {
    float* y = reinterpret_cast<float*>(out);
    if (rows < kPanel) std::memset(y, 0, k_ * kPanel * sizeof(float));
    for (size_t j = 0; j < depth_; ++j)
      for (size_t i = 0; i < rows; ++i)
        y[j * kPanel + i] = from[i * row_stride + j * column_stride];
    return;
  }
  auto* y = reinterpret_cast<uint16_t*>(out);
  if (rows < kPanel || k_ != depth_) std::memset(y, 0, k_ * kPanel * sizeof(uint16_t));
  const size_t pairs = depth_ / 2;
  auto* both = reinterpret_cast<uint32_t*>(out);  // a row's two columns side by side
  if (rows == kPanel && row_stride == 1) {        // across: 16 columns lie in one piece
    for (size_t j = 0; j < pairs; ++j) {
      const float* low = from + 2 * j * column_stride;
      const float* high = low + column_stride;
      for (size_t i = 0; i < kPanel; ++i)
        both[j * kPanel + i] = round_to_bf16(low[i]) | uint32_t{round_to_bf16(high[i])} << 16;
    }
  } else {
    for (size_t i = 0; i < rows; ++i) {
      const float* row = from + i * row_stride;
      for (size_t j = 0; j < pairs; ++j)
        both[j * kPanel + i] = round_to_bf16(row[2 * j * column_stride]) |
                               uint32_t{round_to_bf16(row[(2 * j + 1) * column_stride])} << 16;
    }
  }
  if (depth_ % 2)
    for (size_t i = 0; i < rows; ++i)
      y[(pairs * kPanel + i) * 2] =
          round_to_bf16(from[i * row_stride + (depth_ - 1) * column_stride]);
}

void Panels::set(const float* b, size_t stride, size_t n, size_t k, Precision precision,
                 Threads& threads) {
  reserve(n, k, precision);
  threads.run(divide_up(n, kPanel), 1, [&](size_t begin, size_t end, size_t) {
    for (size_t p = begin; p < end; ++p) pack(p, b, stride, 1);
  });
}

void Panels::set_transposed(const float* b, size_t stride, size_t n, size_t k, Precision precision,
                            Threads& threads) {
  reserve(n, k, precision);
  threads.run(divide_up(n, kPanel), 1, [&](size_t begin, size_t end, size_t) {
    for (size_t p = begin; p < end; ++p) pack(p, b, 1, stride);
  });
}

void Panels::set_one(const float* b, size_t stride, size_t n, size_t k, bool transposed) {
  reserve(n, k, Precision::f32);
  for (size_t p = 0; p < divide_up(n, kPanel); ++p)
    pack(p, b, transposed ? 1 : stride, transposed ? stride : 1);
}

kernels::MatmulArgs Panels::arguments() const {
  kernels::MatmulArgs m{};
  m.pack = pack_;
  m.weights = buffer_.data();
  m.k = k_;
  m.n = n_;
  m.panel_begin = 0;
  m.panel_end = divide_up(n_, kPanel);
  return m;
}

void gemm(const float* x, size_t x_stride, size_t t, const Panels& panels, float* y,
          size_t y_stride, Threads& threads) {
  if (t == 0) return;
  TB_ASSERT(t == 1 || x_stride >= panels.k());
  kernels::MatmulArgs m = panels.arguments();
  m.x_stride = x_stride;
  m.y_stride = y_stride;
  const size_t blocks = divide_up(t, kRowBlock), panel_count = m.panel_end;
  if (blocks >= 2 * threads.count()) {  // many rows: each thread its own
    threads.run(blocks, 1, [&](size_t begin, size_t end, size_t) {
      kernels::MatmulArgs part = m;
      part.x = x + begin * kRowBlock * x_stride;
      part.y = y + begin * kRowBlock * y_stride;
      part.t = std::min(end * kRowBlock, t) - begin * kRowBlock;
      kernels::table().matmul(part);
    });
    return;
  }
  threads.run(panel_count, 3, [&](size_t begin, size_t end, size_t) {
    kernels::MatmulArgs part = m;
    part.x = x;
    part.y = y;
    part.t = t;
    part.panel_begin = begin;
    part.panel_end = end;
    kernels::table().matmul(part);
  });
}

void gemm_one(const float* x, size_t x_stride, size_t t, const Panels& panels, float* y,
              size_t y_stride) {
  if (t == 0) return;
  kernels::MatmulArgs m = panels.arguments();
  m.x = x;
  m.x_stride = x_stride;
  m.y = y;
  m.y_stride = y_stride;
  m.t = t;
  kernels::table().matmul(m);
}

void OuterProduct::add(const float* dy, size_t dy_stride, const float* x, size_t x_stride, size_t t,
                       size_t n, size_t k, float* dw, Precision precision, Threads& threads) {
  if (t == 0) return;
  panels_.set_transposed(x, x_stride, k, t, precision, threads);
  // A cache line more, or rows of a power of two would fall on each other in the cache.
  const size_t depth = panels_.k(), stride = depth + 16;
  const size_t left = n * stride * sizeof(float), product = n * k * sizeof(float);
  if (left_.size() < left) left_ = Buffer(left);
  if (product_.size() < product) product_ = Buffer(product);
  float* const rows = left_.as<float>();
  threads.run(n, 16, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; i += 16) {  // 16 columns at a time: one cache line of dy
      const size_t some = std::min<size_t>(16, end - i);
      for (size_t j = 0; j < t; ++j)
        for (size_t c = 0; c < some; ++c) rows[(i + c) * stride + j] = dy[j * dy_stride + i + c];
      for (size_t c = 0; c < some; ++c)
        for (size_t j = t; j < depth; ++j) rows[(i + c) * stride + j] = 0;
    }
  });
  float* const sum = product_.as<float>();
  gemm(rows, stride, n, panels_, sum, k, threads);
  threads.run(n, 8, [&](size_t begin, size_t end, size_t) {
    kernels::table().add(dw + begin * k, sum + begin * k, (end - begin) * k);
  });
}

}  // namespace tinybrain
