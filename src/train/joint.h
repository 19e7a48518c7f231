// One network for several purposes: each batch is of one of them, all in turn, mixed anew in every epoch.
#pragma once

#include <memory>
#include <vector>

#include "train/objective.h"

namespace tinybrain {

class JointObjective : public Objective {
 public:
  // batch: the trainer's. Its `average` and passes work as for any other objective.
  explicit JointObjective(size_t batch) : batch_(batch) {}

  // batches: of an epoch; more than the objective has begin again, fewer take others each time. 0 = what it has.
  // counts: whether its score is part of the score of all, which is their mean.
  void add(std::unique_ptr<Objective> objective, bool counts, size_t batches = 0);

  size_t examples() const override { return total_; }
  size_t tokens(uint32_t pick) const override;
  std::vector<uint32_t> order(uint64_t seed) const override;
  void begin_step(uint64_t step) override;
  double learn(Network& network, std::span<const uint32_t> picks) override;
  double score(Network& network) override;
  std::vector<Parameter*> parameters() override;

 private:
  struct Part {
    std::unique_ptr<Objective> objective;
    bool counts;
    size_t batches;
    uint32_t first;  // of its examples among the picks
  };
  const Part& part_of(uint32_t pick) const;
  std::vector<Part> parts_;
  size_t batch_, total_ = 0;
  uint32_t next_ = 0;
};

}  // namespace tinybrain
