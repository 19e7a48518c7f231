#include "tables/score_model.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/tables.h"
#include "base/rng.h"
#include "eval/classification.h"
#include "eval/logistic.h"

namespace tinybrain::tables {
namespace {

constexpr size_t kFolds = 10;
constexpr double kRidges[] = {1, 3, 10, 30};
// Few settings, so that the choice itself learns little of the rows.
constexpr TreeSettings kTrees[] = {{.rounds = 200, .depth = 2}, {.rounds = 150, .depth = 4}, {.rounds = 400, .depth = 4}};

double log_loss_of(std::span<const double> log_odds, const std::vector<bool>& labels,
                   std::span<const double> weights) {
  double sum = 0, all = 0;
  for (size_t i = 0; i < labels.size(); ++i) {
    const double w = weights.empty() ? 1 : weights[i];
    const double p = std::clamp(sigmoid(log_odds[i]), 1e-9, 1 - 1e-9);
    sum -= w * std::log(labels[i] ? p : 1 - p);
    all += w;
  }
  return sum / all;
}

// The fold of each row, with as many of each label in each.
std::vector<size_t> folds_of(const std::vector<bool>& labels, uint64_t seed) {
  std::vector<size_t> fold(labels.size());
  size_t next[2] = {0, 0};
  for (uint32_t i : shuffled_indices(labels.size(), seed)) fold[i] = next[labels[i]]++ % kFolds;
  return fold;
}

struct Part {
  Matrix rows;
  std::vector<bool> labels;
  std::vector<double> weights;
};

Part part_of(const Matrix& rows, const std::vector<bool>& labels, std::span<const double> weights,
             std::span<const size_t> fold, size_t left_out) {
  Part part{.rows = {.d = rows.d, .values = {}}, .labels = {}, .weights = {}};
  for (size_t i = 0; i < labels.size(); ++i) {
    if (fold[i] == left_out) continue;
    const auto row = rows.row(i);
    part.rows.values.insert(part.rows.values.end(), row.begin(), row.end());
    part.labels.push_back(labels[i]);
    if (!weights.empty()) part.weights.push_back(weights[i]);
  }
  return part;
}

// Log-odds out of fold of what `make` makes of the rows of the other folds.
template <class Make>
std::vector<double> out_of_fold(const Matrix& rows, const std::vector<bool>& labels,
                                std::span<const double> weights, std::span<const size_t> fold,
                                Make make) {
  std::vector<double> scores(labels.size());
  for (size_t f = 0; f < kFolds; ++f) {
    const Part part = part_of(rows, labels, weights, fold, f);
    const auto model = make(part);
    for (size_t i = 0; i < labels.size(); ++i)
      if (fold[i] == f) scores[i] = model.log_odds(rows.row(i));
  }
  return scores;
}

std::vector<double> mean_of(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> mean(a.size());
  for (size_t i = 0; i < a.size(); ++i) mean[i] = (a[i] + b[i]) / 2;
  return mean;
}

}  // namespace

double sigmoid(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }
double logit(double chance) {
  const double p = std::clamp(chance, 1e-9, 1 - 1e-9);
  return std::log(p / (1 - p));
}

double ScoreModel::raw(std::span<const double> row) const {
  if (linear && trees) return (linear->log_odds(row) + trees->log_odds(row)) / 2;
  return linear ? linear->log_odds(row) : trees->log_odds(row);
}

double ScoreModel::log_odds(std::span<const double> row) const { return slope * raw(row) + shift; }

std::vector<double> ScoreModel::contributions(std::span<const double> row) const {
  std::vector<double> all(row.size());
  if (linear) linear->add_contributions(row, all);
  if (trees) trees->add_contributions(row, all);
  for (double& one : all) one *= linear && trees ? slope / 2 : slope;
  return all;
}

double ScoreModel::mean() const {
  const double sum = (linear ? linear->mean() : 0) + (trees ? trees->mean() : 0);
  return slope * (linear && trees ? sum / 2 : sum) + shift;
}

const char* ScoreModel::kind() const { return linear && trees ? "both" : linear ? "linear" : "trees"; }

Json ScoreModel::to_json() const {
  Json j;
  j.set("slope", slope).set("shift", shift);
  if (linear) j.set("linear", linear->to_json());
  if (trees) j.set("trees", trees->to_json());
  return j;
}

ScoreModel ScoreModel::from_json(const Json& json, std::span<const Column> columns) {
  ScoreModel model;
  model.slope = json.at("slope").as_double();
  model.shift = json.at("shift").as_double();
  if (const Json* part = json.find("linear")) model.linear = Logistic::from_json(*part, columns);
  if (const Json* part = json.find("trees")) model.trees = Trees::from_json(*part, columns);
  if ((!model.linear && !model.trees) || !std::isfinite(model.slope) || !std::isfinite(model.shift))
    throw Error(Code::bad_file, msg::kScoreDamaged, "slope");
  return model;
}

Fitted fit_score(const Matrix& rows, std::span<const Column> columns,
                 const std::vector<bool>& labels, std::span<const double> row_weights,
                 const std::string& kind, uint64_t seed) {
  const std::vector<size_t> fold = folds_of(labels, seed);
  const auto judged = [&](const char* name, const std::vector<double>& scores) {
    return Tried{name, log_loss_of(scores, labels, row_weights), auroc(scores, labels)};
  };
  struct Try {
    std::vector<double> scores;
    Tried tried;
    double ridge = 0;
    TreeSettings trees;
  };
  Try linear, trees;
  if (kind != "trees")
    for (double ridge : kRidges) {
      Try one;
      one.scores = out_of_fold(rows, labels, row_weights, fold, [&](const Part& part) {
        return Logistic(part.rows, columns, part.labels, part.weights, ridge);
      });
      one.tried = judged("linear", one.scores), one.ridge = ridge;
      if (linear.scores.empty() || one.tried.log_loss < linear.tried.log_loss) linear = std::move(one);
    }
  if (kind != "linear")
    for (const TreeSettings& settings : kTrees) {
      Try one;
      one.scores = out_of_fold(rows, labels, row_weights, fold, [&](const Part& part) {
        return Trees(part.rows, columns, part.labels, part.weights, settings, seed);
      });
      one.tried = judged("trees", one.scores), one.trees = settings;
      if (trees.scores.empty() || one.tried.log_loss < trees.tried.log_loss) trees = std::move(one);
    }
  Fitted fitted;
  std::vector<Tried>& tried = fitted.tried;
  std::vector<std::vector<double>> scores;
  const auto add = [&](const Tried& one, std::vector<double> of_rows) {
    tried.push_back(one);
    scores.push_back(std::move(of_rows));
  };
  if (!linear.scores.empty()) add(linear.tried, linear.scores);
  if (!trees.scores.empty()) add(trees.tried, trees.scores);
  if (tried.size() == 2) {
    std::vector<double> both = mean_of(linear.scores, trees.scores);
    add(judged("both", both), both);
  }
  size_t best = 0;
  for (size_t i = 1; i < tried.size(); ++i)
    if (kind.empty() ? tried[i].log_loss < tried[best].log_loss : tried[i].kind == kind) best = i;
  std::swap(tried[0], tried[best]);
  std::swap(scores[0], scores[best]);
  ScoreModel& model = fitted.model;
  if (tried[0].kind != "trees") model.linear = Logistic(rows, columns, labels, row_weights, linear.ridge);
  if (tried[0].kind != "linear") model.trees = Trees(rows, columns, labels, row_weights, trees.trees, seed);
  // Platt's calibration, by scores out of fold.
  const std::vector<double> line = logistic_regression(scores[0], labels, 1, 1e-3, row_weights);
  model.slope = line[0], model.shift = line[1];
  fitted.out_of_fold = std::move(scores[0]);
  for (double& score : fitted.out_of_fold) score = model.slope * score + model.shift;
  return fitted;
}

}  // namespace tinybrain::tables
