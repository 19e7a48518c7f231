// What a brain that understands learns from, read as its recipe says: pairs of texts that mean the same, and for each
// of its heads texts with labels, from as many files as there are.
//
//   [[pairs]]  file, text, answer (columns), test (file); at_least: of the column `label`, as a number; or
//              same (column): rows with the same value there belong together
//   [[heads]]  name, balance, map (label in the files = label of the head; of "a|b" all must become the same one)
//   [[heads.data]]  file, test, text, label (columns), language; most (rows); is = the label of every row; or
//              like (column) instead of a label: the text gets the label that the brain finds for that column, where it
//              is sure, and learns from it in a second round
//
// Files are relative to the recipe's data folder.
#pragma once

#include <string>
#include <vector>

#include "build/recipe.h"
#include "data/dataset.h"

namespace tinybrain {

struct HeadData {
  std::string name;
  bool balance = false;
  std::vector<std::string> labels;        // of train, sorted
  std::vector<Example> train, dev, test;  // group = language
  std::vector<Example> alike;             // without label: the label of `answer`
};

struct PairData {
  std::string name;  // of the file
  std::vector<Example> train, dev, test;
};

struct UnderstandData {
  std::vector<PairData> pairs;
  std::vector<HeadData> heads;
  std::vector<SourceFile> sources;
  size_t main_sources = 0;  // the first of them are learnt from, the others are tests
  uint64_t leaks = 0;       // rows left out of training because a test has (nearly) the same text
};

// Errors as of read_dataset; Error{bad_argument} for a plan that is no such thing.
UnderstandData read_understand_data(const Recipe& recipe);

}  // namespace tinybrain
