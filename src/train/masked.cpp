#include "train/masked.h"

#include "base/error.h"
#include "base/rng.h"
#include "train/loss.h"

namespace tinybrain {

MaskedObjective::MaskedObjective(std::vector<TokenExample> train,
                                 std::vector<TokenExample> held_out, const MaskOptions& options)
    : train_(std::move(train)), held_out_(std::move(held_out)), options_(options) {
  TB_ASSERT(options.mask >= 0);
}

void MaskedObjective::add_hidden(const TokenExample& text, uint64_t seed, size_t vocabulary,
                                 Batch& batch, std::vector<TokenId>& targets) const {
  Rng rng(seed);
  std::vector<TokenId> seen = text.tokens;
  targets.resize(batch.tokens.size(), kNoTarget);
  for (size_t i = 0; i < seen.size(); ++i) {
    const bool inner = i > 0 && i + 1 < seen.size();
    const bool guessed = inner && rng.uniform() < options_.share;
    targets.push_back(guessed ? seen[i] : kNoTarget);
    if (!guessed) continue;
    const double how = rng.uniform();
    if (how < 0.8)
      seen[i] = options_.mask;
    else if (how < 0.9)
      seen[i] = static_cast<TokenId>(rng.next() % vocabulary);
  }
  batch.add(seen);
}

double MaskedObjective::learn(Network& network, std::span<const uint32_t> picks) {
  Batch batch;
  std::vector<TokenId> targets;
  for (uint32_t i : picks)
    add_hidden(train_[i], (options_.seed + 1) * 0x9e3779b97f4a7c15u + step_ * 1000003 + i,
               network.config().vocabulary, batch, targets);
  const size_t count = rows_with_target(targets).size();
  const float* hidden = network.forward(batch);
  if (count == 0) return 0;
  std::vector<float> dhidden(batch.tokens.size() * network.config().width);
  const double loss =
      next_token_loss(network, hidden, targets, 1 / static_cast<float>(count), dhidden.data());
  network.backward(dhidden.data());
  return loss;
}

double MaskedObjective::score(Network& network) {
  double sum = 0;
  size_t all = 0;
  for (size_t i = 0; i < held_out_.size(); ++i) {
    Batch batch;
    std::vector<TokenId> targets;
    add_hidden(held_out_[i], i, network.config().vocabulary, batch, targets);
    const size_t count = rows_with_target(targets).size();
    if (count == 0) continue;
    sum += next_token_loss(network, network.forward(batch), targets, 1, nullptr);
    all += count;
  }
  return -sum / static_cast<double>(std::max<size_t>(1, all));
}

}  // namespace tinybrain
