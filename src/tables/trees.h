// Gradient-boosted trees on the columns of a table, for one yes-or-no outcome (Friedman 2001; histograms and second-order
// gains as Chen, Guestrin 2016). Small and the same on every machine: for thousands of rows, not for millions.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/json.h"
#include "tables/table.h"

namespace tinybrain::tables {

struct TreeNode {
  int32_t column = -1;        // -1: a leaf
  bool equals = false;        // a category: value == at goes left; else a number: value <= at does
  double at = 0;
  bool missing_left = false;  // where numbers that are missing go
  int32_t left = 0, right = 0;
  double value = 0;  // of a leaf, log-odds
  double cover = 0;  // weight of the rows it was made from
};

struct TreeSettings {
  uint32_t rounds = 150;
  uint32_t depth = 3;        // at most kMostDepth
  double rate = 0.05;        // of what each tree adds
  double least_cover = 8;    // sum of p (1 - p) on each side of a split
  double shrink = 4;         // L2 on the values of leaves
  double rows = 0.7;         // share of rows that a tree sees
  double columns = 0.6;      // share of columns that a tree sees
};
inline constexpr uint32_t kMostDepth = 8;

class Trees {
 public:
  Trees() = default;
  // weights: of the rows; empty = 1 each.
  Trees(const Matrix& rows, std::span<const Column> columns, const std::vector<bool>& labels,
        std::span<const double> weights, const TreeSettings& settings, uint64_t seed);

  double log_odds(std::span<const double> row) const;
  // What each column adds, from mean() on: exact Shapley values over the trees' own paths (as TreeSHAP, Lundberg et al.
  // 2020, path-dependent). They and mean() add up to log_odds(row).
  void add_contributions(std::span<const double> row, std::span<double> of_columns) const;
  double mean() const { return mean_; }
  size_t count() const { return trees_.size(); }

  Json to_json() const;
  static Trees from_json(const Json& json, std::span<const Column> columns);  // Error{bad_file}

 private:
  double base_ = 0, mean_ = 0;
  std::vector<std::vector<TreeNode>> trees_;
};

}  // namespace tinybrain::tables
