// A document's passages: what one answer may cite. Paragraphs under one heading are kept together up to about 150 words;
// longer ones are cut between sentences, code not at all.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/dataset.h"

namespace tinybrain {

struct SplitPassage {
  std::string heading;  // "Chapter > Section"
  std::string text;
  uint64_t row = 1;  // line in the file where it begins
};

// Rows of a table give one passage each: a question with its answer.
std::vector<SplitPassage> passages_of(const Dataset& document);

}  // namespace tinybrain
