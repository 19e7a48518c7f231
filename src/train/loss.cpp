#include "train/loss.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/error.h"

namespace tinybrain {
namespace {

// Logits in memory at once: 128 MiB of them. The head's weights are packed anew for each part, so few parts are better.
constexpr size_t kLossLogits = size_t{32} << 20;

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

namespace {

// The loss of each row of `targets`, 0 where there is none. dhidden, unless nullptr: the gradient of their sum
// weighted by weight_of(row).
template <class Weight>
std::vector<double> head_losses(Network& network, const float* hidden,
                                std::span<const TokenId> targets, Weight weight_of, float* dhidden,
                                const Teacher* teacher) {
  const ModelConfig& c = network.config();
  const size_t d = c.width, v = c.vocabulary;
  Compute& compute = network.compute();
  const kernels::Table& k = kernels::table();
  // Only rows with a target go through the head.
  std::vector<uint32_t> rows;
  for (size_t t = 0; t < targets.size(); ++t)
    if (targets[t] != kNoTarget) rows.push_back(static_cast<uint32_t>(t));
  if (dhidden) std::memset(dhidden, 0, targets.size() * d * sizeof(float));
  const size_t parts = (rows.size() * v + kLossLogits - 1) / kLossLogits;
  const size_t most = parts == 0 ? 0 : (rows.size() + parts - 1) / parts;
  std::vector<float> x(most * d), dx(dhidden ? most * d : 0);
  if (compute.logits.size() < most * v * sizeof(float))
    compute.logits = Buffer(most * v * sizeof(float));
  float* const logits = compute.logits.as<float>();
  std::vector<double> losses(targets.size());
  for (size_t first = 0; first < rows.size(); first += most) {
    const size_t some = std::min(most, rows.size() - first);
    for (size_t i = 0; i < some; ++i)
      std::memcpy(x.data() + i * d, hidden + rows[first + i] * d, d * sizeof(float));
    network.head().forward(x.data(), some, logits, v, compute);
    const float* const taught = teacher ? teacher->probabilities(rows, first, some) : nullptr;
    compute.threads.run(some, 1, [&](size_t begin, size_t end, size_t) {
      for (size_t i = begin; i < end; ++i) {
        float* const row = logits + i * v;
        const auto target = static_cast<size_t>(targets[rows[first + i]]);
        std::vector<float> slopes;
        if (c.final_softcap > 0) {
          slopes.resize(v);
          for (size_t j = 0; j < v; ++j) {
            const float bounded = std::tanh(row[j] / c.final_softcap);
            slopes[j] = 1 - bounded * bounded;
            row[j] = c.final_softcap * bounded;
          }
        }
        // log p = x_target - max - log(sum exp(x - max)); softmax gives exp(x_max - max) / sum.
        float largest = row[0];
        for (size_t j = 1; j < v; ++j) largest = std::max(largest, row[j]);
        const double above = double{largest} - row[target];
        double below = 0;  // sum of what the teacher says times (max - x)
        if (taught)
          for (size_t j = 0; j < v; ++j) below += double{taught[i * v + j]} * (largest - row[j]);
        k.softmax(row, v);
        float top = 0;
        for (size_t j = 0; j < v; ++j) top = std::max(top, row[j]);
        const float own = teacher ? 1 - teacher->weight : 1;
        losses[rows[first + i]] = own * above + (1 - own) * below - std::log(double{top});
        if (!dhidden) continue;
        row[target] -= own;
        if (taught)
          for (size_t j = 0; j < v; ++j) row[j] -= teacher->weight * taught[i * v + j];
        k.scale(row, weight_of(rows[first + i]), v);
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

}  // namespace

double next_token_loss(Network& network, const float* hidden, std::span<const TokenId> targets,
                       float scale, float* dhidden, const Teacher* teacher) {
  const auto all_alike = [scale](uint32_t) { return scale; };
  double sum = 0;
  for (double loss : head_losses(network, hidden, targets, all_alike, dhidden, teacher))
    sum += loss;
  return sum * scale;
}

std::vector<double> next_token_losses(Network& network, const float* hidden,
                                      std::span<const TokenId> targets) {
  return head_losses(network, hidden, targets, [](uint32_t) { return 1.0f; }, nullptr, nullptr);
}

void next_token_gradient(Network& network, const float* hidden, std::span<const TokenId> targets,
                         std::span<const float> weights, float* dhidden) {
  TB_ASSERT(weights.size() == targets.size() && dhidden);
  const auto own = [weights](uint32_t row) { return weights[row]; };
  head_losses(network, hidden, targets, own, dhidden, nullptr);
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
