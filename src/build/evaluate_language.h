// How well a model that writes does on rows that tell what is right: by choosing among options where the rows have
// them, else by writing an answer.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/json.h"
#include "data/dataset.h"
#include "generate/loaded_model.h"

namespace tinybrain {

struct LanguageOptions {
  std::string system;  // message before each question
  bool raw =
      false;  // go on from the text instead, to the end of the line; so without a chat template
  uint32_t max_tokens = 256;  // of an answer; 0 = until the model ends
};

struct LanguageEvaluation {
  std::vector<bool> right;  // of each example: the likeliest option, or the very words
  Json measures;            // for people and programs, with 95 % intervals
};

// The rows of tables in a file or folder that have an answer. Error{bad_argument} when there are none.
Dataset judging_data(const std::filesystem::path& path, ReadOptions options);

// Options are scored as in eval/multiple_choice.h, after the text as it is. Answers are written greedily and measured
// as in eval/text_metrics.h. progress(done, total) over examples; false = Error{cancelled}.
LanguageEvaluation evaluate_language(LoadedModel& model, std::span<const Example> examples,
                                     const LanguageOptions& options,
                                     const std::function<bool(uint64_t, uint64_t)>& progress);

}  // namespace tinybrain
