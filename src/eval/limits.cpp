// Best-of-several measurements of arithmetic and of reading; see limits.h.
#include "eval/limits.h"

#include <algorithm>

#include "base/system.h"
#include "kernels/kernels.h"
#include "tensor/buffer.h"

namespace tinybrain {
namespace {

constexpr double kArithmeticSeconds = 0.1, kReadSeconds = 0.3;
constexpr double kPassSeconds = 2e-3;  // of arithmetic: long against starting the threads
constexpr uint64_t kLeastBuffer = uint64_t{256} << 20;

// The best of passes over `seconds` in all; pass() returns what it did.
template <class Pass>
double best_per_second(double seconds, const Pass& pass) {
  double best = 0, all = 0;
  for (int i = 0; i < 3 || all < seconds; ++i) {
    const double start = seconds_now();
    const double done = pass();
    const double took = seconds_now() - start;
    all += took;
    if (took > 0) best = std::max(best, done / took);
  }
  return best;
}

double arithmetic(Threads& threads, uint64_t (*peak)(size_t rounds)) {
  const size_t parts = 8 * threads.count();
  const auto pass = [&](size_t rounds) {
    threads.run(parts, 1, [&](size_t begin, size_t end, size_t) {
      for (size_t i = begin; i < end; ++i) peak(rounds);
    });
    return static_cast<double>(parts) * static_cast<double>(peak(1)) * static_cast<double>(rounds);
  };
  size_t rounds = 16;
  for (double took = 0; took < kPassSeconds && rounds < size_t{1} << 30;) {
    rounds *= 2;
    const double start = seconds_now();
    pass(rounds);
    took = seconds_now() - start;
  }
  return best_per_second(kArithmeticSeconds, [&] { return pass(rounds); });
}

double reading(Threads& threads, const Buffer& buffer, uint64_t bytes) {
  constexpr size_t kPiece = 64 * kernels::kReadStep;
  const size_t pieces = std::max<size_t>(1, static_cast<size_t>(bytes) / kPiece);
  const auto pass = [&] {
    threads.run(pieces, 1, [&](size_t begin, size_t end, size_t) {
      kernels::table().read(buffer.data() + begin * kPiece, (end - begin) * kPiece);
    });
    return static_cast<double>(pieces * kPiece);
  };
  pass();
  return best_per_second(kReadSeconds, pass);
}

}  // namespace

Limits measure_limits(Threads& threads, uint64_t again) {
  const kernels::Table& table = kernels::table();
  Limits out;
  out.int8_operations = arithmetic(threads, table.int8_peak);
  if (table.bf16_peak) out.bf16_operations = arithmetic(threads, table.bf16_peak);
  out.f32_operations = arithmetic(threads, table.f32_peak);
  uint64_t bytes = std::max({kLeastBuffer, 4 * last_cache(), again});
  bytes = std::clamp(bytes, uint64_t{1} << 20, std::max(uint64_t{1} << 20, available_memory() / 2));
  Buffer buffer(static_cast<size_t>(bytes));
  threads.run(buffer.size(), size_t{1} << 20, [&](size_t begin, size_t end, size_t) {
    std::fill(buffer.data() + begin, buffer.data() + end, std::byte{1});
  });
  out.memory_read = reading(threads, buffer, bytes);
  if (again > 0) out.cache_read = reading(threads, buffer, std::min(again, bytes));
  return out;
}

LayerOperations layer_operations(const Weights& weights) {
  LayerOperations out;
  for (const LayerWeights& l : weights.layers) {
    for (const Matrix* m :
         {&l.q, &l.k, &l.v, &l.qkv, &l.out, &l.gate, &l.up, &l.gate_up, &l.down}) {
      if (!*m) continue;
      const bool bf16 = m->pack() == kernels::Pack::bf16_pairs;
      (m->needs_q8() ? out.int8 : bf16 ? out.bf16 : out.f32) += 2 * uint64_t{m->n()} * m->k();
    }
  }
  return out;
}

}  // namespace tinybrain
