// The first rows of a network, from the tokens of a batch, and what their gradients mean for the embeddings. With it, the
// angles by which the positions of those tokens turn queries and keys.
#include <cstring>

#include "base/error.h"
#include "train/layer_ops.h"
#include "train/network_parts.h"

namespace tinybrain {

// The angles of every row's position.
void Network::place(const Batch& batch) {
  batch_ = batch;
  rows_ = batch.tokens.size();
  TB_ASSERT(rows_ > 0);
  if (config_.encoder) return;
  const size_t n = config_.rope.dimensions;
  float* const cs = grown(angles_, rows_ * n);
  float* const window_cs = rope_->has_window_base() ? grown(window_angles_, rows_ * n) : nullptr;
  const auto angles = [&](size_t first, size_t last, size_t from) {
    for (size_t t = first; t < last; ++t) {
      const auto position = static_cast<double>(from + t - first);
      rope_->angles(position, false, cs + t * n);
      if (window_cs) rope_->angles(position, true, window_cs + t * n);
    }
  };
  angles(0, batch.shared(), 0);
  compute_.threads.run(batch.sequences(), 1, [&](size_t begin, size_t end, size_t) {
    for (size_t s = begin; s < end; ++s)
      angles(batch.starts[s], batch.starts[s + 1], batch.follows(s) ? batch.shared() : 0);
  });
}

void Network::embed(const Batch& batch) {
  const ModelConfig& c = config_;
  const size_t d = c.width;
  const kernels::Table& k = kernels::table();
  float* const x = grown(inputs_[0], rows_ * d);
  float* const sums = c.encoder ? grown(embedded_, rows_ * d) : x;
  compute_.threads.run(batch.sequences(), 1, [&](size_t begin, size_t end, size_t) {
    for (size_t s = begin; s < end; ++s) {
      for (size_t t = batch.starts[s]; t < batch.starts[s + 1]; ++t) {
        const size_t position = t - batch.starts[s];
        const auto token = static_cast<size_t>(batch.tokens[t]);
        float* const row = sums + t * d;
        if (embedding_)
          std::memcpy(row, embedding_->values() + token * d, d * sizeof(float));
        else
          ModelSource::read(*frozen_embedding_, token, row);
        if (c.encoder) {
          k.add(row, positions_->values() + position * d, d);
          if (token_type_) k.add(row, token_type_->values(), d);
        } else if (c.embedding_scale != 1) {
          k.scale(row, c.embedding_scale, d);
        }
      }
    }
  });
  if (c.encoder)
    ops::layer_norm(sums, embedding_norm_->values(), embedding_norm_bias_->values(), x, rows_, d,
                    c.norm_epsilon, compute_.threads);
}

void Network::embed_backward(const float* dx) {
  const ModelConfig& c = config_;
  const size_t d = c.width;
  std::vector<float> dsum;
  const float* from = dx;
  if (c.encoder) {
    if (!(positions_->trained() || embedding_norm_->trained())) return;
    dsum.resize(rows_ * d);
    ops::layer_norm_backward(embedded_.as<float>(), embedding_norm_->values(), dx, dsum.data(),
                             embedding_norm_->grad(), embedding_norm_bias_->grad(), rows_, d,
                             c.norm_epsilon, compute_.threads);
    from = dsum.data();
  }
  if (!embedding_ || !embedding_->trained()) return;
  for (size_t s = 0; s < batch_.sequences(); ++s) {
    for (size_t t = batch_.starts[s]; t < batch_.starts[s + 1]; ++t) {
      float* const row = embedding_->grad() + static_cast<size_t>(batch_.tokens[t]) * d;
      for (size_t i = 0; i < d; ++i) row[i] += c.embedding_scale * from[t * d + i];
      if (positions_)
        kernels::table().add(positions_->grad() + (t - batch_.starts[s]) * d, from + t * d, d);
    }
  }
}

}  // namespace tinybrain
