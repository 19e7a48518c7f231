#include "train/preference.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace tinybrain {
namespace {

constexpr size_t kScoreTokens = 1024;  // in one batch when nothing has to be kept for gradients

// Pairs as one batch: sequences 2i and 2i+1 are pair i's chosen and rejected text.
struct PairBatch {
  Batch batch;
  std::vector<TokenId> targets;  // of answers only

  void add(const PreferenceExample& pair) {
    for (const TokenExample* e : {&pair.chosen, &pair.rejected}) {
      batch.add(e->tokens);
      for (size_t t = 1; t <= e->tokens.size(); ++t)
        targets.push_back(t < e->tokens.size() && t >= e->learn_from ? e->tokens[t] : kNoTarget);
    }
  }
  size_t pairs() const { return batch.sequences() / 2; }
};

// log p(chosen) - log p(rejected) of each pair, from the rows' losses.
std::vector<double> differences(const PairBatch& pairs, const std::vector<double>& losses) {
  std::vector<double> found(pairs.pairs(), 0.0);
  for (size_t s = 0; s < pairs.batch.sequences(); ++s)
    for (size_t t = pairs.batch.starts[s]; t < pairs.batch.starts[s + 1]; ++t)
      found[s / 2] += s % 2 == 0 ? -losses[t] : losses[t];
  return found;
}

std::vector<double> differences(Network& network, std::span<const PreferenceExample> examples) {
  std::vector<double> all;
  for (size_t i = 0; i < examples.size();) {
    PairBatch pairs;
    do pairs.add(examples[i++]);
    while (i < examples.size() && pairs.batch.tokens.size() + examples[i].chosen.tokens.size() +
                                          examples[i].rejected.tokens.size() <=
                                      kScoreTokens);
    const float* const hidden = network.forward(pairs.batch);
    for (double d : differences(pairs, next_token_losses(network, hidden, pairs.targets)))
      all.push_back(d);
  }
  return all;
}

// -log sigmoid(margin), without overflow.
double loss_of(double margin) {
  return std::log1p(std::exp(-std::abs(margin))) + (margin < 0 ? -margin : 0);
}

}  // namespace

PreferenceObjective::PreferenceObjective(std::vector<PreferenceExample> train,
                                         std::vector<PreferenceExample> held_out, float beta)
    : train_(std::move(train)), held_out_(std::move(held_out)), beta_(beta) {}

void PreferenceObjective::set_reference(Network& network) {
  train_reference_ = differences(network, train_);
  held_out_reference_ = differences(network, held_out_);
}

double PreferenceObjective::learn(Network& network, std::span<const uint32_t> picks) {
  TB_ASSERT(train_reference_.size() == train_.size());
  PairBatch pairs;
  for (uint32_t i : picks) pairs.add(train_[i]);
  const float* const hidden = network.forward(pairs.batch);
  const std::vector<double> now =
      differences(pairs, next_token_losses(network, hidden, pairs.targets));
  const auto n = static_cast<double>(picks.size());
  double loss = 0;
  std::vector<float> weights(pairs.targets.size());
  for (size_t i = 0; i < picks.size(); ++i) {
    const double margin = beta_ * (now[i] - train_reference_[picks[i]]);
    loss += loss_of(margin) / n;
    // d loss / d log p(chosen) = -beta sigmoid(-margin) / n, and a row's loss is minus its log p.
    const auto weight = static_cast<float>(beta_ / (1 + std::exp(margin)) / n);
    for (size_t s = 2 * i; s < 2 * i + 2; ++s)
      for (size_t t = pairs.batch.starts[s]; t < pairs.batch.starts[s + 1]; ++t)
        weights[t] = s % 2 == 0 ? weight : -weight;
  }
  std::vector<float> dhidden(pairs.batch.tokens.size() * network.config().width);
  next_token_gradient(network, hidden, pairs.targets, weights, dhidden.data());
  network.backward(dhidden.data());
  return loss;
}

std::vector<double> PreferenceObjective::margins(Network& network) {
  TB_ASSERT(held_out_reference_.size() == held_out_.size());
  std::vector<double> found = differences(network, held_out_);
  for (size_t i = 0; i < found.size(); ++i) found[i] = beta_ * (found[i] - held_out_reference_[i]);
  return found;
}

double PreferenceObjective::score(Network& network) {
  double right = 0, loss = 0;
  for (double margin : margins(network)) right += margin > 0, loss += loss_of(margin);
  return (right - 1e-4 * loss) / static_cast<double>(std::max<size_t>(1, held_out_.size()));
}

}  // namespace tinybrain
