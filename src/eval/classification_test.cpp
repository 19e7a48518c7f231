// Measures against scikit-learn's and scipy's (tests/golden/metrics.py).
#include "eval/classification.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/file.h"
#include "base/json.h"
#include "eval/logistic.h"
#include "eval/statistics.h"
#include "kernels/kernels.h"

namespace tinybrain {
namespace {

constexpr size_t kTexts = 300, kClasses = 4;

struct Sample {
  std::vector<uint32_t> truth;
  std::vector<float> logits, probabilities;
  Json golden = Json::parse(read_file(TINYBRAIN_SOURCE_DIR "/tests/golden/metrics.json"));
  Sample() {
    for (size_t i = 0; i < kTexts; ++i) {
      truth.push_back(static_cast<uint32_t>((7 * i + i * i / 5) % kClasses));
      for (size_t c = 0; c < kClasses; ++c)
        logits.push_back(static_cast<float>(
            2 * std::sin(1.3 * static_cast<double>(i) + 2.1 * static_cast<double>(c)) +
            (c == truth[i] ? 1.6 : 0)));
    }
    probabilities = logits;
    for (size_t i = 0; i < kTexts; ++i) {
      float* const row = probabilities.data() + i * kClasses;
      double sum = 0, p[kClasses];
      for (size_t c = 0; c < kClasses; ++c) sum += p[c] = std::exp(double{row[c]});
      for (size_t c = 0; c < kClasses; ++c) row[c] = static_cast<float>(p[c] / sum);
    }
  }
  double at(const char* name) const { return golden.at(name).as_double(); }
  double at(const char* name, size_t i) const { return golden.at(name).as_array()[i].as_double(); }
};

}  // namespace

TEST_CASE("logistic regression is scikit-learn's") {
  const Sample s;
  std::vector<double> features;
  std::vector<bool> labels;
  for (size_t i = 0; i < kTexts; ++i) {
    features.push_back(s.logits[i * kClasses]);
    features.push_back(s.logits[i * kClasses + 1]);
    labels.push_back(s.truth[i] == 0);
  }
  const std::vector<double> w = logistic_regression(features, labels, 2, 0.01);
  for (size_t k = 0; k < 3; ++k) CHECK(w[k] == doctest::Approx(s.at("logistic", k)).epsilon(1e-5));
}

TEST_CASE("measures are scikit-learn's") {
  const Sample s;
  const Classification c = judge(s.truth, most_likely(s.probabilities, kClasses), kClasses);
  CHECK(c.accuracy == doctest::Approx(s.at("accuracy")));
  CHECK(c.macro_f1 == doctest::Approx(s.at("macro_f1")));
  CHECK(c.weighted_f1 == doctest::Approx(s.at("weighted_f1")));
  for (size_t k = 0; k < kClasses; ++k) {
    CHECK(c.classes[k].precision == doctest::Approx(s.at("precision", k)));
    CHECK(c.classes[k].recall == doctest::Approx(s.at("recall", k)));
    CHECK(c.classes[k].f1 == doctest::Approx(s.at("f1", k)));
    CHECK(static_cast<double>(c.classes[k].support) == s.at("support", k));
  }
  for (size_t i = 0; i < kClasses * kClasses; ++i) CHECK(c.confusion[i] == s.at("confusion", i));
  CHECK(log_loss(s.probabilities, s.truth, kClasses) == doctest::Approx(s.at("log_loss")));
  CHECK(brier(s.probabilities, s.truth, kClasses) == doctest::Approx(s.at("brier")));
  CHECK(calibration(s.probabilities, s.truth, kClasses).ece == doctest::Approx(s.at("ece")));
  CHECK(fit_temperature(s.logits, s.truth, kClasses) ==
        doctest::Approx(s.at("temperature")).epsilon(1e-4));
}

TEST_CASE("the area under the curve counts ties half") {
  const Sample s;
  std::vector<double> confidence;
  std::vector<bool> inside;
  for (size_t i = 0; i < kTexts; ++i) {
    const float* const row = s.probabilities.data() + i * kClasses;
    confidence.push_back(std::nearbyint(100 * double{*std::max_element(row, row + kClasses)}) /
                         100);
    inside.push_back(i % 9 != 0);
  }
  CHECK(auroc(confidence, inside) == doctest::Approx(s.at("auroc")));
  CHECK(auroc(confidence, std::vector<bool>(kTexts, true)) == 0.5);
}

TEST_CASE("conformal sets hold the truth as often as asked") {
  const Sample s;
  const double threshold = conformal_threshold(s.probabilities, s.truth, kClasses, 0.9);
  CHECK(threshold == doctest::Approx(s.at("conformal")));
  CHECK(conformal_sets(s.probabilities, s.truth, kClasses, threshold).coverage >= 0.9);
  // Two texts cannot promise nine in ten: every class.
  CHECK(conformal_threshold(std::span(s.probabilities).first(8), std::span(s.truth).first(2),
                            kClasses, 0.9) == 0);
}

TEST_CASE("a threshold trades right answers for refusals") {
  // Surer in scope than out of it, with one of each on the wrong side.
  const std::vector<double> confidence = {0.9, 0.8, 0.7, 0.3, 0.6, 0.2, 0.1};
  const std::vector<uint32_t> truth = {0, 1, 1, 0, kNoClass, kNoClass, kNoClass};
  const std::vector<uint32_t> predicted = {0, 1, 0, 0, 1, 1, 0};
  const Rejection r = reject_below(confidence, predicted, truth, 0.5);
  CHECK(r.in_scope_accuracy == doctest::Approx(0.5));
  CHECK(r.out_of_scope_recall == doctest::Approx(2.0 / 3));
  CHECK(r.out_of_scope_precision == doctest::Approx(2.0 / 3));
  CHECK(r.answered == doctest::Approx(4.0 / 7));
  CHECK(r.wrong == doctest::Approx(0.5));
  const double chosen = choose_threshold(confidence, predicted, truth);
  CHECK(chosen > 0.6);
  CHECK(chosen < 0.7);
  // One of four may be lost: the one at 0.3.
  CHECK(highest_threshold(confidence, predicted, truth, 0.25) == doctest::Approx(0.55));
  CHECK(highest_threshold(confidence, predicted, truth, 0.2) == doctest::Approx(0.3));
  CHECK(choose_threshold(std::span(confidence).first(4), std::span(predicted).first(4),
                         std::span(truth).first(4)) == 0);
}

TEST_CASE("two systems on the same texts") {
  const Sample s;
  const std::vector<uint32_t> predicted = most_likely(s.probabilities, kClasses);
  std::vector<bool> first, second;
  uint64_t hits = 0;
  for (size_t i = 0; i < kTexts; ++i) {
    first.push_back(predicted[i] == s.truth[i]);
    second.push_back(i * 31 % 10 < 8);
    hits += first[i];
  }
  const PairedTest t = compare(first, second, 1);
  CHECK(static_cast<double>(t.only_first) == s.at("only_first"));
  CHECK(static_cast<double>(t.only_second) == s.at("only_second"));
  CHECK(t.p_value == doctest::Approx(s.at("mcnemar")));
  CHECK(t.interval.low < t.difference);
  CHECK(t.difference < t.interval.high);
  CHECK(compare(first, first, 1).p_value == 1);
  CHECK(wilson(hits, kTexts).low == doctest::Approx(s.at("wilson", 0)));
  CHECK(wilson(hits, kTexts).high == doctest::Approx(s.at("wilson", 1)));
}

}  // namespace tinybrain
