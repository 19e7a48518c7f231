// What a network is trained for: a loss over picked examples, and a score on held-out ones.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "train/loss.h"
#include "train/network.h"

namespace tinybrain {

// An example as tokens. What `label` and `learn_from` mean is the objective's.
struct TokenExample {
  std::vector<TokenId> tokens;
  uint32_t label = 0;       // class
  uint32_t learn_from = 0;  // language: the first token that is to be predicted (prompts are not)
};

class Objective {
 public:
  virtual ~Objective() = default;
  virtual size_t examples() const = 0;
  virtual size_t tokens(uint32_t example) const = 0;
  // Forward and backward over those examples; gradients of the mean loss are added. Returns that loss.
  virtual double learn(Network& network, std::span<const uint32_t> picks) = 0;
  // The examples of an epoch in the order in which they are learnt from, examples() of them; batches are cut from it.
  virtual std::vector<uint32_t> order(uint64_t seed) const;
  // Before the passes of step `step`: what is random in it depends on that number alone, so that a run that
  // was stopped goes on as it would have.
  virtual void begin_step(uint64_t) {}
  // Higher is better, on the held-out examples: accuracy, or minus the mean loss.
  virtual double score(Network& network) = 0;
  virtual std::vector<Parameter*> parameters() { return {}; }  // beside the network's
};

// Tokens that are hidden in training, others each time a text comes up: a network that never sees all of a text learns
// to make do with some.
struct TokenDropout {
  float share = 0;
  TokenId mask = -1;  // what a hidden token becomes; -1 = it is left out
  uint32_t kept_ends =
      0;  // the first and the last tokens that are never hidden: begin and end marks
  uint64_t seed = 0;
  std::vector<TokenId> operator()(const std::vector<TokenId>& tokens, uint64_t step,
                                  uint32_t example) const;
};

struct ClassOptions {
  std::string name =
      "output";          // of the head's parameters, where there are several: cls.NAME.weight
  bool balance = false;  // rare classes count more
  float smoothing = 0;   // of labels
  TokenDropout dropout;
};

// Classes: pooled rows of unit length, a linear head [C,D] with bias that begins at zero.
class ClassObjective : public Objective {
 public:
  ClassObjective(const ModelConfig& config, size_t classes, std::vector<TokenExample> train,
                 std::vector<TokenExample> held_out, const ClassOptions& options);
  void begin_step(uint64_t step) override { step_ = step; }
  size_t examples() const override { return train_.size(); }
  size_t tokens(uint32_t i) const override { return train_[i].tokens.size(); }
  double learn(Network& network, std::span<const uint32_t> picks) override;
  double score(Network& network) override;  // accuracy; with equal accuracy, the lower loss
  std::vector<Parameter*> parameters() override { return {&weight_, &bias_}; }

  // Sets the head to tell the classes apart by the nearest mean of their training texts, as the network sees
  // them now: few examples go further from there. Of the first `most` examples a class.
  void start_from_means(Network& network, size_t most = 64);

  // Logits [examples][C] of texts.
  std::vector<float> logits(Network& network, std::span<const TokenExample> examples);
  size_t classes() const { return classes_; }
  Parameter& weight() { return weight_; }
  Parameter& bias() { return bias_; }

 private:
  size_t classes_;
  std::vector<TokenExample> train_, held_out_;
  std::vector<float> pooled(Network& network, const Batch& batch) const;
  std::vector<float> class_weights_;
  ClassOptions options_;
  uint64_t step_ = 0;
  Parameter weight_, bias_;
};

// The next token, of every token after `learn_from`.
class LanguageObjective : public Objective {
 public:
  LanguageObjective(std::vector<TokenExample> train, std::vector<TokenExample> held_out);
  size_t examples() const override { return train_.size(); }
  size_t tokens(uint32_t i) const override { return train_[i].tokens.size(); }
  double learn(Network& network, std::span<const uint32_t> picks) override;
  double score(Network& network) override;  // minus the mean loss of a token
  // From now on the network learns from what the teacher expects as well. Error{bad_argument}: another vocabulary.
  void set_teacher(Network& teacher, const ModelConfig& student, float weight);

 private:
  Network* teacher_ = nullptr;
  float teacher_weight_ = 0;
  std::vector<TokenExample> train_, held_out_;
};

// Vectors of texts that mean the same lie near each other: InfoNCE over the pairs of a batch (van den
// Oord et al. 2018), cosine over a temperature. Examples 2i and 2i+1 are a pair.
class PairObjective : public Objective {
 public:
  PairObjective(std::vector<TokenExample> train, std::vector<TokenExample> held_out,
                float temperature, const TokenDropout& dropout = {});
  void begin_step(uint64_t step) override { step_ = step; }
  size_t examples() const override { return train_.size() / 2; }
  size_t tokens(uint32_t i) const override {
    return train_[2 * i].tokens.size() + train_[2 * i + 1].tokens.size();
  }
  double learn(Network& network, std::span<const uint32_t> picks) override;
  double score(Network& network) override;  // share of first texts whose nearest second is theirs

 private:
  std::vector<TokenExample> train_, held_out_;
  float temperature_;
  TokenDropout dropout_;
  uint64_t step_ = 0;
};

}  // namespace tinybrain
