#include "build/brain_file.h"

#include <cmath>
#include <map>

#include "kernels/kernels.h"
#include "model/write.h"

namespace tinybrain {
namespace {

// Row `row` of W + s B A, at the length that DoRA wants.
void add_adapter(const LowRank& adapter, size_t row, float* y) {
  const Parameter &a = *adapter.a, &b = *adapter.b;
  for (size_t r = 0; r < a.n; ++r) {
    const float s = adapter.scale * b.values()[row * b.k + r];
    const float* const low = a.values() + r * a.k;
    for (size_t j = 0; j < a.k; ++j) y[j] += s * low[j];
  }
  if (!adapter.magnitude) return;
  double squares = 0;
  for (size_t j = 0; j < a.k; ++j) squares += double{y[j]} * y[j];
  const float factor =
      row_factor(adapter.magnitude->values()[row], static_cast<float>(std::sqrt(squares)));
  for (size_t j = 0; j < a.k; ++j) y[j] *= factor;
}

}  // namespace

void write_brain(const ModelSource& source, Network& network, std::span<const ClassifierHead> heads,
                 DType type, const std::filesystem::path& output, Threads& threads,
                 const std::function<bool(uint64_t, uint64_t)>& progress) {
  GgufWriter writer;
  copy_metadata(source, writer);
  set_file_type(type, writer);
  std::map<std::string, Linear*> adapted;
  for (const auto& [name, layer] : network.adapted()) adapted[name] = layer;
  std::map<std::string, const Parameter*> trained;
  for (const Parameter* p : network.trained()) trained[p->name] = p;
  std::vector<OutputTensor> tensors;
  for (const SourceTensor& t : source.tensors()) {
    OutputTensor out = output_of(t, t.vector ? DType::f32 : type_in_model(t.name, t.n, t.k, type));
    const auto layer = adapted.find(t.name);
    if (layer != adapted.end()) {
      out.same = {};
      const LowRank adapter = *layer->second->adapter;
      out.read = [&network, name = t.name, adapter](size_t row, float* y) {
        network.read_row(name, row, y);
        add_adapter(adapter, row, y);
      };
    } else if (trained.contains(t.name)) {
      out.same = {};
      out.read = [p = trained.at(t.name)](size_t row, float* y) {
        std::copy_n(p->values() + row * p->k, p->k, y);
      };
    }
    tensors.push_back(std::move(out));
  }
  for (OutputTensor& t : factor_tensors(source)) tensors.push_back(std::move(t));
  write_classifiers(heads, source.config(), writer, tensors);
  write_tensors(writer, tensors, output, threads, progress);
}

}  // namespace tinybrain
