// Packing in parallel, quantizing activations once, products balanced over threads; see ops.h.
#include "tensor/ops.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "base/error.h"
#include "base/messages/tensor.h"
#include "kernels/pack.h"

namespace tinybrain {
namespace {

using kernels::kCell;
using kernels::kPanelRows;

constexpr size_t kMaxRow = size_t{1} << 40;  // weights in a row; far from any overflow below
constexpr size_t kPackGrain = size_t{256}
                              << 10;  // bytes: packing a chunk takes tens of microseconds
constexpr size_t kQuantizeGrain = size_t{16} << 10;  // values: likewise
constexpr size_t kManyRows = 64;
constexpr size_t kProductGrain = size_t{32} << 10;  // bytes of weights times rows

size_t panels_of(size_t n) { return (n + kPanelRows - 1) / kPanelRows; }
size_t divide_up(size_t a, size_t b) { return (a + b - 1) / b; }

void check_source(DType type, const MatrixSource& source, size_t k) {
  size_t needed;
  const bool overflow = __builtin_mul_overflow(row_bytes(type, k), source.n, &needed);
  if (overflow || needed > source.data.size())
    throw Error(Code::bad_file, msg::kMatrixBytes, source.n, k, dtype_info(type).name,
                overflow ? SIZE_MAX : needed, source.data.size());
}

// Where row i of the stack begins; nullptr past the end.
const void* find_row(std::span<const MatrixSource> sources, size_t i, size_t bytes) {
  for (const MatrixSource& source : sources) {
    if (i < source.n) return source.data.data() + i * bytes;
    i -= source.n;
  }
  return nullptr;
}

// The 16 rows of halves as bf16, in `rounded`.
void round_rows(const void** rows, size_t k, std::vector<uint16_t>& rounded) {
  rounded.resize(kPanelRows * k);
  std::vector<float> row(k);
  for (size_t r = 0; r < kPanelRows; ++r) {
    if (!rows[r]) continue;
    kernels::table().f16_to_f32(row.data(), static_cast<const uint16_t*>(rows[r]), k);
    // As kernels::float_to_bf16, in a form that the compiler turns into vectors. A weight that is NaN stays one.
    for (size_t i = 0; i < k; ++i) {
      const auto bits = std::bit_cast<uint32_t>(row[i]);
      const uint32_t nearest = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
      rounded[r * k + i] =
          static_cast<uint16_t>((bits & 0x7fffffff) > 0x7f800000 ? 0x7fc0 : nearest);
    }
    rows[r] = rounded.data() + r * k;
  }
}

}  // namespace

kernels::Pack pack_of(DType type, size_t k) {
  using kernels::Pack;
  if ((type == DType::f16 || type == DType::bf16) && k % 2 == 0 && kernels::table().bf16_pairs)
    return Pack::bf16_pairs;
  switch (type) {
    case DType::f32: return Pack::f32;
    case DType::f16: return Pack::f16;
    case DType::bf16: return Pack::bf16;
    case DType::q4_0: return Pack::q4_0;
    case DType::q4_1: return Pack::q4_1;
    case DType::q5_0: return Pack::q5_0;
    case DType::q5_1: return Pack::q5_1;
    case DType::q8_0: return Pack::q8_0;
    case DType::iq4_nl: return Pack::iq4_nl;
    case DType::q2_k: return Pack::q2_k;
    case DType::q3_k: return Pack::q3_k;
    case DType::q4_k: return Pack::q4_k;
    case DType::q5_k: return Pack::q5_k;
    case DType::q6_k: return Pack::q6_k;
    case DType::iq4_xs: return Pack::iq4_xs;
  }
  TB_ASSERT(!"a type without a pack");
}

// ---- Matrix -------------------------------------------------------------------------------------

Matrix Matrix::pack(DType type, Bytes data, size_t n, size_t k, Threads& threads) {
  const MatrixSource source{data, n};
  return stack(type, {&source, 1}, k, threads);
}

Matrix Matrix::stack(DType type, std::span<const MatrixSource> sources, size_t k,
                     Threads& threads) {
  const DTypeInfo& info = dtype_info(type);
  if (k == 0 || k > kMaxRow || k % info.block != 0)
    throw Error(Code::bad_file, msg::kMatrixBlock, info.name, k, info.block);
  Matrix m;
  m.k_ = k;
  m.dtype_ = type;
  m.pack_ = pack_of(type, k);
  for (const MatrixSource& source : sources) {
    check_source(type, source, k);
    m.n_ += source.n;
  }
  const size_t panels = panels_of(m.n_), bytes = kernels::panel_bytes(m.pack_, k);
  size_t total;
  if (__builtin_mul_overflow(panels, bytes, &total))
    throw Error(Code::no_memory, msg::kBufferMemory, SIZE_MAX);
  m.buffer_ = Buffer(total);
  const size_t row = row_bytes(type, k);
  const size_t grain = std::max<size_t>(1, kPackGrain / bytes);
  threads.run(panels, grain, [&](size_t begin, size_t end, size_t) {
    for (size_t p = begin; p < end; ++p) {
      const void* rows[kPanelRows];
      for (size_t r = 0; r < kPanelRows; ++r) rows[r] = find_row(sources, p * kPanelRows + r, row);
      std::vector<uint16_t> rounded;
      if (type == DType::f16 && m.pack_ == kernels::Pack::bf16_pairs) round_rows(rows, k, rounded);
      kernels::pack_panel(m.pack_, rows, k, m.buffer_.data() + p * bytes);
    }
  });
  return m;
}

void Matrix::row(size_t i, float* y) const {
  TB_ASSERT(i < n_);
  const std::byte* panel = buffer_.data() + i / kPanelRows * kernels::panel_bytes(pack_, k_);
  kernels::unpack_row(pack_, panel, i % kPanelRows, k_, y);
}

// ---- Activations --------------------------------------------------------------------------------

namespace {

// Bytes of the parts for t rows of k values, each a multiple of 64.
struct Parts {
  size_t q, scale, sum, half, flipped;
  Parts(size_t t, size_t k)
      : q(padded(t * k)),
        scale(padded(t * k / kCell * sizeof(float))),
        sum(padded(t * k / kCell * sizeof(int32_t))),
        half(padded(t * k / 16 * sizeof(int16_t))),
        flipped(q) {}
  size_t total() const { return q + scale + sum + half + flipped; }
  static size_t padded(size_t bytes) { return divide_up(bytes, 64) * 64; }
};

}  // namespace

Activations::Activations(size_t max_t, size_t max_k)
    : max_t_(max_t),
      max_k_(divide_up(max_k, kCell) * kCell),
      buffer_(Parts(max_t, max_k_).total()) {}

void Activations::set(const float* x, size_t stride, size_t t, size_t k, bool needs_q8,
                      Threads& threads) {
  TB_ASSERT(t <= max_t_ && k <= max_k_);
  x_ = x;
  stride_ = stride;
  t_ = t;
  k_ = k;
  quantized_ = false;
  if (needs_q8) quantize(threads);
}

void Activations::quantize(Threads& threads) {
  if (quantized_) return;
  place_rows();
  const kernels::Table& table = kernels::table();
  if (t_ == 1) return table.quantize_rows(x_, stride_, k_, 0, 1, rows_);
  threads.run(t_, std::max<size_t>(1, kQuantizeGrain / k_), [&](size_t begin, size_t end, size_t) {
    table.quantize_rows(x_, stride_, k_, begin, end, rows_);
  });
}

void Activations::quantize_rows_as_written() {
  if (!quantized_) place_rows();
}

void Activations::quantize_row(size_t i) const {
  kernels::table().quantize_rows(x_, stride_, k_, i, i + 1, rows_);
}

void Activations::place_rows() {
  TB_ASSERT(k_ % kCell == 0);
  quantized_ = true;
  const Parts parts(t_, k_);
  std::byte* p = buffer_.data();
  rows_.q = reinterpret_cast<int8_t*>(p);
  rows_.scale = reinterpret_cast<float*>(p + parts.q);
  rows_.sum = reinterpret_cast<int32_t*>(p + parts.q + parts.scale);
  rows_.half = reinterpret_cast<int16_t*>(p + parts.q + parts.scale + parts.sum);
  rows_.flipped = reinterpret_cast<uint8_t*>(p + parts.q + parts.scale + parts.sum + parts.half);
}

// ---- Products -----------------------------------------------------------------------------------

namespace {

// Panels [begin, end) of one product.
void compute(const Product& product, const Activations& x, size_t begin, size_t end) {
  const Matrix& w = *product.w;
  kernels::MatmulArgs args{};
  args.pack = w.pack();
  args.weights = w.data();
  args.k = w.k();
  args.n = w.n();
  args.panel_begin = begin;
  args.panel_end = end;
  args.t = x.t();
  args.x = x.x();
  args.x_stride = x.stride();
  if (w.needs_q8()) args.xq = x.quantized();
  args.y = product.y;
  args.y_stride = product.y_stride;
  kernels::table().matmul(args);
}

}  // namespace

// Work is a line: the bytes of all matrices one after another. A chunk [begin, end) of that line takes the
// panels that begin in it; so threads get equal shares of memory traffic, whatever the shapes, and every
// panel is taken once.
void matmul(std::span<const Product> products, Activations& x, Threads& threads) {
  if (x.t() == 0) return;
  size_t bytes = 0;
  bool any_q8 = false;
  for (const Product& product : products) {
    TB_ASSERT(product.w->k() == x.k());
    bytes += product.w->bytes();
    any_q8 |= product.w->needs_q8();
  }
  if (any_q8) x.quantize(threads);
  // Kernels take many rows by two panels at a time: whole pairs for them.
  const size_t unit = x.t() >= kManyRows ? 2 : 1;
  const Matrix& w = *products[0].w;
  const size_t grain =
      std::max(kProductGrain / x.t(), unit * kernels::panel_bytes(w.pack(), w.k()));
  threads.run(bytes, grain, [&](size_t begin, size_t end, size_t) {
    size_t at = 0;  // where the product's first panel lies on the line
    for (const Product& product : products) {
      const size_t step = unit * kernels::panel_bytes(product.w->pack(), product.w->k());
      const size_t next = at + product.w->bytes();
      if (begin < next && end > at) {
        const size_t first = begin > at ? unit * divide_up(begin - at, step) : 0;
        const size_t last =
            std::min(unit * divide_up(std::min(end, next) - at, step), panels_of(product.w->n()));
        if (first < last) compute(product, x, first, last);
      }
      at = next;
    }
  });
}

}  // namespace tinybrain
