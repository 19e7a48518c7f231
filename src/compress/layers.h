// The matrices of a decoder by name and by what they multiply, and a way to run a model layer by layer on
// calibration text: the states between layers are kept, so that a layer can be looked at, changed and
// looked at again without running those before it.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/threads.h"
#include "model/forward.h"

namespace tinybrain {

// A matrix of a layer that rows of activations are multiplied with.
struct LayerMatrix {
  std::string name;  // GGUF's
  uint32_t layer;
  LayerInput input;
  Matrix LayerWeights::* place;
};
// Those of layer `layer` that the model has, inputs in the order of the forward pass.
std::vector<LayerMatrix> layer_matrices(const ModelSource& source, uint32_t layer);
// The tensor whose rows make the logits: the head's, or the embedding's when tied.
std::string head_name(const ModelSource& source);

// What the rows look like that one matrix is multiplied with, weighted as LayerRunner::look says.
struct InputStats {
  std::vector<float> mean_square;  // [K]
  std::vector<float> hessian;      // [K*K] = X^T X / rows, or empty
  uint64_t rows = 0;
};

class LayerRunner {
 public:
  // Texts of at most Workspace::kMaxBatch tokens each. Error{unsupported} for encoders. The source must
  // outlive this.
  LayerRunner(const ModelSource& source, std::span<const std::vector<TokenId>> chunks,
              Threads& threads);
  ~LayerRunner();  // elsewhere: large, and wanted in many places

  const ModelSource& source() const { return source_; }
  Weights& weights() { return weights_; }
  uint64_t rows() const { return rows_; }

  // What layer `layer` multiplies at those inputs, given the states before it. Rows whose products are added
  // to the state are divided by the root mean square of the state after the layer: the next norm divides
  // the error of a product by it. Without that, a few tokens with states a thousand times as large as the
  // others' (attention sinks) are all that counts. In the products of normed rows, a text's first row counts as many:
  // all others attend to it.
  std::vector<InputStats> look(uint32_t layer, std::span<const LayerInput> inputs, bool hessian);
  // Those rows themselves as they are, [rows()][K] of each of the inputs.
  std::vector<std::vector<float>> rows_at(uint32_t layer, std::span<const LayerInput> inputs);
  // The states go through layer `layer`.
  void advance(uint32_t layer);
  // The rows that the head multiplies; after the last layer.
  InputStats look_at_head(bool hessian);
  // Logits of some rows by the model's head or another; after the last layer. logits[rows.size()][V].
  void predict(std::span<const size_t> rows, const Matrix& head, float* logits);
  // Another matrix in the place of one: rows of `type` in GGUF's order.
  void replace(const LayerMatrix& matrix, DType type, Bytes rows, size_t n, size_t k);

  // The states of all chunks, one after the other: [rows][D].
  std::vector<float>& states() { return states_; }
  void embed();  // states before the first layer

 private:
  void run(uint32_t layer, bool keep);
  const std::vector<float>& row_scales(uint32_t layer);
  const ModelSource& source_;
  std::span<const std::vector<TokenId>> chunks_;
  Threads& threads_;
  Weights weights_;
  Workspace work_;
  KvCache cache_;  // of one layer
  Rope rope_;
  uint64_t rows_ = 0;
  std::vector<float> states_;
  std::vector<float> row_scales_;  // of each row, for layer scales_of_
  std::optional<uint32_t> scales_of_;
};

}  // namespace tinybrain
