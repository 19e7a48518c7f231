// How far a changed model's predictions are from the original's on some rows of calibration text.
#pragma once

#include <vector>

#include "compress/layers.h"

namespace tinybrain {

class Divergence {
 public:
  // Takes the runner's predictions after its last layer as the original's, on at most `count` rows spread
  // over the text. They are kept in memory: count * V floats.
  Divergence(LayerRunner& runner, size_t count);
  // Mean Kullback-Leibler divergence, in nats, of the runner's predictions now.
  double measure(LayerRunner& runner, Threads& threads);
  // The same with another head.
  double measure_with(LayerRunner& runner, const Matrix& head, Threads& threads);

 private:
  double compare(Threads& threads);
  std::vector<size_t> rows_;
  std::vector<float> original_;  // log probabilities
  std::vector<float> now_;
};

}  // namespace tinybrain
