// The loop of training: batches in a seeded order, steps, scores on held-out examples, the best state kept,
// and checkpoints from which the same run goes on to the same bytes.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "train/objective.h"
#include "train/optimizer.h"
#include "train/peers.h"

namespace tinybrain {

struct TrainerOptions {
  OptimizerOptions optimizer;
  uint32_t epochs = 3;
  uint32_t batch = 32;     // examples in a step
  uint32_t tokens = 2048;  // at most so many tokens in one pass; a batch of more is accumulated
  // At least so many passes a batch, where it has the examples. With `peers` they share the passes: the result is, bit
  // for bit, that of one process with the same number.
  uint32_t passes = 1;
  Peers* peers = nullptr;  // nullptr = alone
  float warm_up = 0.1f;    // share of all steps
  // Scores and keeps a running mean of the parameters instead of their last values: each step takes in a share of
  // 1 / min(steps done, average). 0 = off. Smooths the noise of small batches.
  uint32_t average = 0;
  uint32_t patience = 0;  // epochs without a better score before it stops; 0 = never
  uint64_t seed = 0;
  std::filesystem::path checkpoint;  // a file; "" = none
  double checkpoint_seconds = 30;
  std::string fingerprint;  // of data and settings: a checkpoint of another run is not used
};

struct TrainingCurve {
  struct Point {
    uint64_t step;
    double loss;
  };
  std::vector<Point> losses;  // one a step
  std::vector<Point> scores;  // one an epoch; step = steps done
  double best_score = 0;
  uint32_t best_epoch = 0;  // from 1; 0 = before training
};

struct TrainingProgress {
  uint64_t step, steps;
  double loss;
  double score;    // of the last epoch
  uint32_t epoch;  // from 0
  double tokens_per_second;
};

// Trains until the epochs are over, the score no longer grows, or progress() returns false: then
// Error{cancelled} after a checkpoint. The network is left in its best state. Error{bad_argument} when the
// loss becomes no number three times in a row; an earlier checkpoint stays.
TrainingCurve train(Network& network, Objective& objective, const TrainerOptions& options,
                    const std::function<bool(const TrainingProgress&)>& progress);

}  // namespace tinybrain
