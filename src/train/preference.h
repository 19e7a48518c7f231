// Learning from preferences: of two answers to one prompt, the better one becomes likelier than the other,
// measured against the network as it was before (DPO, Rafailov et al. 2023). No model of rewards, no sampling.
#pragma once

#include <vector>

#include "train/objective.h"

namespace tinybrain {

// Two texts that begin with the same prompt; learn_from of each: the first token of its answer.
struct PreferenceExample {
  TokenExample chosen, rejected;
};

// The loss of a pair is -log sigmoid(margin). Its margin: beta times how much more the network prefers the
// chosen answer than the reference does, in nats of whole answers. Small beta: the network may go far from the
// reference.
class PreferenceObjective : public Objective {
 public:
  PreferenceObjective(std::vector<PreferenceExample> train, std::vector<PreferenceExample> held_out,
                      float beta = 0.1f);
  // The network as it is now becomes the reference: with fresh adapters, the base. Before train(), in a run that
  // goes on from a checkpoint too.
  void set_reference(Network& network);

  size_t examples() const override { return train_.size(); }
  size_t tokens(uint32_t i) const override {
    return train_[i].chosen.tokens.size() + train_[i].rejected.tokens.size();
  }
  double learn(Network& network, std::span<const uint32_t> picks) override;
  // Share of held-out pairs with a positive margin; with equal shares, the lower loss.
  double score(Network& network) override;
  // Of the held-out pairs.
  std::vector<double> margins(Network& network);

 private:
  std::vector<PreferenceExample> train_, held_out_;
  // log p(chosen) - log p(rejected) by the reference, one a pair.
  std::vector<double> train_reference_, held_out_reference_;
  float beta_;
};

}  // namespace tinybrain
