// From files to the examples that are trained on, chosen by and tested on.
#pragma once

#include <string>
#include <vector>

#include "build/recipe.h"
#include "data/split.h"

namespace tinybrain {

struct Prepared {
  std::vector<Example> train, dev, test;
  std::vector<std::string> labels;  // of train, sorted
  std::vector<SourceFile> sources;
  size_t main_sources = 0;  // the first of them are of the data itself, the others held out
  std::vector<Finding> findings;
  bool given_dev = false, given_test = false;  // files of their own
  size_t rows = 0;                             // examples read

  // Index in labels; kNoLabel for others.
  static constexpr uint32_t kNoLabel = UINT32_MAX;
  uint32_t index_of(std::string_view label) const;
};

// Reads, checks, mends what the recipe says, and splits. Errors as of read_dataset and check_dataset.
Prepared prepare(const Recipe& recipe);

}  // namespace tinybrain
