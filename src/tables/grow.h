// One tree of trees.h: the rows in bins, and the splits that gain most.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tables/trees.h"

namespace tinybrain::tables {

// Each value as the number of its bin: 0 = missing; of a category its index + 1; of a number by at most 63 edges.
struct Bins {
  Bins(const Matrix& rows, std::span<const Column> columns);
  size_t d;
  std::vector<uint8_t> of;                 // [n][d]
  std::vector<std::vector<double>> edges;  // of numbers: bin b holds those <= edges[b - 1]; of categories empty
  std::vector<size_t> counts;              // bins of each column, with that of the missing
};

// How much a row pulls: gradient, curvature, weight.
struct Push {
  double gradient = 0, bend = 0, weight = 0;
};

std::vector<TreeNode> grow_tree(const Bins& bins, std::span<const Push> push,
                                std::vector<uint32_t> rows, std::span<const uint32_t> columns,
                                const TreeSettings& settings);

}  // namespace tinybrain::tables
