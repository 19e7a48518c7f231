// The chance of a yes-or-no outcome from the columns of a table: the plain model, trees, or the mean of both, calibrated,
// with what each column adds. Which one it is was chosen by cross-validation on the training rows.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/json.h"
#include "tables/logistic.h"
#include "tables/table.h"
#include "tables/trees.h"

namespace tinybrain::tables {

double sigmoid(double log_odds);
double logit(double chance);  // of a chance held away from 0 and 1

class ScoreModel {
 public:
  double raw(std::span<const double> row) const;       // log-odds before calibration
  double log_odds(std::span<const double> row) const;  // after it
  double chance(std::span<const double> row) const { return sigmoid(log_odds(row)); }
  // What each column adds to the log-odds, from mean() on.
  std::vector<double> contributions(std::span<const double> row) const;
  double mean() const;
  const char* kind() const;  // "linear", "trees", "both"

  Json to_json() const;
  static ScoreModel from_json(const Json& json, std::span<const Column> columns);  // Error{bad_file}

  std::optional<Logistic> linear;
  std::optional<Trees> trees;
  double slope = 1, shift = 0;  // of the calibration
};

// What is tried, and how it did: out of fold, on training rows.
struct Tried {
  std::string kind;
  double log_loss = 0, auc = 0;
};

struct Fitted {
  ScoreModel model;                  // of all rows
  std::vector<double> out_of_fold;   // of each row, calibrated log-odds by a model that did not see it
  std::vector<Tried> tried;          // the chosen one first
};

// row_weights: empty = 1 each. kind: "" = choose by the least log loss out of fold, else one of ScoreModel::kind().
Fitted fit_score(const Matrix& rows, std::span<const Column> columns,
                 const std::vector<bool>& labels, std::span<const double> row_weights,
                 const std::string& kind, uint64_t seed);

}  // namespace tinybrain::tables
