// How sure an answer is, and from which chance on it may be given. The owner sets the share of wrong answers they accept,
// the dial; questions whose answers are known say which chance keeps to it; what customers say afterwards shows whether it
// still holds.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "desk/matcher.h"

namespace tinybrain::desk {

// What the chance is told from: of the best answer its scores, their lead over the others, and how much of the question
// was never seen.
inline constexpr size_t kFeatures = 8;
using Features = std::array<float, kFeatures>;
// candidates: the best first, at least one.
Features features_of(std::span<const Candidate> candidates, float unseen);

// P(the best answer is right) = sigmoid(weights . features + bias)
struct ChanceModel {
  std::array<float, kFeatures + 1> weights{};  // the bias last
  double chance(const Features& features) const;
};

// A question that was tried: its features, whether the best answer was the right one (false also for a question that no
// answer fits), how much it counts, and whether it was really asked or is the desk's own trial.
struct Tried {
  Features features;
  bool right = false;
  float weight = 1;
  bool asked = true;
};

// Under it no answer is given, whatever the dial.
inline constexpr double kLeastChance = 0.5;

// How often answers at a chance were right, on questions that the model of chances was not fitted on. Questions that were
// really asked count each; the desk's own trials together count as kTrialsWorth of them, since they show how questions
// from elsewhere could be, not how they are.
class Calibration {
 public:
  struct Point {
    float chance;
    bool right;
    float weight;  // among trials
    bool asked;
  };
  static constexpr double kTrialsWorth = 10;  // answers
  static constexpr double kSure = 0.9;

  Calibration() = default;
  explicit Calibration(std::vector<Point> points);

  // The lowest chance from which on at most `dial` of the answers are wrong with the probability kSure, by a beta
  // distribution: the trials are what is held likely before, the questions that were asked what is seen. Without trials
  // this is the upper bound of Clopper and Pearson (1934). So it is cautious while little was asked. At least
  // kLeastChance; above 1 when there is none.
  double threshold(double dial) const;
  struct At {
    double answered, wrong;  // shares: of all questions, and of the answers
  };
  At at(double threshold) const;                                // as far as the points tell
  const std::vector<Point>& points() const { return points_; }  // by falling chance

 private:
  struct Sums;
  std::vector<Point> points_;
};

struct Fitted {
  ChanceModel model;
  Calibration calibration;
};
// The model fitted on all of them, and the calibration from models each fitted without the part that it judges.
Fitted fit_chance(std::span<const Tried> tried, uint64_t seed);

// Whether what people said of answers still fits the dial: the probability of so many wrong ones or more, were the share
// of wrong answers the dial (binomial). Under 0.01 something has changed.
struct Drift {
  uint64_t judged = 0, wrong = 0;
  double probability = 1;
  bool drifted() const { return probability < 0.01; }
};
Drift drift_of(uint64_t judged, uint64_t wrong, double dial);

}  // namespace tinybrain::desk
