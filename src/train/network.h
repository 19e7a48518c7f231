// The training forward pass and its backward, for every family that model/forward.cpp runs: a second
// function because it keeps what the way back needs. Sequences are packed one after another into one
// batch; none sees another. A test pins the two forward passes together.
//
// Shapes: T tokens of the batch, D width, V vocabulary.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/config.h"
#include "model/rope.h"
#include "model/source.h"
#include "text/tokenizer.h"
#include "train/attention.h"
#include "train/linear.h"
#include "train/parameter.h"

namespace tinybrain {

// Sequence i is tokens [starts[i], starts[i+1]); positions count from 0 in each. With a beginning that sequences share
// (of decoders only): it is tokens [0, starts[0]), computed once, and those that go on from it count on from there.
struct Batch {
  std::vector<TokenId> tokens;
  std::vector<uint32_t> starts{0};
  std::vector<uint8_t> goes_on;  // a sequence each; empty = none does
  void add(std::span<const TokenId> sequence, bool after_shared = false) {
    tokens.insert(tokens.end(), sequence.begin(), sequence.end());
    starts.push_back(static_cast<uint32_t>(tokens.size()));
    if (shared() > 0) goes_on.push_back(after_shared);
  }
  // Before the first add().
  void share(std::span<const TokenId> beginning) {
    tokens.assign(beginning.begin(), beginning.end());
    starts[0] = static_cast<uint32_t>(tokens.size());
  }
  size_t sequences() const { return starts.size() - 1; }
  uint32_t shared() const { return starts[0]; }
  bool follows(size_t sequence) const { return !goes_on.empty() && goes_on[sequence]; }
};

struct LoraOptions {
  uint32_t rank = 8;  // even
  float alpha = 16;
  bool dora = false;  // learn the rows' lengths apart from their directions
  // Names of matrices as in GGUF: "attn_q", "attn_v", "ffn_down", ...; empty = all of the layers.
  std::vector<std::string> targets;
};

struct NetworkOptions {
  Precision precision = fastest_precision();
  bool train_weights = false;    // the layers' matrices, norms and biases
  bool train_embedding = false;  // token (and position) embeddings, and the head
  const LoraOptions* lora = nullptr;
  // Keep only the inputs of layers, and run each forward again on the way back: a fraction of the memory for
  // a third more work.
  bool checkpoint = true;
  bool int8_gradients = false;  // Compute::int8_gradients
  // Quantization-aware training: the layers' matrices are used as this type would keep them, and learn as if they
  // were not rounded (Bengio et al. 2013, straight through). f32 = no rounding.
  DType round_to = DType::f32;
  uint64_t seed = 0;  // of adapters and of new weights
  // Layers before it are not made: their rows come from elsewhere, by forward_from(). Of decoders in a file.
  uint32_t first_layer = 0;
};

class Network {
 public:
  // Weights of a file, which outlives this. What is not trained stays in the file's blocks.
  Network(const ModelSource& source, const NetworkOptions& options, Threads& threads);
  // New weights: normal with deviation 0.02, those that end a branch divided by sqrt(2 layers).
  Network(const ModelConfig& config, const NetworkOptions& options, Threads& threads);
  ~Network();

  const ModelConfig& config() const { return config_; }
  Compute& compute() { return compute_; }
  // Rows after the last norm: [T][D]. Stays valid until the next forward().
  const float* forward(const Batch& batch);
  // The same from the rows that enter options.first_layer, [T][D].
  const float* forward_from(const Batch& batch, const float* rows);
  // From the gradient of those rows, which is overwritten; adds to the parameters' gradients. slope(layer, dx), where
  // given: before the way back goes through `layer`, adds to dx[T][D] what depends on state(layer) itself.
  using StateSlope = std::function<void(uint32_t layer, float* dx)>;
  void backward(float* dhidden, const StateSlope& slope = {});
  // Rows after layer `layer` of the last forward, [T][D].
  const float* state(uint32_t layer) const { return inputs_[layer + 1].as<float>(); }

  // The output head, [V,D]: the embedding when tied.
  Linear& head() { return *head_; }
  bool has_head() const { return head_ != nullptr; }
  std::vector<Parameter*> trained();
  std::deque<Parameter>& parameters() { return parameters_; }
  // The tensor of that name as it is now, adapters not included. y[n*k] of row i: k values.
  void read_row(const std::string& name, size_t row, float* y) const;
  // Every matrix with an adapter.
  std::vector<std::pair<std::string, Linear*>> adapted();

 private:
  struct Layer;
  struct Tape;
  struct Shared;
  struct Whole;
  Parameter* parameter(const std::string& name, size_t n, size_t k, bool required, bool train);
  std::unique_ptr<Linear> linear(const std::string& name, size_t n, size_t k, bool train);
  LowRank new_adapter(const std::string& name, const Linear& base);
  void build();
  void place(const Batch& batch);
  void embed(const Batch& batch);
  void embed_backward(const float* dx);
  const float* run_layers();
  // again: for the way back only.
  void forward_layer(uint32_t index, const float* x, float* y, Tape& tape, bool again);
  void make_shared_again(uint32_t index, const float* x, const Tape& tape);
  void backward_layer(uint32_t index, const float* x, float* dx, Tape& tape);
  void attend(const AttentionShape& shape, const float* qkv, float* attended);
  void attend_backward(const AttentionShape& shape, const float* qkv, const float* dattended,
                       float* dqkv);
  void rotate(uint32_t layer, float* qkv, bool back);
  void head_norms(const Layer& layer, const float* raw, float* qkv);

  const ModelSource* source_ = nullptr;
  ModelConfig config_;
  NetworkOptions options_;
  Compute compute_;
  std::deque<Parameter> parameters_;
  std::vector<Layer> layers_;
  std::vector<std::unique_ptr<Tape>> tapes_;
  std::unique_ptr<Shared> shared_;
  std::unique_ptr<Linear> head_;
  Parameter *embedding_ = nullptr, *positions_ = nullptr, *token_type_ = nullptr,
            *embedding_norm_ = nullptr, *embedding_norm_bias_ = nullptr, *output_norm_ = nullptr;
  const SourceTensor* frozen_embedding_ = nullptr;
  std::unique_ptr<Rope> rope_;
  Batch batch_;
  std::vector<Buffer> inputs_;  // [layers + 1]: the rows before each layer, and after the last
  Buffer embedded_, hidden_, angles_, window_angles_;
  struct {  // gradients within one layer, of what the names say
    Buffer branch, active, up, ffn, attended, qkv, h;
  } slopes_;
  size_t rows_ = 0;
};

}  // namespace tinybrain
