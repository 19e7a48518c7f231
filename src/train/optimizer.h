// AdamW (Loshchilov and Hutter 2019) and Muon (Jordan et al. 2024), with the learning rate's course.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "train/gemm.h"
#include "train/parameter.h"

namespace tinybrain {

struct OptimizerOptions {
  float rate = 1e-3f;
  float beta1 = 0.9f, beta2 = 0.999f, epsilon = 1e-8f;
  float weight_decay = 0.01f;  // of matrices, not of norms and biases
  float clip = 1;              // largest norm of all gradients together; 0 = none
  bool keep_zeros = false;     // pruned weights of the layers' matrices stay 0
  // Muon for the layers' matrices, at muon_rate; all else stays with AdamW.
  bool muon = false;
  float muon_rate = 0.02f, muon_momentum = 0.95f;
};

class Optimizer {
 public:
  Optimizer(std::span<Parameter* const> parameters, const OptimizerOptions& options);
  // One step from the gradients, which it clears. factor: of the rates (see warm_up_and_decay).
  // Returns the norm of the gradients before clipping; when it is not finite, nothing is changed.
  double step(float factor, Threads& threads);
  uint64_t steps() const { return steps_; }
  void set_steps(uint64_t steps) { steps_ = steps; }  // of a run that goes on
  std::span<Parameter* const> parameters() const { return parameters_; }

 private:
  void adamw(Parameter& p, float rate, float gradient_scale, Threads& threads);
  void muon(Parameter& p, float rate, float gradient_scale, Threads& threads);
  std::vector<Parameter*> parameters_;
  OptimizerOptions options_;
  uint64_t steps_ = 0;
};

// The rate's factor at step `at` (from 0) of `total`: linear from 0 over the first `warm_up` steps, then
// half a cosine down to `least`.
float warm_up_and_decay(uint64_t at, uint64_t total, uint64_t warm_up, float least = 0.0f);

}  // namespace tinybrain
