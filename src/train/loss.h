// Losses over the rows that a network gives, with their gradients.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "train/network.h"

namespace tinybrain {

// Another network that saw the same tokens: the loss is then (1 - weight) times that of the tokens and weight times
// the cross-entropy with what the teacher expects (Hinton et al. 2015, at temperature 1).
struct Teacher {
  Network* network;     // of the same vocabulary
  const float* hidden;  // its rows after the last norm
  float weight;
  // [count][V] of rows[first], ...; stays valid until the teacher's head is used again.
  const float* probabilities(std::span<const uint32_t> rows, size_t first, size_t count) const;
};

// What the losses below are made of: the head over some rows of hidden[tokens][D]. row_loss(i, logits) gets the
// logits of rows[i] as the model means them, and returns its loss; it may leave the loss's gradient in their
// place, of which dhidden is made, unless nullptr, and the head's gradients. Called from several threads;
// begin_part(first, count) before those of rows [first, first + count).
using RowLoss = std::function<double(size_t i, float* logits)>;
std::vector<double> head_losses(Network& network, const float* hidden, size_t tokens,
                                std::span<const uint32_t> rows, const RowLoss& row_loss,
                                float* dhidden,
                                const std::function<void(size_t, size_t)>& begin_part = {});

// Cross-entropy of the next token: the sum over rows whose target is not kNoTarget, times `scale`.
// dhidden[T][D] is written; the head's gradients are added. dhidden nullptr = only the loss.
inline constexpr TokenId kNoTarget = -1;
double next_token_loss(Network& network, const float* hidden, std::span<const TokenId> targets,
                       float scale, float* dhidden, const Teacher* teacher = nullptr);
// The same row by row, for losses that weigh texts against each other: minus the log probability of each
// target, 0 where there is none; and the gradient of the sum of weights[row] times that.
std::vector<double> next_token_losses(Network& network, const float* hidden,
                                      std::span<const TokenId> targets);
void next_token_gradient(Network& network, const float* hidden, std::span<const TokenId> targets,
                         std::span<const float> weights, float* dhidden);

std::vector<uint32_t> rows_with_target(std::span<const TokenId> targets);

// The targets of a batch whose every token but the last of a sequence predicts the next one.
std::vector<TokenId> next_tokens(const Batch& batch);

// One vector a sequence from its rows, as the config pools (decoders: the last row). pooled[S][D].
void pool_rows(const ModelConfig& config, std::span<const uint32_t> starts, const float* hidden,
               float* pooled);
// dhidden[T][D] is written.
void pool_rows_backward(const ModelConfig& config, std::span<const uint32_t> starts,
                        const float* dpooled, float* dhidden);

// Cross-entropy of classes, with label smoothing: logits[S][C] become probabilities; dlogits, if wanted, is
// the gradient of scale * sum. weights: one a class, or empty.
double class_loss(std::span<float> logits, size_t classes, std::span<const uint32_t> labels,
                  std::span<const float> weights, float smoothing, float scale, float* dlogits);

}  // namespace tinybrain
