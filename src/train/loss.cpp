#include "train/loss.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/error.h"

namespace tinybrain {
namespace {

// Logits in memory at once: 128 MiB of them where the head's weights are packed anew for each part, so that few parts are
// better; else 16 MiB.
constexpr size_t kLossLogits = size_t{32} << 20, kLossLogitsOfPacked = size_t{4} << 20;

size_t pooled_row(const ModelConfig& config, std::span<const uint32_t> starts, size_t s) {
  return config.encoder && config.pooling == Pooling::cls ? starts[s] : starts[s + 1] - 1;
}
bool pools_mean(const ModelConfig& config) {
  return config.encoder && (config.pooling == Pooling::mean || config.pooling == Pooling::none);
}

}  // namespace

const float* Teacher::probabilities(std::span<const uint32_t> rows, size_t first,
                                    size_t count) const {
  const ModelConfig& c = network->config();
  const size_t d = c.width, v = c.vocabulary;
  Compute& compute = network->compute();
  if (compute.logits.size() < count * v * sizeof(float))
    compute.logits = Buffer(count * v * sizeof(float));
  std::vector<float> x(count * d);
  for (size_t i = 0; i < count; ++i)
    std::memcpy(x.data() + i * d, hidden + rows[first + i] * d, d * sizeof(float));
  float* const logits = compute.logits.as<float>();
  network->head().forward(x.data(), count, logits, v, compute);
  compute.threads.run(count, 1, [&](size_t begin, size_t end, size_t) {
    for (size_t i = begin; i < end; ++i) {
      float* const row = logits + i * v;
      if (c.final_softcap > 0)
        for (size_t j = 0; j < v; ++j)
          row[j] = c.final_softcap * std::tanh(row[j] / c.final_softcap);
      kernels::table().softmax(row, v);
    }
  });
  return logits;
}

std::vector<double> head_losses(Network& network, const float* hidden, size_t tokens,
                                std::span<const uint32_t> rows, const RowLoss& row_loss,
                                float* dhidden,
                                const std::function<void(size_t, size_t)>& begin_part) {
  const ModelConfig& c = network.config();
  const size_t d = c.width, v = c.vocabulary;
  Compute& compute = network.compute();
  if (dhidden) std::memset(dhidden, 0, tokens * d * sizeof(float));
  const size_t logits_at_once =
      network.head().int8_gradient(compute) ? kLossLogitsOfPacked : kLossLogits;
  const size_t parts = (rows.size() * v + logits_at_once - 1) / logits_at_once;
  const size_t most = parts == 0 ? 0 : (rows.size() + parts - 1) / parts;
  std::vector<float> x(most * d), dx(dhidden ? most * d : 0);
  if (compute.logits.size() < most * v * sizeof(float))
    compute.logits = Buffer(most * v * sizeof(float));
  float* const logits = compute.logits.as<float>();
  std::vector<double> losses(rows.size());
  for (size_t first = 0; first < rows.size(); first += most) {
    const size_t some = std::min(most, rows.size() - first);
    for (size_t i = 0; i < some; ++i)
      std::memcpy(x.data() + i * d, hidden + rows[first + i] * d, d * sizeof(float));
    network.head().forward(x.data(), some, logits, v, compute);
    if (begin_part) begin_part(first, some);
    compute.threads.run(some, 1, [&](size_t begin, size_t end, size_t) {
      for (size_t i = begin; i < end; ++i) {
        float* const row = logits + i * v;
        std::vector<float> slopes;
        if (c.final_softcap > 0) {
          slopes.resize(v);
          for (size_t j = 0; j < v; ++j) {
            const float bounded = std::tanh(row[j] / c.final_softcap);
            slopes[j] = 1 - bounded * bounded;
            row[j] = c.final_softcap * bounded;
          }
        }
        losses[first + i] = row_loss(first + i, row);
        if (!dhidden) continue;
        for (size_t j = 0; j < slopes.size(); ++j) row[j] *= slopes[j];
      }
    });
    if (!dhidden) continue;
    network.head().backward(x.data(), logits, v, some, dx.data(), false, compute);
    for (size_t i = 0; i < some; ++i)
      std::memcpy(dhidden + rows[first + i] * d, dx.data() + i * d, d * sizeof(float));
  }
  return losses;
}

std::vector<uint32_t> rows_with_target(std::span<const TokenId> targets) {
  std::vector<uint32_t> rows;
  for (size_t t = 0; t < targets.size(); ++t)
    if (targets[t] != kNoTarget) rows.push_back(static_cast<uint32_t>(t));
  return rows;
}

namespace {

// log p = x_target - max - log(sum exp(x - max)); softmax gives exp(x_max - max) / sum. Returns minus that of
// the target; the row becomes the probabilities.
double token_loss(float* row, size_t v, size_t target) {
  float largest = row[0];
  for (size_t j = 1; j < v; ++j) largest = std::max(largest, row[j]);
  const double above = double{largest} - row[target];
  kernels::table().softmax(row, v);
  float top = 0;
  for (size_t j = 0; j < v; ++j) top = std::max(top, row[j]);
  return above - std::log(double{top});
}

}  // namespace

double next_token_loss(Network& network, const float* hidden, std::span<const TokenId> targets,
                       float scale, float* dhidden, const Teacher* teacher) {
  const size_t v = network.config().vocabulary;
  const std::vector<uint32_t> rows = rows_with_target(targets);
  const float* taught = nullptr;  // by the teacher, from row `from` on
  size_t from = 0;
  const auto ask = [&](size_t first, size_t count) {
    if (teacher) taught = teacher->probabilities(rows, from = first, count);
  };
  const RowLoss row_loss = [&](size_t i, float* row) {
    const auto target = static_cast<size_t>(targets[rows[i]]);
    const float own = teacher ? 1 - teacher->weight : 1;
    const float* const expected = teacher ? taught + (i - from) * v : nullptr;
    double shift = 0;  // target's logit less what the teacher expects of all
    if (expected) {
      for (size_t j = 0; j < v; ++j) shift += double{expected[j]} * (row[target] - row[j]);
      shift *= 1 - own;
    }
    const double loss = token_loss(row, v, target) + shift;
    row[target] -= own;
    if (expected)
      for (size_t j = 0; j < v; ++j) row[j] -= teacher->weight * expected[j];
    kernels::table().scale(row, scale, v);
    return loss;
  };
  double sum = 0;
  for (double loss : head_losses(network, hidden, targets.size(), rows, row_loss, dhidden, ask))
    sum += loss;
  return sum * scale;
}

std::vector<double> next_token_losses(Network& network, const float* hidden,
                                      std::span<const TokenId> targets) {
  const size_t v = network.config().vocabulary;
  const std::vector<uint32_t> rows = rows_with_target(targets);
  const RowLoss row_loss = [&](size_t i, float* row) {
    return token_loss(row, v, static_cast<size_t>(targets[rows[i]]));
  };
  const std::vector<double> some =
      head_losses(network, hidden, targets.size(), rows, row_loss, nullptr);
  std::vector<double> all(targets.size());
  for (size_t i = 0; i < rows.size(); ++i) all[rows[i]] = some[i];
  return all;
}

void next_token_gradient(Network& network, const float* hidden, std::span<const TokenId> targets,
                         std::span<const float> weights, float* dhidden) {
  TB_ASSERT(weights.size() == targets.size() && dhidden);
  const size_t v = network.config().vocabulary;
  const std::vector<uint32_t> rows = rows_with_target(targets);
  const RowLoss row_loss = [&](size_t i, float* row) {
    kernels::table().softmax(row, v);
    row[targets[rows[i]]] -= 1;
    kernels::table().scale(row, weights[rows[i]], v);
    return 0.0;
  };
  head_losses(network, hidden, targets.size(), rows, row_loss, dhidden);
}

std::vector<TokenId> next_tokens(const Batch& batch) {
  std::vector<TokenId> targets(batch.tokens.size(), kNoTarget);
  for (size_t s = 0; s < batch.sequences(); ++s)
    for (size_t t = batch.starts[s]; t + 1 < batch.starts[s + 1]; ++t)
      targets[t] = batch.tokens[t + 1];
  return targets;
}

void pool_rows(const ModelConfig& config, std::span<const uint32_t> starts, const float* hidden,
               float* pooled) {
  const size_t d = config.width;
  for (size_t s = 0; s + 1 < starts.size(); ++s) {
    float* const y = pooled + s * d;
    if (!pools_mean(config)) {
      std::memcpy(y, hidden + pooled_row(config, starts, s) * d, d * sizeof(float));
      continue;
    }
    std::fill(y, y + d, 0.0f);
    for (size_t t = starts[s]; t < starts[s + 1]; ++t) kernels::table().add(y, hidden + t * d, d);
    kernels::table().scale(y, 1.0f / static_cast<float>(starts[s + 1] - starts[s]), d);
  }
}

void pool_rows_backward(const ModelConfig& config, std::span<const uint32_t> starts,
                        const float* dpooled, float* dhidden) {
  const size_t d = config.width;
  std::memset(dhidden, 0, size_t{starts.back()} * d * sizeof(float));
  for (size_t s = 0; s + 1 < starts.size(); ++s) {
    const float* const from = dpooled + s * d;
    if (!pools_mean(config)) {
      std::memcpy(dhidden + pooled_row(config, starts, s) * d, from, d * sizeof(float));
      continue;
    }
    const float share = 1.0f / static_cast<float>(starts[s + 1] - starts[s]);
    for (size_t t = starts[s]; t < starts[s + 1]; ++t)
      for (size_t i = 0; i < d; ++i) dhidden[t * d + i] = share * from[i];
  }
}

double class_loss(std::span<float> logits, size_t classes, std::span<const uint32_t> labels,
                  std::span<const float> weights, float smoothing, float scale, float* dlogits) {
  double sum = 0;
  for (size_t s = 0; s < labels.size(); ++s) {
    float* const row = logits.data() + s * classes;
    float largest = row[0], total = 0;
    for (size_t c = 0; c < classes; ++c) largest = std::max(largest, row[c]), total += row[c];
    double exps = 0;
    for (size_t c = 0; c < classes; ++c) exps += std::exp(double{row[c]} - largest);
    const double log_sum = largest + std::log(exps), n = static_cast<double>(classes);
    const double weight = weights.empty() ? 1 : weights[labels[s]];
    sum += weight * ((1 - smoothing) * (log_sum - row[labels[s]]) +
                     smoothing * (log_sum - double{total} / n));
    for (size_t c = 0; c < classes; ++c) {
      row[c] = static_cast<float>(std::exp(row[c] - log_sum));
      if (!dlogits) continue;
      const double wanted = (c == labels[s] ? 1 - smoothing : 0) + smoothing / n;
      dlogits[s * classes + c] = static_cast<float>(scale * weight * (row[c] - wanted));
    }
  }
  return sum * scale;
}

}  // namespace tinybrain
