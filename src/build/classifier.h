// A classifier from prepared examples and a base: what is trained and how is chosen here.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "build/prepare.h"
#include "model/classifier.h"
#include "train/trainer.h"

namespace tinybrain {

// The choices that a recipe left open, made from the base and the amount of data.
struct ClassifierSettings {
  uint32_t epochs, batch, lora_rank;  // rank 0 = every weight is trained
  uint32_t average;                   // steps that the running mean of the weights spans
  double rate;
};
ClassifierSettings classifier_settings(const Recipe& recipe, const ModelConfig& base,
                                       size_t examples);

struct TrainedClassifier {
  ClassifierSettings settings;
  TrainingCurve curve;
  std::unique_ptr<Network> network;  // reads from the source
  ClassifierHead head;               // calibrated on dev
  double conformal_threshold = 0;    // of sets that hold the truth nine times in ten
};

// checkpoint: a file that a stopped run goes on from; fingerprint: of all that the run depends on.
TrainedClassifier train_classifier(const Recipe& recipe, const Prepared& data,
                                   const ModelSource& source, Threads& threads,
                                   const std::filesystem::path& checkpoint,
                                   const std::string& fingerprint, Peers* peers,
                                   const std::function<bool(const TrainingProgress&)>& progress);

// Accuracy on dev when only some of the training examples of each label are used; for learning curves. Not
// checkpointed.
double dev_accuracy_with(const Recipe& recipe, const Prepared& data, double share,
                         const ModelSource& source, Threads& threads,
                         const std::function<bool(const TrainingProgress&)>& progress);

}  // namespace tinybrain
