#include "learn/trunk.h"

#include <algorithm>

#include "base/error.h"

namespace tinybrain {
namespace {

ModelConfig one_layer(ModelConfig config) {
  config.layers = 1;
  return config;
}

}  // namespace

Trunk::Trunk(LoadedModel& base, uint32_t layers, Threads& threads)
    : weights_(base.weights()),
      threads_(threads),
      layers_(layers),
      work_(weights_.config(), threads.count()),
      cache_(std::make_shared<KvPool>(one_layer(weights_.config()), kernels::KvType::f32),
             Workspace::kMaxBatch),
      rope_(weights_.config(), Workspace::kMaxBatch) {
  TB_ASSERT(!weights_.config().encoder && layers <= weights_.config().layers);
}

void Trunk::run(std::span<const TokenId> tokens, float* rows) {
  const ModelConfig& c = weights_.config();
  TB_ASSERT(!tokens.empty() && tokens.size() <= Workspace::kMaxBatch);
  for (size_t t = 0; t < tokens.size(); ++t) {
    float* const x = rows + t * c.width;
    weights_.embedding.row(static_cast<size_t>(tokens[t]), x);
    if (c.embedding_scale != 1) kernels::table().scale(x, c.embedding_scale, c.width);
  }
  for (uint32_t i = 0; i < layers_; ++i)
    forward_layer(weights_, work_, i, {&cache_, &rope_, 0, tokens, 0, nullptr}, rows, threads_);
}

TrunkRows::TrunkRows(Trunk& trunk, size_t width, std::vector<TokenId> shared, size_t most)
    : trunk_(trunk), width_(width), most_(most), shared_(std::move(shared)) {
  shared_rows_.resize(shared_.size() * width);
  if (!shared_.empty()) trunk.run(shared_, shared_rows_.data());
}

size_t TrunkRows::add(std::vector<TokenId> tokens) {
  const bool follows = !shared_.empty() && tokens.size() > shared_.size() &&
                       std::equal(shared_.begin(), shared_.end(), tokens.begin());
  texts_.push_back({std::move(tokens), follows, {}});
  return texts_.size() - 1;
}

void TrunkRows::append(size_t text, Batch& batch, std::vector<float>& rows) {
  Text& t = texts_[text];
  if (batch.tokens.empty()) {
    batch.share(shared_);
    rows = shared_rows_;
  }
  const size_t skipped = before(text) * width_;
  batch.add(std::span(t.tokens).subspan(before(text)), t.follows);
  if (!t.rows.empty()) {
    rows.insert(rows.end(), t.rows.begin(), t.rows.end());
    return;
  }
  std::vector<float> all(t.tokens.size() * width_);
  trunk_.run(t.tokens, all.data());
  const auto own = all.begin() + static_cast<std::ptrdiff_t>(skipped);
  rows.insert(rows.end(), own, all.end());
  const size_t bytes = (all.size() - skipped) * sizeof(float);
  if (used_ + bytes > most_) return;
  used_ += bytes;
  t.rows.assign(own, all.end());
}

}  // namespace tinybrain
