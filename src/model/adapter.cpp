#include "model/adapter.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/error.h"
#include "base/messages/model.h"

namespace tinybrain {
namespace {

struct Place {
  std::string_view name;
  LowRankProduct LayerAdapter::* product;
};
constexpr Place kPlaces[] = {
    {"attn_q", &LayerAdapter::q},        {"attn_k", &LayerAdapter::k},
    {"attn_v", &LayerAdapter::v},        {"attn_qkv", &LayerAdapter::qkv},
    {"attn_output", &LayerAdapter::out}, {"ffn_gate", &LayerAdapter::gate},
    {"ffn_up", &LayerAdapter::up},       {"ffn_down", &LayerAdapter::down},
};

}  // namespace

std::optional<AdaptedPlace> adapted_place(std::string_view name) {
  if (!name.starts_with("blk.") || !name.ends_with(".weight")) return std::nullopt;
  name = name.substr(4, name.size() - 4 - 7);
  AdaptedPlace place{};
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), place.layer);
  const auto digits = static_cast<size_t>(end - name.data());
  if (error != std::errc() || digits == name.size() || *end != '.') return std::nullopt;
  for (const Place& p : kPlaces) {
    if (name.substr(digits + 1) != p.name) continue;
    place.product = p.product;
    return place;
  }
  return std::nullopt;
}

bool Adapter::has_magnitudes() const {
  return std::any_of(matrices.begin(), matrices.end(),
                     [](const AdapterMatrix& m) { return !m.magnitude.empty(); });
}

void Adapter::add(AdapterMatrix matrix, float wanted) {
  if (matrices.empty() && alpha == 0) alpha = wanted * static_cast<float>(matrix.rank);
  if (const float factor = wanted / scale(matrix); factor != 1)
    for (float& x : matrix.b) x *= factor;
  matrices.push_back(std::move(matrix));
}

void check_adapter(const Adapter& adapter, const ModelSource& source) {
  const ModelConfig& c = source.config();
  if (adapter.architecture != c.architecture)
    throw Error(Code::bad_argument, msg::kAdapterArchitecture, adapter.architecture,
                c.architecture);
  for (const AdapterMatrix& m : adapter.matrices) {
    const std::optional<AdaptedPlace> place = adapted_place(m.name);
    if (!place) throw Error(Code::unsupported, msg::kAdapterTensor, m.name);
    const SourceTensor* t = place->layer < c.layers ? source.find(m.name) : nullptr;
    if (!t) throw Error(Code::bad_argument, msg::kAdapterMissing, m.name);
    if (t->n != m.n || t->k != m.k)
      throw Error(Code::bad_argument, msg::kAdapterShape, m.name, m.n, m.k, t->n, t->k);
  }
}

// |w + s A^T b|^2 = |w|^2 + s b (2 A w + s A A^T b): one product of A a row.
void row_norms(const LowRankView& adapter, const std::function<void(size_t, float*)>& row,
               float* norms, Threads& threads) {
  const kernels::Table& table = kernels::table();
  const size_t rank = adapter.rank, k = adapter.k;
  std::vector<double> gram(rank * rank);  // A A^T
  for (size_t i = 0; i < rank; ++i)
    for (size_t j = 0; j <= i; ++j)
      gram[i * rank + j] = gram[j * rank + i] =
          double{table.dot(adapter.a + i * k, adapter.a + j * k, k)};
  threads.run(adapter.n, 16, [&](size_t begin, size_t end, size_t) {
    std::vector<float> w(k);
    for (size_t n = begin; n < end; ++n) {
      row(n, w.data());
      const float* const b = adapter.b + n * rank;
      double squares = double{table.dot(w.data(), w.data(), k)};
      for (size_t i = 0; i < rank; ++i) {
        double sum = 2 * double{table.dot(adapter.a + i * k, w.data(), k)};
        for (size_t j = 0; j < rank; ++j)
          sum += double{adapter.scale} * gram[i * rank + j] * double{b[j]};
        squares += double{adapter.scale} * double{b[i]} * sum;
      }
      norms[n] = static_cast<float>(std::sqrt(std::max(0.0, squares)));
    }
  });
}

AdapterWeights::AdapterWeights(const Adapter& adapter, const ModelSource& source, Threads& threads)
    : layers(source.config().layers) {
  for (const AdapterMatrix& m : adapter.matrices) {
    const std::optional<AdaptedPlace> place = adapted_place(m.name);
    TB_ASSERT(place && place->layer < layers.size());
    LowRankProduct& p = layers[place->layer].*place->product;
    const float scale = adapter.scale(m);
    std::vector<float> scaled = m.b;
    for (float& x : scaled) x *= scale;
    p.a = Matrix::pack(DType::f32, std::as_bytes(std::span(m.a)), m.rank, m.k, threads);
    p.b = Matrix::pack(DType::f32, std::as_bytes(std::span(scaled)), m.n, m.rank, threads);
    bytes += p.a.bytes() + p.b.bytes();
    if (m.magnitude.empty()) continue;
    const SourceTensor& tensor = source.at(m.name);
    p.row_scale.resize(m.n);
    row_norms(
        {m.a.data(), m.b.data(), m.n, m.k, m.rank, scale},
        [&](size_t i, float* y) { ModelSource::read(tensor, i, y); }, p.row_scale.data(), threads);
    for (size_t i = 0; i < m.n; ++i) p.row_scale[i] = row_factor(m.magnitude[i], p.row_scale[i]);
    source.drop(tensor);
  }
}

void Weights::adapt(AdapterWeights adapter) {
  bytes_ += adapter.bytes;
  bytes_per_token_ += adapter.bytes;
  adapter_ = std::make_unique<const AdapterWeights>(std::move(adapter));
}

}  // namespace tinybrain
