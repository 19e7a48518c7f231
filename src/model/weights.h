// A model in memory: its weights packed for the kernels, ready for forward.cpp and encoder.cpp.
// Shape letters as in the forward pass: D width, H heads, K key/value heads, F feed-forward, V vocabulary.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/threads.h"
#include "model/config.h"
#include "model/source.h"
#include "tensor/ops.h"

namespace tinybrain {

using Vector = std::vector<float>;  // norms and biases; empty = the family has none

struct Adapter;

// What an adapter makes of the result of a product: row_scale * (W x + B (A x)), B with its scale. Empty = nothing.
struct LowRankProduct {
  Matrix a, b;       // [r,K], [N,r], f32
  Vector row_scale;  // [N] (DoRA); empty = 1
};
struct LayerAdapter {
  LowRankProduct q, k, v, qkv, out, gate, up, down;  // up: of up, or of gate_up
};

// An adapter in memory. Belongs to a model, whose weights it leaves as they are: a pass has it for some of its sequences
// (Sequence::adapter), or a model has it for all.
struct AdapterWeights {
  // It fits the model (check_adapter). source: of that model. Error{no_memory}.
  AdapterWeights(const Adapter& adapter, const ModelSource& source, Threads& threads);

  std::vector<LayerAdapter> layers;
  uint64_t bytes = 0;  // in memory
};

struct LayerWeights {
  Vector attention_norm, attention_norm_bias;  // [D]
  Matrix q, k, v;                              // [H*hd,D] [K*hd,D] [K*hd,D]; or all in qkv
  Matrix qkv;                                  // [(H+2K)*hd,D] (Phi-3)
  Vector q_bias, k_bias, v_bias;
  Vector q_norm, k_norm;  // [hd]: RMS norm of every head
  Matrix out;             // [D,H*hd]
  Vector out_bias;
  Vector post_attention_norm;      // [D], on the branch, before the sum (Gemma)
  Vector ffn_norm, ffn_norm_bias;  // [D]
  Matrix gate, up;                 // [F,D]; gate absent for encoders
  Matrix gate_up;                  // [2F,D] (Phi-3)
  Vector up_bias;
  Matrix down;  // [D,F]
  Vector down_bias;
  Vector post_ffn_norm;  // [D], on the branch (Gemma)
};

// Rows of the embedding by token: from the packed head when tied, else straight from the file, whose
// pages are then only read where used.
class Embedding {
 public:
  void use(const Matrix* packed) { packed_ = packed; }
  void use(const SourceTensor* tensor) { tensor_ = tensor; }
  void row(size_t token, float* y) const;

 private:
  const Matrix* packed_ = nullptr;
  const SourceTensor* tensor_ = nullptr;
};

class Weights {
 public:
  using Progress = std::function<bool(uint64_t done, uint64_t total)>;  // false = stop

  // Packs every tensor of `source`, which must outlive this. Error{bad_file} for a missing or misshapen
  // tensor, Error{no_memory}, Error{cancelled}.
  Weights(const ModelSource& source, Threads& threads, const Progress& progress);

  // Every pass from now on has the adapter, but for sequences that have another.
  void adapt(AdapterWeights adapter);
  const AdapterWeights* adapter() const { return adapter_.get(); }

  const ModelConfig& config() const { return config_; }
  std::vector<LayerWeights> layers;
  Embedding embedding;                          // [V,D]
  Vector output_norm;                           // [D]
  const Matrix& head() const { return head_; }  // [V,D]; empty for encoders
  // Encoders:
  Vector positions;   // [context,D]
  Vector token_type;  // [D], of type 0
  Vector embedding_norm, embedding_norm_bias;
  uint64_t bytes() const { return bytes_; }                      // in memory
  uint64_t bytes_per_token() const { return bytes_per_token_; }  // read for one decoded token

 private:
  void load_encoder(class Loader& load, const ModelSource& source);
  ModelConfig config_;
  Matrix head_;
  std::unique_ptr<const AdapterWeights> adapter_;  // nullptr = none
  uint64_t bytes_ = 0, bytes_per_token_ = 0;
};

}  // namespace tinybrain
