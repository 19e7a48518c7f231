// Measuring what each matrix loses by each type, and the greedy choice.
#include "compress/plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"
#include "base/messages/compress.h"
#include "base/messages/model.h"
#include "compress/cut.h"
#include "compress/divergence.h"
#include "model/write.h"
#include "tensor/quantize.h"

namespace tinybrain {
namespace {

constexpr size_t kJudged = 256;      // rows whose predictions are compared
constexpr size_t kSampleRows = 128;  // rows of a matrix that its error is measured on

struct Item {
  std::string name;
  std::optional<LayerMatrix> matrix;  // none: the head
  std::vector<DType> types;
  std::vector<PlanChoice> choices;
};

std::vector<float> read_all(const SourceTensor& t) {
  std::vector<float> w(t.n * t.k);
  for (size_t i = 0; i < t.n; ++i) ModelSource::read(t, i, w.data() + i * t.k);
  return w;
}

// Mean over a sample of rows of the weighted squared error, per row.
double error_of(DType type, const std::vector<float>& w, size_t n, size_t k, const float* weights,
                Threads& threads) {
  const size_t count = std::min(n, kSampleRows);
  std::vector<double> errors(count);
  threads.run(count, 1, [&](size_t begin, size_t end, size_t) {
    std::vector<std::byte> row(row_bytes(type, k));
    std::vector<float> q(k);
    for (size_t i = begin; i < end; ++i) {
      const float* x = w.data() + i * n / count * k;
      quantize_row(type, x, row.data(), k, weights);
      dequantize_row(type, row.data(), q.data(), k);
      for (size_t j = 0; j < k; ++j)
        errors[i] += double{weights[j]} * (x[j] - q[j]) * (x[j] - q[j]);
    }
  });
  return std::accumulate(errors.begin(), errors.end(), 0.0) / static_cast<double>(count);
}

class Planner {
 public:
  Planner(const ModelSource& source, std::span<const std::vector<TokenId>> chunks,
          const PlanOptions& options, Threads& threads)
      : source_(source), options_(options), threads_(threads), runner_(source, chunks, threads) {}

  std::vector<Item> measure(const CompressProgress& progress) {
    const uint32_t layers = source_.config().layers;
    constexpr LayerInput kInputs[] = {LayerInput::qkv, LayerInput::out, LayerInput::ffn,
                                      LayerInput::down};
    for (uint32_t i = 0; i < layers; ++i) runner_.advance(i);
    Divergence divergence(runner_, kJudged);
    const InputStats head = runner_.look_at_head(false);
    std::vector<Item> items;
    runner_.embed();
    for (uint32_t i = 0; i < layers; ++i) {
      if (progress && !progress(i, layers)) throw Error(Code::cancelled, msg::kCancelled);
      const std::vector<float> before = runner_.states();
      const std::vector<InputStats> stats = runner_.look(i, kInputs, false);
      for (const LayerMatrix& m : layer_matrices(source_, i)) {
        Item item = list(m.name, stats[static_cast<size_t>(m.input)].mean_square.data());
        item.matrix = m;
        scale(item, stats[static_cast<size_t>(m.input)].mean_square.data(), before, divergence);
        items.push_back(std::move(item));
      }
      runner_.states() = before;
      runner_.advance(i);
    }
    Item last = list(head_name(source_), head.mean_square.data());
    scale(last, head.mean_square.data(), runner_.states(), divergence);
    items.push_back(std::move(last));
    if (source_.find("output.weight")) items.push_back(embedding(divergence));
    return items;
  }

 private:
  // The types a tensor may have, with their sizes and weighted errors.
  Item list(const std::string& name, const float* weights) {
    const SourceTensor& t = source_.at(name);
    const std::vector<float> w = read_all(t);
    Item item;
    item.name = name;
    for (const DType type : options_.types) {
      if (type == t.dtype || t.k % dtype_info(type).block != 0) continue;
      item.types.push_back(type);
      item.choices.push_back(
          {row_bytes(type, t.k) * t.n, error_of(type, w, t.n, t.k, weights, threads_)});
    }
    item.types.push_back(t.dtype);
    item.choices.push_back({t.data.size(), 0});
    return item;
  }

  // The embedding where it is not the head as well: its rows are looked up, each as important as the others.
  Item embedding(Divergence& divergence) {
    const SourceTensor& t = source_.at("token_embd.weight");
    const std::vector<float> weights(t.k, 1.0f);
    Item item = list(t.name, weights.data());
    const std::optional<size_t> tried = worst(item);
    if (!tried) return item;
    const Matrix rows = quantized(t, item.types[*tried], weights.data());
    runner_.weights().embedding.use(&rows);
    runner_.embed();
    for (uint32_t i = 0; i < source_.config().layers; ++i) runner_.advance(i);
    scale_by(item, *tried, divergence.measure(runner_, threads_));
    runner_.weights().embedding.use(&t);
    return item;
  }

  // The type of largest error: noise counts least in what is measured with it.
  static std::optional<size_t> worst(const Item& item) {
    std::optional<size_t> found;
    for (size_t i = 0; i < item.choices.size(); ++i)
      if (item.choices[i].loss > 0 && (!found || item.choices[i].loss > item.choices[*found].loss))
        found = i;
    return found;
  }

  Matrix quantized(const SourceTensor& t, DType type, const float* weights) {
    const std::vector<float> w = read_all(t);
    std::vector<std::byte> rows(t.n * row_bytes(type, t.k));
    threads_.run(t.n, 8, [&](size_t begin, size_t end, size_t) {
      for (size_t r = begin; r < end; ++r)
        quantize_row(type, w.data() + r * t.k, rows.data() + r * row_bytes(type, t.k), t.k,
                     weights);
    });
    return Matrix::pack(type, rows, t.n, t.k, threads_);
  }

  // Errors into divergences: one type was tried, the others are taken to be in proportion.
  static void scale_by(Item& item, size_t tried, double moved) {
    const double ratio = std::max(moved, 0.0) / item.choices[tried].loss;
    for (PlanChoice& c : item.choices) c.loss *= ratio;
  }

  void scale(Item& item, const float* weights, const std::vector<float>& before,
             Divergence& divergence) {
    const std::optional<size_t> tried = worst(item);
    if (!tried) return;
    Matrix trial = quantized(source_.at(item.name), item.types[*tried], weights);
    double moved = 0;
    if (item.matrix) {
      Matrix& place = runner_.weights().layers[item.matrix->layer].*item.matrix->place;
      std::swap(place, trial);
      runner_.states() = before;
      for (uint32_t j = item.matrix->layer; j < source_.config().layers; ++j) runner_.advance(j);
      moved = divergence.measure(runner_, threads_);
      std::swap(place, trial);
    } else {
      moved = divergence.measure_with(runner_, trial, threads_);
    }
    scale_by(item, *tried, moved);
  }

  const ModelSource& source_;
  const PlanOptions& options_;
  Threads& threads_;
  LayerRunner runner_;
};

}  // namespace

std::vector<size_t> choose_under_budget(const std::vector<std::vector<PlanChoice>>& choices,
                                        uint64_t bytes) {
  std::vector<size_t> at(choices.size());
  uint64_t used = 0;
  for (size_t i = 0; i < choices.size(); ++i) {
    for (size_t j = 1; j < choices[i].size(); ++j) {
      const PlanChoice &a = choices[i][j], &b = choices[i][at[i]];
      if (a.bytes < b.bytes || (a.bytes == b.bytes && a.loss < b.loss)) at[i] = j;
    }
    used += choices[i][at[i]].bytes;
  }
  if (used > bytes) return {};
  for (;;) {
    double best = 0;
    size_t item = 0, to = 0;
    for (size_t i = 0; i < choices.size(); ++i)
      for (size_t j = 0; j < choices[i].size(); ++j) {
        const PlanChoice &now = choices[i][at[i]], &next = choices[i][j];
        if (next.loss >= now.loss) continue;
        const uint64_t more = next.bytes > now.bytes ? next.bytes - now.bytes : 0;
        if (used + more > bytes) continue;
        // Steps that cost nothing come first.
        const double gain = (now.loss - next.loss) / (static_cast<double>(more) + 1e-3);
        if (gain > best) best = gain, item = i, to = j;
      }
    if (best == 0) return at;
    used = used - choices[item][at[item]].bytes + choices[item][to].bytes;
    at[item] = to;
  }
}

uint64_t metadata_bytes(const ModelSource& source) {
  uint64_t bytes = 0;
  if (source.gguf()) {
    for (const SourceTensor& t : source.tensors()) bytes += t.data.size();
    return std::filesystem::file_size(source.path()) - bytes;
  }
  GgufWriter writer;
  copy_metadata(source, writer);
  writer.write([&](const void*, size_t n) { bytes += n; }, {});
  for (const SourceTensor& t : source.tensors()) bytes += t.name.size() + 72;  // with its padding
  return bytes;
}

std::vector<MatrixCosts> measure_costs(const ModelSource& source,
                                       std::span<const std::vector<TokenId>> chunks,
                                       const PlanOptions& options, Threads& threads,
                                       const CompressProgress& progress) {
  std::vector<MatrixCosts> costs;
  for (Item& item : Planner(source, chunks, options, threads).measure(progress)) {
    MatrixCosts c{std::move(item.name), std::move(item.types), {}};
    for (const PlanChoice& choice : item.choices) c.losses.push_back(choice.loss);
    costs.push_back(std::move(c));
  }
  return costs;
}

TypePlan plan_for_budget(const ModelSource& source, uint64_t bytes,
                         std::span<const MatrixCosts> costs, std::span<const uint32_t> kept) {
  struct Planned {
    std::string name;
    std::vector<DType> types;
  };
  std::vector<Planned> items;
  std::vector<std::vector<PlanChoice>> choices;
  uint64_t fixed = metadata_bytes(source), least = 0;
  for (const SourceTensor& t : source.tensors()) {
    const auto cost = std::find_if(
        costs.begin(), costs.end(),
        [name = name_before_cut(t.name, kept)](const MatrixCosts& c) { return c.name == name; });
    if (t.vector || cost == costs.end()) {
      fixed += std::max<uint64_t>(t.data.size(), t.vector ? 4 * t.k : 0);
      continue;
    }
    Planned item{t.name, {}};
    std::vector<PlanChoice> possible;
    uint64_t smallest = UINT64_MAX;
    for (size_t i = 0; i < cost->types.size(); ++i) {
      const DType type = cost->types[i];
      if (t.k % dtype_info(type).block != 0) continue;  // after a cut
      item.types.push_back(type);
      possible.push_back({row_bytes(type, t.k) * t.n, cost->losses[i]});
      smallest = std::min(smallest, possible.back().bytes);
    }
    if (possible.empty()) {
      fixed += t.data.size();
      continue;
    }
    items.push_back(std::move(item));
    choices.push_back(std::move(possible));
    least += smallest;
  }
  const std::vector<size_t> chosen =
      choose_under_budget(choices, bytes > fixed ? bytes - fixed : 0);
  if (chosen.empty()) throw Error(Code::bad_argument, msg::kCompressBudget, bytes, fixed + least);
  TypePlan plan;
  for (size_t i = 0; i < items.size(); ++i) plan.types[items[i].name] = items[i].types[chosen[i]];
  return plan;
}

TypePlan plan_for_budget(const ModelSource& source, uint64_t bytes,
                         std::span<const std::vector<TokenId>> chunks, const PlanOptions& options,
                         Threads& threads, const CompressProgress& progress) {
  return plan_for_budget(source, bytes, measure_costs(source, chunks, options, threads, progress));
}

}  // namespace tinybrain
