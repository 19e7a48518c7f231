// The order of work: inputs of a layer in the order of the forward pass, each measured after everything before
// it was quantized, so that later matrices see, and with feedback partly mend, earlier errors.
#include "compress/quantize_model.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/model.h"
#include "compress/quantize_matrix.h"
#include "tensor/block_parts.h"
#include "tensor/quantize.h"

namespace tinybrain {
namespace {

constexpr LayerInput kInOrder[] = {LayerInput::qkv, LayerInput::out, LayerInput::ffn,
                                   LayerInput::down};

std::vector<std::byte> round_rows(DType type, const std::vector<float>& w, size_t n, size_t k,
                                  const float* importance, Threads& threads) {
  const size_t bytes = row_bytes(type, k);
  std::vector<std::byte> rows(n * bytes);
  threads.run(n, 4, [&](size_t begin, size_t end, size_t) {
    for (size_t r = begin; r < end; ++r)
      quantize_row(type, w.data() + r * k, rows.data() + r * bytes, k, importance);
  });
  return rows;
}

// The quantizer of one model: what is known of the inputs so far, and the choice of rounding.
class Quantizer {
 public:
  Quantizer(EditableModel& model, const TypePlan& plan, const QuantizeOptions& options,
            Threads& threads)
      : model_(model), plan_(plan), options_(options), threads_(threads) {}

  DType type_of(const EditableModel::Tensor& t) const {
    return plan_.of(t.name, t.n, t.k, t.vector, t.type);
  }
  // Whether there is a choice to make: a block type other than what is there.
  bool wanted(std::string_view name) {
    const EditableModel::Tensor& t = model_.at(name);
    return block_format(type_of(t)) && !(t.values.empty() && t.type == type_of(t));
  }

  void quantize(std::string_view name, const InputStats* stats, const Feedback* feedback) {
    const std::vector<float>& w = model_.values(name);
    const EditableModel::Tensor& t = model_.at(name);
    const DType type = type_of(t);
    std::vector<std::byte> rows;
    if (feedback) {
      rows.resize(row_bytes(type, t.k) * t.n);
      quantize_with_feedback(type, w.data(), t.n, *feedback, rows.data(), threads_);
    } else {
      rows = round_rows(type, w, t.n, t.k, stats ? stats->mean_square.data() : nullptr, threads_);
    }
    model_.set_rows(name, type, std::move(rows));
  }

  // All matrices of one input, in the model and in the runner.
  void input(LayerRunner& runner, uint32_t layer, LayerInput which) {
    std::vector<LayerMatrix> matrices = layer_matrices(model_.source(), layer);
    std::erase_if(matrices,
                  [&](const LayerMatrix& m) { return m.input != which || !wanted(m.name); });
    if (matrices.empty()) return;
    const bool feedback = options_.rounding == Rounding::feedback;
    InputStats stats = std::move(runner.look(layer, {&which, 1}, feedback).front());
    std::unique_ptr<Feedback> f;
    if (feedback)
      f = std::make_unique<Feedback>(std::move(stats.hessian), stats.mean_square.size(),
                                     options_.shrink, threads_);
    for (const LayerMatrix& m : matrices) {
      quantize(m.name, &stats, f.get());
      const EditableModel::Tensor& t = model_.at(m.name);
      runner.replace(m, t.type, t.rows, t.n, t.k);
    }
  }

  void head(LayerRunner& runner) {
    const std::string name = head_name(model_.source());
    if (!wanted(name)) return;
    const bool feedback = options_.rounding == Rounding::feedback;
    InputStats stats = runner.look_at_head(feedback);
    if (feedback) {
      const Feedback f(std::move(stats.hessian), stats.mean_square.size(), options_.shrink,
                       threads_);
      quantize(name, &stats, &f);
    } else {
      quantize(name, &stats, nullptr);
    }
  }

 private:
  EditableModel& model_;
  const TypePlan& plan_;
  const QuantizeOptions& options_;
  Threads& threads_;
};

}  // namespace

void quantize(EditableModel& model, const TypePlan& plan,
              std::span<const std::vector<TokenId>> chunks, const QuantizeOptions& options,
              Threads& threads, const CompressProgress& progress) {
  if (options.rounding == Rounding::nearest) return;  // write() does it
  LayerRunner runner(model.source(), chunks, threads);
  Quantizer quantizer(model, plan, options, threads);
  const uint32_t layers = model.source().config().layers;
  for (uint32_t i = 0; i < layers; ++i) {
    if (progress && !progress(i, layers)) throw Error(Code::cancelled, msg::kCancelled);
    for (const LayerInput input : kInOrder) quantizer.input(runner, i, input);
    runner.advance(i);
  }
  quantizer.head(runner);
  if (progress) progress(layers, layers);
}

void quantize_model(const ModelSource& source, const std::filesystem::path& output,
                    const TypePlan& plan, std::span<const std::vector<TokenId>> chunks,
                    const QuantizeOptions& options, Threads& threads,
                    const CompressProgress& progress) {
  EditableModel model(source);
  quantize(model, plan, chunks, options, threads, progress);
  model.write(output, plan, threads, {});
}

}  // namespace tinybrain
