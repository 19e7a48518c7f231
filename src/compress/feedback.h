// Error feedback: which value a weight should have, given the errors already made in the columns before it.
// For a layer's inputs X with Hessian H = X^T X, the loss of changing a row w to q is d^T H d, d = w - q.
// With H = R R^T, R upper triangular, that is the sum over columns j of
//   R[j][j]^2 * (target_j - q_j)^2,   target_j = w_j + sum over i < j of R[i][j]/R[j][j] * d_i,
// so that going through the columns in order, each loss is known when its weight is chosen. The same walk
// as GPTQ's (Frantar et al. 2022, Algorithm 1) without inverting H.
#pragma once

#include <cstddef>
#include <vector>

#include "base/threads.h"

namespace tinybrain {

class Feedback {
 public:
  // hessian[k][k]. What lies off its diagonal is multiplied by 1 - shrink: correlations of a calibration
  // text are partly the text's own (Ledoit and Wolf 2004, with the diagonal as the target). 1 = nothing but
  // weighted rounding. An all-zero one becomes the identity.
  Feedback(std::vector<float> hessian, size_t k, float shrink, Threads& threads);

  size_t k() const { return k_; }
  float loss(size_t j) const { return loss_[j]; }  // R[j][j]^2
  const float* loss() const { return loss_.data(); }
  const float* row(size_t j) const { return ratios_.data() + j * k_; }  // [i] for i < j

  // targets[n][width] of columns [begin, begin + width) = w + d[n][0, begin) * ratios^T: what the columns
  // before `begin` ask for.
  void targets(const float* w, const float* d, size_t n, size_t begin, size_t width, float* targets,
               Threads& threads) const;

 private:
  size_t k_;
  std::vector<float> ratios_;  // [j][i] = R[i][j] / R[j][j], i < j
  std::vector<float> loss_;
};

}  // namespace tinybrain
