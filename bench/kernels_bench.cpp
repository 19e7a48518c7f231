// Speed of the kernels on one thread, on the table that TINYBRAIN_ISA or the machine chooses.
//   kernels_bench --benchmark_filter='matmul/q4_0/.*/512'
// matmul/<pack>/<K>/<N>/<T>: Gop/s counts a multiply and an add as two; GB/s is packed weights read.
// The matrices of T=1 are many enough to come from memory, not from a cache.
#include <benchmark/benchmark.h>

#include "kernels/testing.h"

namespace tinybrain::kernels {
namespace {

using testing::Aligned;
using testing::Format;
using testing::kFormats;
using testing::RandomRows;

// A matrix of `n` rows: one random panel, repeated.
Aligned<uint8_t> repeated_panels(const Format& f, size_t n, size_t k) {
  std::mt19937 rng(1);
  const Aligned<uint8_t> one = testing::random_panels(f, kPanelRows, k, rng);
  Aligned<uint8_t> out(n / kPanelRows * one.size());
  for (size_t p = 0; p < n / kPanelRows; ++p)
    memcpy(out.data() + p * one.size(), one.data(), one.size());
  return out;
}

void run_matmul(benchmark::State& state, const Format& f, size_t k, size_t n, size_t t) {
  std::mt19937 rng(2);
  // For one row: at least 160 MB of weights, visited in turn.
  const size_t one = n / kPanelRows * panel_bytes(f.pack, k);
  const size_t matrices = t <= 16 ? (160u << 20) / one + 1 : 1;
  const Aligned<uint8_t> w = repeated_panels(f, n * matrices, k);
  RandomRows rows(t, k, rng);
  rows.quantize(table());
  Aligned<float> y(t * n);
  MatmulArgs a{};
  a.pack = f.pack;
  a.k = k;
  a.n = n;
  a.panel_end = n / kPanelRows;
  a.t = t;
  a.x = rows.x.data();
  a.x_stride = k;
  a.xq = rows.quantized();
  a.y = y.data();
  a.y_stride = n;
  size_t i = 0;
  for (auto _ : state) {
    a.weights = w.data() + i++ % matrices * one;
    table().matmul(a);
    benchmark::ClobberMemory();
  }
  using benchmark::Counter;
  const double count = static_cast<double>(state.iterations());
  state.counters["Gop/s"] =
      Counter(2e-9 * static_cast<double>(k * n * t) * count, Counter::kIsRate);
  state.counters["GB/s"] = Counter(1e-9 * static_cast<double>(one) * count, Counter::kIsRate);
  state.SetLabel(table().name);
}

// Causal prompt of T tokens (queries of 3 heads share a K/V head), or one token over T cached rows.
void run_attention(benchmark::State& state, KvType type, size_t head_dim, size_t rows,
                   bool decode) {
  std::mt19937 rng(3);
  const size_t heads = 3, n = decode ? heads : heads * rows;
  Aligned<float> q(n * head_dim), out(n * head_dim), scratch(attention_scratch_floats(head_dim, n));
  for (size_t i = 0; i < q.size(); ++i) q[i] = testing::uniform(rng);
  const size_t part = kv_page_bytes(type, head_dim), count = rows / kPageRows;
  Aligned<uint8_t> memory(count * 2 * part);
  std::vector<const void*> pages(count);
  Aligned<float> values(kPageRows * head_dim);
  for (size_t i = 0; i < values.size(); ++i) values[i] = testing::uniform(rng);
  for (size_t p = 0; p < count; ++p) {
    uint8_t* page = memory.data() + p * 2 * part;
    pages[p] = page;
    table().kv_store_rows(type, page, page + part, 0, kPageRows, head_dim, values.data(),
                          values.data(), head_dim);
  }
  std::vector<uint32_t> first(n, 0), last(n);
  double pairs = 0;
  for (size_t i = 0; i < n; ++i) {
    last[i] = static_cast<uint32_t>(decode ? rows : i / heads + 1);
    pairs += last[i];
  }
  const AttentionArgs a{type,         head_dim,    q.data(),     head_dim, n,
                        first.data(), last.data(), pages.data(), 0,        part,
                        0.125f,       0,           out.data(),   head_dim, scratch.data()};
  for (auto _ : state) {
    table().attention(a);
    benchmark::ClobberMemory();
  }
  const double runs = static_cast<double>(state.iterations());
  state.counters["Gop/s"] = benchmark::Counter(4e-9 * static_cast<double>(head_dim) * pairs * runs,
                                               benchmark::Counter::kIsRate);
}

void run_pack(benchmark::State& state, const Format& f) {
  std::mt19937 rng(4);
  const size_t k = 4096, panels = 64;
  std::vector<std::vector<uint8_t>> rows;
  for (size_t r = 0; r < 16; ++r) rows.push_back(testing::random_row(f, k, rng));
  const void* starts[kPanelRows];
  for (size_t r = 0; r < kPanelRows; ++r) starts[r] = rows[r].data();
  Aligned<uint8_t> out(panels * panel_bytes(f.pack, k));
  size_t i = 0;
  for (auto _ : state) {
    pack_panel(f.pack, starts, k, out.data() + i++ % panels * panel_bytes(f.pack, k));
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * 16 * rows[0].size()));
}

template <class F>
void run_rows(benchmark::State& state, F f) {
  const size_t n = 1536;
  std::mt19937 rng(5);
  Aligned<float> x(n), y(n), w(n);
  for (size_t i = 0; i < n; ++i) y[i] = x[i] = w[i] = testing::uniform(rng);
  for (auto _ : state) {
    f(y.data(), x.data(), w.data(), n);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * n));
}

void add_all() {
  using benchmark::RegisterBenchmark;
  const size_t shapes[][2] = {{576, 1536}, {1536, 576}, {896, 4864}, {4864, 896}};
  for (const Format& f : kFormats) {
    for (const auto& [k, n] : shapes) {
      if (k % f.block_weights) continue;
      for (size_t t : {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 512}) {
        const std::string name = std::string("matmul/") + f.name + "/" + std::to_string(k) + "/" +
                                 std::to_string(n) + "/" + std::to_string(t);
        RegisterBenchmark(name.c_str(), [&f, k = k, n = n, t](benchmark::State& s) {
          run_matmul(s, f, k, n, t);
        });
      }
    }
    RegisterBenchmark((std::string("pack/") + f.name).c_str(),
                      [&f](benchmark::State& s) { run_pack(s, f); });
  }
  const std::pair<KvType, const char*> types[] = {
      {KvType::f16, "f16"}, {KvType::q8_0, "q8_0"}, {KvType::q4_0, "q4_0"}};
  for (const auto& [type, type_name] : types) {
    for (size_t head_dim : {64, 128, 256}) {
      const std::string name =
          std::string("attention/") + type_name + "/" + std::to_string(head_dim);
      RegisterBenchmark((name + "/prompt512").c_str(), [=, type = type](benchmark::State& s) {
        run_attention(s, type, head_dim, 512, false);
      });
      RegisterBenchmark((name + "/decode2048").c_str(), [=, type = type](benchmark::State& s) {
        run_attention(s, type, head_dim, 2048, true);
      });
    }
  }
  const auto row = [](const char* name, auto f) {
    RegisterBenchmark(name, [f](benchmark::State& s) { run_rows(s, f); });
  };
  row("rms_norm",
      [](float* y, float* x, float* w, size_t n) { table().rms_norm(y, x, w, n, 1e-5f); });
  row("silu_mul", [](float* y, float*, float* w, size_t n) { table().silu_mul(y, w, n); });
  row("gelu_tanh", [](float* y, float* x, float*, size_t n) {
    memcpy(y, x, n * 4);
    table().gelu_tanh(y, n);
  });
  row("gelu_erf", [](float* y, float* x, float*, size_t n) {
    memcpy(y, x, n * 4);
    table().gelu_erf(y, n);
  });
  row("softmax", [](float* y, float*, float*, size_t n) { table().softmax(y, n); });
  row("quantize_rows", [](float*, float* x, float*, size_t n) {
    alignas(64) static int8_t q[4096];
    static float scale[128];
    static int32_t sum[128];
    static int16_t half[256];
    table().quantize_rows(x, n, n, 0, 1, {q, scale, sum, half});
  });
}

}  // namespace
}  // namespace tinybrain::kernels

int main(int argc, char** argv) {
  tinybrain::kernels::add_all();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
