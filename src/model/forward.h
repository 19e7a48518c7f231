// THE forward pass: token ids in, logits out. One function for every decoder family; what differs is
// data in ModelConfig and which weights are present.
#pragma once

#include <functional>
#include <memory>
#include <span>

#include "model/kv_cache.h"
#include "model/weights.h"
#include "text/tokenizer.h"

namespace tinybrain {

// Tokens of one session, to run at positions [start, start + tokens.size()) of its cache, whose earlier rows
// are in place. Positions must fit the cache; ids must be in the vocabulary. The last `wanted` of them get
// logits: logits[wanted][V]. hidden instead of logits: their rows after the last norm, [wanted][D].
struct Sequence {
  KvCache* cache;
  const Rope* rope;
  uint32_t start;
  std::span<const TokenId> tokens;
  size_t wanted;
  float* logits;
  float* hidden = nullptr;
  const AdapterWeights* adapter = nullptr;  // instead of the weights' own; null = that
};

// Which matrices of a layer rows are about to be multiplied with.
enum class LayerInput { qkv, out, ffn, down };

// Working memory of passes, grown to the largest batch seen (at most kMaxBatch rows). One pass at a time.
class Workspace {
 public:
  static constexpr uint32_t kMaxBatch = 512;  // rows of all sequences together
  Workspace(const ModelConfig& config, size_t threads);

  // Sees rows x[t][stride] of k values before the decoder multiplies them: what calibration measures. Off
  // unless set.
  using Observer = std::function<void(uint32_t layer, LayerInput input, const float* x,
                                      size_t stride, size_t t, size_t k)>;
  void observe(Observer observer) { observer_ = std::move(observer); }

 private:
  friend class ForwardPass;
  friend void encode(const Weights&, Workspace&, std::span<const TokenId>, float*, Threads&);
  void reserve(size_t rows);
  void reserve_logits(size_t rows);
  void reserve_adapter(size_t rank, size_t n);

  // Some rows of one sequence and some query heads that share a key/value head.
  struct AttentionItem {
    uint32_t sequence, row, rows, head;
  };

  const ModelConfig& config_;
  size_t rows_ = 0, logit_rows_ = 0;
  Buffer buffer_, logits_;
  size_t low_rows_ = 0, low_rank_ = 0, low_n_ = 0;
  Buffer low_, added_;  // of adapters: A x, and B (A x)
  std::unique_ptr<Activations> activations_, low_activations_;
  std::vector<Buffer> attention_scratch_;  // one a thread
  float *x_ = nullptr, *h_ = nullptr, *qkv_ = nullptr, *attention_ = nullptr, *ffn_ = nullptr;
  float *cs_ = nullptr, *cs_window_ = nullptr;
  std::vector<uint32_t> sequence_, position_;  // of each row
  std::vector<AttentionItem> items_;
  std::vector<const AdapterWeights*> adapters_;  // of the sequences, each once
  std::unique_ptr<KvCache> encoder_cache_;       // one layer
  Observer observer_;
};

// Runs the sequences of a batch in one pass over the weights; the result of one does not depend on the
// others, nor on how its tokens are cut into batches. Their caches must be different ones.
void forward(const Weights& weights, Workspace& work, std::span<const Sequence> batch,
             Threads& threads);

// The same pass in parts, for callers that must not be away for long. What the batch points to, the workspace and the caches
// must stay as they are until it is done; a pass that is given up has changed nothing but rows that it was about to fill.
class PassInParts {
 public:
  PassInParts(const Weights& weights, Workspace& work, std::span<const Sequence> batch,
              Threads& threads);
  ~PassInParts();
  // Computes the next part: a layer, or the logits at last. False once all is done.
  bool next();
  bool logits_next() const;

 private:
  std::unique_ptr<class ForwardPass> pass_;
  uint32_t layers_, done_ = 0;
};

// One layer of a decoder alone, on the states between layers hidden[tokens][D], in place; for calibration.
// The cache holds one layer only; the sequence starts at 0 and wants nothing.
void forward_layer(const Weights& weights, Workspace& work, uint32_t layer,
                   const Sequence& sequence, float* hidden, Threads& threads);

// One text through an encoder: hidden[T][D], the last layer's rows. tokens: at most config.context.
void encode(const Weights& weights, Workspace& work, std::span<const TokenId> tokens, float* hidden,
            Threads& threads);
// The text's vector from its rows: pooled as the config says, unit length when `normalize`. y[D].
void pool(const ModelConfig& config, const float* hidden, size_t rows, bool normalize, float* y);

}  // namespace tinybrain
