#include "desk/risk.h"

#include <algorithm>
#include <cmath>

#include "base/rng.h"
#include "eval/logistic.h"
#include "eval/statistics.h"

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

// Of the points from some chance up.
struct Calibration::Sums {
  double tried = 0, tried_wrong = 0;  // weights of trials
  double asked = 0, asked_wrong = 0;  // questions

  void add(const Point& p) {
    const double weight = p.asked ? 1 : p.weight;
    (p.asked ? asked : tried) += weight;
    if (!p.right) (p.asked ? asked_wrong : tried_wrong) += weight;
  }
  // How many answers there are as it counts them, and how many of them are wrong. One more trial is held to be wrong.
  std::pair<double, double> pooled(bool with_trials) const {
    if (!with_trials) return {asked + 1, asked_wrong + 1};
    return {asked + kTrialsWorth, asked_wrong + kTrialsWorth * (tried_wrong + 1) / (tried + 1)};
  }
};

double Calibration::threshold(double dial) const {
  const bool with_trials =
      std::any_of(points_.begin(), points_.end(), [](const Point& p) { return !p.asked; });
  double found = 2;
  Sums sums;
  for (size_t i = 0; i < points_.size() && points_[i].chance >= kLeastChance; ++i) {
    sums.add(points_[i]);
    if (i + 1 < points_.size() && points_[i + 1].chance == points_[i].chance) continue;
    const auto [answers, wrong] = sums.pooled(with_trials);
    if (answers > wrong && beta_cdf(dial, wrong, answers - wrong) >= kSure)
      found = points_[i].chance;
  }
  return found;
}

Calibration::At Calibration::at(double threshold) const {
  Sums all, given;
  for (const Point& p : points_) {
    all.add(p);
    if (p.chance >= threshold) given.add(p);
  }
  const auto share = [](double part, double of) { return of > 0 ? part / of : 0; };
  // The shares that trials show, as if kTrialsWorth of them had been asked.
  const double worth = all.tried > 0 ? kTrialsWorth : 0;
  const double answered = given.asked + worth * share(given.tried, all.tried);
  const double wrong = given.asked_wrong + worth * share(given.tried_wrong, all.tried);
  return {share(answered, all.asked + worth), share(wrong, answered)};
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
      points.push_back({static_cast<float>(m.chance(t.features)), t.right, t.weight, t.asked});
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
