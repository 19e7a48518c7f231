// Measures of a classifier from its probabilities. C classes, n texts; probabilities [n][C]. A truth of
// kNoClass is a text that belongs to none of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tinybrain {

inline constexpr uint32_t kNoClass = UINT32_MAX;

struct ClassScores {
  double precision = 0, recall = 0, f1 = 0;  // 0 where nothing was predicted or nothing is there
  uint64_t support = 0;                      // texts of the class
};

struct Classification {
  uint64_t texts = 0, right = 0;
  double accuracy = 0, macro_f1 = 0,
         weighted_f1 = 0;  // averages over classes with texts or predictions
  std::vector<ClassScores> classes;
  std::vector<uint32_t> confusion;  // [C][C]: row = truth
};

// From predictions; a prediction or truth of kNoClass counts as an answer of its own: right when both are.
// Classes and confusion leave it out.
Classification judge(std::span<const uint32_t> truth, std::span<const uint32_t> predicted,
                     size_t classes);
// The most likely class of each text.
std::vector<uint32_t> most_likely(std::span<const float> probabilities, size_t classes);

// How well confidence matches accuracy: bins of equal width of the top probability (Guo et al. 2017).
struct Calibration {
  struct Bin {
    uint64_t texts = 0;
    double confidence = 0, accuracy = 0;  // means
  };
  std::vector<Bin> bins;
  double ece = 0;  // expected calibration error
};
Calibration calibration(std::span<const float> probabilities, std::span<const uint32_t> truth,
                        size_t classes, size_t bins = 15);
double log_loss(std::span<const float> probabilities, std::span<const uint32_t> truth,
                size_t classes);  // mean, natural log
double brier(std::span<const float> probabilities, std::span<const uint32_t> truth,
             size_t classes);  // mean of the sum of squares over classes

// Logits are divided by it for the least log loss on held-out texts. Texts of kNoClass are left out.
double fit_temperature(std::span<const float> logits, std::span<const uint32_t> truth,
                       size_t classes);

// Area under the ROC curve of scores (higher = more likely positive); ties count half. 0.5 when one side is empty.
double auroc(std::span<const double> scores, const std::vector<bool>& positive);

// Split conformal sets by 1 - p(truth) (Sadinle et al. 2019): a set holds every class with at least `threshold`
// probability, and the truth with at least the coverage asked for, on data like the calibration texts.
double conformal_threshold(std::span<const float> probabilities, std::span<const uint32_t> truth,
                           size_t classes, double coverage);
struct ConformalSets {
  double coverage = 0, size = 0,
         single = 0;  // share that holds the truth; mean size; share of size 1
};
ConformalSets conformal_sets(std::span<const float> probabilities, std::span<const uint32_t> truth,
                             size_t classes, double threshold);

// What a least top probability does: under it a text is answered with "none of these".
struct Rejection {
  double threshold = 0;
  double in_scope_accuracy = 0;    // of texts with a class; a rejected one is wrong
  double out_of_scope_recall = 0;  // share of the others that is rejected
  double out_of_scope_precision = 0;
  double answered = 0;  // share of all texts
  double wrong = 0;     // share of the answered whose answer is wrong
};
// confidence[n]: higher = surer; predicted[n] without rejection.
Rejection reject_below(std::span<const double> confidence, std::span<const uint32_t> predicted,
                       std::span<const uint32_t> truth, double threshold);
// The highest threshold that turns at most the share `lost` of the texts with a class from right to refused.
double highest_threshold(std::span<const double> confidence, std::span<const uint32_t> predicted,
                         std::span<const uint32_t> truth, double lost);
// The threshold with the best mean of in-scope accuracy and out-of-scope recall; with no text out of scope 0.
double choose_threshold(std::span<const double> confidence, std::span<const uint32_t> predicted,
                        std::span<const uint32_t> truth);

}  // namespace tinybrain
