// THE forward pass: token ids in, logits out. One function for every decoder family; what differs is
// data in ModelConfig and which weights are present.
#pragma once

#include <span>

#include "model/kv_cache.h"
#include "model/weights.h"
#include "text/tokenizer.h"

namespace tinybrain {

// Working memory of one session's passes, grown to the longest batch seen (at most kMaxBatch rows).
class Workspace {
 public:
  static constexpr uint32_t kMaxBatch = 512;
  Workspace(const ModelConfig& config, uint32_t context, size_t threads);

 private:
  friend class ForwardPass;
  void reserve(const ModelConfig& config, size_t rows, bool encoder);
  size_t rows_ = 0;
  Rope rope_;
  Buffer buffer_;
  std::unique_ptr<Activations> activations_;
  std::unique_ptr<Activations> head_activations_;
  std::vector<Buffer> attention_scratch_;  // one a thread
  float *x_ = nullptr, *h_ = nullptr, *qkv_ = nullptr, *attention_ = nullptr, *ffn_ = nullptr;
  float *cs_ = nullptr, *cs_window_ = nullptr;
  std::vector<uint32_t> first_, last_;
};

// Which rows of a batch get logits. They go to logits[row][V], rows counted from the first wanted one.
enum class Want { none, last, all };

// Runs tokens (at most kMaxBatch) at positions [start, start + tokens.size()) of the cache, whose earlier
// rows are in place. Positions must fit the cache; ids must be in the vocabulary.
void forward(const Weights& weights, KvCache& cache, Workspace& work,
             std::span<const TokenId> tokens, uint32_t start, Want want, float* logits,
             Threads& threads);

// One text through an encoder: hidden[T][D], the last layer's rows. tokens: at most config.context.
void encode(const Weights& weights, Workspace& work, std::span<const TokenId> tokens, float* hidden,
            Threads& threads);
// The text's vector from its rows: pooled as the config says, unit length when `normalize`. y[D].
void pool(const ModelConfig& config, const float* hidden, size_t rows, bool normalize, float* y);

}  // namespace tinybrain
