#include "desk/risk.h"

#include <algorithm>
#include <cmath>

#include "base/rng.h"
#include "eval/logistic.h"

namespace tinybrain::desk {
namespace {

constexpr size_t kParts = 5;
constexpr double kRidge = 1.0;
constexpr int kResolution = 4;  // of weights, when rows are repeated by them

// Rows as often as they weigh, for a regression that knows no weights.
std::vector<double> fit(std::span<const Tried* const> rows) {
  std::vector<double> features;
  std::vector<bool> labels;
  for (const Tried* t : rows) {
    const int times = std::max(1, static_cast<int>(std::lround(t->weight * kResolution)));
    for (int i = 0; i < times; ++i) {
      features.insert(features.end(), t->features.begin(), t->features.end());
      labels.push_back(t->right);
    }
  }
  return logistic_regression(features, labels, kFeatures, kRidge);
}

ChanceModel model_of(const std::vector<double>& weights) {
  ChanceModel m;
  for (size_t i = 0; i < m.weights.size(); ++i) m.weights[i] = static_cast<float>(weights[i]);
  return m;
}

}  // namespace

Features features_of(std::span<const Candidate> candidates, float unseen) {
  const Candidate& best = candidates[0];
  float score = 0, lexical = 0, meaning = 0, learnt = 0;
  for (size_t i = 1; i < candidates.size(); ++i) {
    score = std::max(score, candidates[i].score);
    lexical = std::max(lexical, candidates[i].lexical);
    meaning = std::max(meaning, candidates[i].meaning);
    learnt = std::max(learnt, candidates[i].learnt);
  }
  return {best.lexical,           best.meaning,           best.learnt,          best.score - score,
          best.lexical - lexical, best.meaning - meaning, best.learnt - learnt, unseen};
}

double ChanceModel::chance(const Features& features) const {
  double z = weights[kFeatures];
  for (size_t i = 0; i < kFeatures; ++i) z += double{weights[i]} * features[i];
  return 1 / (1 + std::exp(-z));
}

Calibration::Calibration(std::vector<Point> points) : points_(std::move(points)) {
  // Of equal chances the wrong first: a threshold takes in all of them.
  std::sort(points_.begin(), points_.end(), [](const Point& a, const Point& b) {
    return a.chance != b.chance ? a.chance > b.chance : a.right < b.right;
  });
}

double Calibration::threshold(double dial) const {
  double answers = 0, wrong = 0, found = 2, one = 1;
  for (const Point& p : points_) one = std::max(one, double{p.weight});
  for (size_t i = 0; i < points_.size(); ++i) {
    answers += points_[i].weight;
    if (!points_[i].right) wrong += points_[i].weight;
    const bool last = i + 1 == points_.size() || points_[i + 1].chance < points_[i].chance;
    if (last && (wrong + one) / (answers + one) <= dial) found = points_[i].chance;
  }
  return std::max(kLeastChance, found);
}

Calibration::At Calibration::at(double threshold) const {
  double all = 0, answers = 0, wrong = 0;
  for (const Point& p : points_) {
    all += p.weight;
    if (p.chance < threshold) continue;
    answers += p.weight;
    if (!p.right) wrong += p.weight;
  }
  return {all > 0 ? answers / all : 0, answers > 0 ? wrong / answers : 0};
}

Fitted fit_chance(std::span<const Tried> tried, uint64_t seed) {
  const std::vector<uint32_t> order = shuffled_indices(tried.size(), seed);
  std::vector<Calibration::Point> points;
  for (size_t part = 0; part < kParts; ++part) {
    std::vector<const Tried*> others;
    for (size_t i = 0; i < order.size(); ++i)
      if (i % kParts != part) others.push_back(&tried[order[i]]);
    if (others.empty()) continue;
    const ChanceModel m = model_of(fit(others));
    for (size_t i = part; i < order.size(); i += kParts) {
      const Tried& t = tried[order[i]];
      points.push_back({static_cast<float>(m.chance(t.features)), t.right, t.weight});
    }
  }
  std::vector<const Tried*> all;
  for (const Tried& t : tried) all.push_back(&t);
  Fitted fitted;
  if (!all.empty()) fitted.model = model_of(fit(all));
  fitted.calibration = Calibration(std::move(points));
  return fitted;
}

Drift drift_of(uint64_t judged, uint64_t wrong, double dial) {
  Drift d{judged, wrong, 1};
  if (wrong == 0 || dial >= 1) return d;
  // The upper tail of the binomial, summed in logarithms from `wrong` on.
  const double n = static_cast<double>(judged), log_p = std::log(std::max(dial, 1e-9)),
               log_q = std::log1p(-std::max(dial, 1e-9));
  double sum = 0;
  for (uint64_t k = wrong; k <= judged; ++k) {
    const auto x = static_cast<double>(k);
    sum += std::exp(std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1) + x * log_p +
                    (n - x) * log_q);
  }
  d.probability = std::min(1.0, sum);
  return d;
}

}  // namespace tinybrain::desk
