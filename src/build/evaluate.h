// How well a classifier file does on examples: one judgement for building and for `eval`.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/json.h"
#include "data/dataset.h"
#include "eval/classification.h"
#include "eval/statistics.h"
#include "generate/loaded_model.h"

namespace tinybrain {

struct ClassifierEvaluation {
  std::vector<std::string> labels;  // of the head
  std::vector<uint32_t> truth;  // index in labels; kNoClass = out of scope, or unknown to the model
  std::vector<uint32_t> answers;     // what the head decides; kNoClass = none of these
  std::vector<float> probabilities;  // [n][C]
  std::vector<double> confidence;    // of the most likely label in scope
  Classification judged;             // of the answers
  Calibration reliability;           // texts with a class only
  Rejection rejection;               // at the head's threshold
  double out_of_scope_auroc = 0.5;   // of confidence, as a sign of being in scope
  uint64_t out_of_scope = 0;         // texts without a class
  double log_loss = 0;
};

// progress(done, total) over texts; false = Error{cancelled}. The head is one of the model's.
ClassifierEvaluation evaluate_classifier(LoadedModel& model, const ClassifierHead& head,
                                         std::span<const Example> examples,
                                         const std::function<bool(uint64_t, uint64_t)>& progress);

// Figures for people and programs: accuracy with interval, F1, calibration, out of scope, every class, the most
// frequent confusions, groups.
Json evaluation_json(const ClassifierEvaluation& evaluation, std::span<const Example> examples);

// Whether each text's answer was the right one.
std::vector<bool> right_answers(const ClassifierEvaluation& evaluation);
Json interval_json(const Interval& interval);
// Share of right answers in each group, with intervals; an empty list where there is but one.
Json groups_json(const std::vector<bool>& right, std::span<const Example> examples);

// Median seconds for one text, alone.
double classify_seconds(LoadedModel& model, const ClassifierHead& head,
                        std::span<const Example> examples);

}  // namespace tinybrain
