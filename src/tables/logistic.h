// The plain model of a table: a weight a number, a weight a category, added up (logistic regression with an L2 penalty).
#pragma once

#include <span>
#include <vector>

#include "base/json.h"
#include "tables/table.h"

namespace tinybrain::tables {

class Logistic {
 public:
  Logistic() = default;
  // row_weights: empty = 1 each.
  Logistic(const Matrix& rows, std::span<const Column> columns, const std::vector<bool>& labels,
           std::span<const double> row_weights, double ridge);

  double log_odds(std::span<const double> row) const;
  // What each column adds, from mean() on; they and mean() add up to log_odds(row).
  void add_contributions(std::span<const double> row, std::span<double> of_columns) const;
  double mean() const { return mean_; }

  Json to_json() const;
  static Logistic from_json(const Json& json, std::span<const Column> columns);  // Error{bad_file}

 private:
  // A number: one weight on (value - middle) / width, held within +-kMostWidths; missing = the middle. A category: a weight
  // each, and one for the missing.
  struct Part {
    bool number = true;
    double middle = 0, width = 1, mean = 0;  // mean: of what the part adds
    std::vector<double> weights;
  };
  static double added(const Part& part, double value);
  double bias_ = 0, mean_ = 0;
  std::vector<Part> parts_;  // one a column
};

}  // namespace tinybrain::tables
