// The frozen part of a base: its first layers, run by the engine's own kernels. What comes out of them does not change
// while the layers above learn, so it is computed once a text and kept while memory allows.
#pragma once

#include <span>
#include <vector>

#include "generate/loaded_model.h"
#include "train/network.h"

namespace tinybrain {

class Trunk {
 public:
  // The first `layers` layers of a decoder, which outlives this. 0 = the embedding alone.
  Trunk(LoadedModel& base, uint32_t layers, Threads& threads);

  // rows[T][D]: what enters the layer after those, of a text that begins at position 0. At most Workspace::kMaxBatch
  // tokens. A row is the same whatever comes after it.
  void run(std::span<const TokenId> tokens, float* rows);

 private:
  const Weights& weights_;
  Threads& threads_;
  uint32_t layers_;
  Workspace work_;
  KvCache cache_;  // of one layer
  Rope rope_;
};

// Texts and their rows by index. Those that begin with `shared` go on from it: only their rows after it are kept. Rows of
// the first texts are kept, up to `most` bytes; the others are made anew.
class TrunkRows {
 public:
  TrunkRows(Trunk& trunk, size_t width, std::vector<TokenId> shared, size_t most);
  // The text's index.
  size_t add(std::vector<TokenId> tokens);
  const std::vector<TokenId>& tokens(size_t text) const { return texts_[text].tokens; }
  // Tokens of the shared beginning in that text: all or none.
  size_t before(size_t text) const { return texts_[text].follows ? shared_.size() : 0; }
  // Appends the text to a batch and its rows to rows. An empty batch gets the shared beginning first.
  void append(size_t text, Batch& batch, std::vector<float>& rows);
  size_t bytes() const { return used_; }

 private:
  struct Text {
    std::vector<TokenId> tokens;
    bool follows;
    std::vector<float> rows;  // empty = not kept, or not made yet
  };
  Trunk& trunk_;
  size_t width_, most_, used_ = 0;
  std::vector<TokenId> shared_;
  std::vector<float> shared_rows_;
  std::vector<Text> texts_;
};

}  // namespace tinybrain
