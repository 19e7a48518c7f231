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

size_t TrunkRows::add(std::vector<TokenId> tokens) {
  texts_.push_back({std::move(tokens), {}});
  return texts_.size() - 1;
}

void TrunkRows::read(size_t text, float* rows) {
  Text& t = texts_[text];
  const size_t floats = t.tokens.size() * width_;
  if (!t.rows.empty()) {
    std::copy_n(t.rows.data(), floats, rows);
    return;
  }
  trunk_.run(t.tokens, rows);
  if (used_ + floats * sizeof(float) > most_) return;
  used_ += floats * sizeof(float);
  t.rows.assign(rows, rows + floats);
}

}  // namespace tinybrain
