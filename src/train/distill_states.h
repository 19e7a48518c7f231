// Distillation with hints (Romero et al. 2015; Jiao et al. 2020): beside what the teacher expects of every token, the
// states between its layers are a lesson, for a student of the same width that was cut from it. The teacher runs anew
// in every pass.
#pragma once

#include <vector>

#include "train/objective.h"

namespace tinybrain {

struct StateHint {
  uint32_t student, teacher;  // layers after which the states should be the same
};

struct StateOptions {
  // Of the mean over hints and tokens of |student - teacher|^2 / |teacher|^2, added to the loss of the tokens; 0 = no
  // hints.
  float weight = 1;
  // Share of what the teacher expects in the loss of the tokens, as in LanguageObjective::set_teacher.
  float expected = 1;
  std::vector<StateHint> hints;
};

class StateObjective : public Objective {
 public:
  // teacher: outlives this; of the student's width and vocabulary. Error{bad_argument}: it is not, or a hint names a
  // layer that is not there.
  StateObjective(Network& teacher, const ModelConfig& student, std::vector<TokenExample> train,
                 std::vector<TokenExample> held_out, const StateOptions& options);
  size_t examples() const override { return train_.size(); }
  size_t tokens(uint32_t i) const override { return train_[i].tokens.size(); }
  double learn(Network& network, std::span<const uint32_t> picks) override;
  double score(Network& network) override { return language_.score(network); }

 private:
  Network& teacher_;
  std::vector<TokenExample> train_;
  LanguageObjective language_;  // of the held-out texts
  StateOptions options_;
};

// The hints of a student whose layer i came from the teacher's kept[i], ascending: after layer i it should be where
// the teacher is before kept[i + 1], and after its last where the teacher is at its end.
std::vector<StateHint> hints_of_kept(std::span<const uint32_t> kept, uint32_t teacher_layers);

}  // namespace tinybrain
