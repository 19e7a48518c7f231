// What is wrong with the data, and the remedies that were asked for.
#pragma once

#include <span>

#include "data/dataset.h"

namespace tinybrain {

struct CheckOptions {
  bool drop_duplicates = false;
  bool drop_near_duplicates = false;
  bool drop_contradictions = false;
  double similarity =
      0.9;  // Jaccard of character 5-grams from which two texts nearly repeat each other
  size_t few_per_label = 8;  // fewer examples of a label are too few
};

// Adds findings; empty rows are always left out. Error{bad_file}: no examples, or a single label.
void check_dataset(Dataset& dataset, const CheckOptions& options);

// Rows of `other` whose text is in `train`, or nearly.
Finding find_leaks(const Dataset& train, const Dataset& other, double similarity = 0.9);

// For each example, the first one it repeats (itself when it is new). near: nearly counts, too.
std::vector<uint32_t> first_alike(std::span<const Example> examples, bool near, double similarity);

}  // namespace tinybrain
