// Training, choosing and judging apart: texts that nearly repeat each other stay on one side.
#pragma once

#include "data/dataset.h"

namespace tinybrain {

struct Split {
  std::vector<uint32_t> train, dev, test;  // indices of examples, ascending
};

// Shares of each label, as near as whole groups of near-duplicates allow; a label with few examples keeps
// most of them for training. The same data and seed give the same split everywhere. Error{bad_argument}.
Split split_dataset(const Dataset& dataset, double dev_share, double test_share, uint64_t seed);

}  // namespace tinybrain
