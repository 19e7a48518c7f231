#include "eval/classification.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"

namespace tinybrain {

Classification judge(std::span<const uint32_t> truth, std::span<const uint32_t> predicted,
                     size_t classes) {
  TB_ASSERT(truth.size() == predicted.size());
  Classification c;
  c.texts = truth.size();
  c.classes.resize(classes);
  c.confusion.assign(classes * classes, 0);
  std::vector<uint64_t> found(classes, 0), right(classes, 0);
  for (size_t i = 0; i < truth.size(); ++i) {
    c.right += truth[i] == predicted[i];
    if (predicted[i] < classes) ++found[predicted[i]];
    if (truth[i] >= classes) continue;
    ++c.classes[truth[i]].support;
    right[truth[i]] += truth[i] == predicted[i];
    if (predicted[i] < classes) ++c.confusion[truth[i] * classes + predicted[i]];
  }
  const auto ratio = [](uint64_t a, uint64_t b) {
    return b ? static_cast<double>(a) / static_cast<double>(b) : 0;
  };
  c.accuracy = ratio(c.right, c.texts);
  uint64_t seen = 0, support = 0;
  for (size_t k = 0; k < classes; ++k) {
    ClassScores& s = c.classes[k];
    s.precision = ratio(right[k], found[k]);
    s.recall = ratio(right[k], s.support);
    s.f1 = ratio(2 * right[k], found[k] + s.support);
    if (found[k] + s.support == 0) continue;
    ++seen;
    support += s.support;
    c.macro_f1 += s.f1;
    c.weighted_f1 += s.f1 * static_cast<double>(s.support);
  }
  c.macro_f1 /= static_cast<double>(std::max<uint64_t>(1, seen));
  c.weighted_f1 /= static_cast<double>(std::max<uint64_t>(1, support));
  return c;
}

std::vector<uint32_t> most_likely(std::span<const float> probabilities, size_t classes) {
  std::vector<uint32_t> best;
  for (size_t at = 0; at < probabilities.size(); at += classes) {
    const auto row = probabilities.subspan(at, classes);
    best.push_back(static_cast<uint32_t>(std::max_element(row.begin(), row.end()) - row.begin()));
  }
  return best;
}

Calibration calibration(std::span<const float> probabilities, std::span<const uint32_t> truth,
                        size_t classes, size_t bins) {
  Calibration c;
  c.bins.resize(bins);
  const std::vector<uint32_t> best = most_likely(probabilities, classes);
  for (size_t i = 0; i < truth.size(); ++i) {
    const double p = probabilities[i * classes + best[i]];
    // Bins are open at the left, closed at the right.
    const double at = std::ceil(p * static_cast<double>(bins)) - 1;
    Calibration::Bin& b =
        c.bins[static_cast<size_t>(std::clamp(at, 0.0, static_cast<double>(bins - 1)))];
    ++b.texts;
    b.confidence += p;
    b.accuracy += best[i] == truth[i];
  }
  for (Calibration::Bin& b : c.bins) {
    if (b.texts == 0) continue;
    c.ece += std::abs(b.accuracy - b.confidence) / static_cast<double>(truth.size());
    b.confidence /= static_cast<double>(b.texts);
    b.accuracy /= static_cast<double>(b.texts);
  }
  return c;
}

double log_loss(std::span<const float> probabilities, std::span<const uint32_t> truth,
                size_t classes) {
  double sum = 0;
  size_t n = 0;
  for (size_t i = 0; i < truth.size(); ++i) {
    if (truth[i] >= classes) continue;
    sum -= std::log(std::max(1e-15, double{probabilities[i * classes + truth[i]]}));
    ++n;
  }
  return sum / static_cast<double>(std::max<size_t>(1, n));
}

double brier(std::span<const float> probabilities, std::span<const uint32_t> truth,
             size_t classes) {
  double sum = 0;
  for (size_t i = 0; i < truth.size(); ++i)
    for (size_t k = 0; k < classes; ++k) {
      const double d = probabilities[i * classes + k] - (truth[i] == k ? 1.0 : 0.0);
      sum += d * d;
    }
  return sum / static_cast<double>(std::max<size_t>(1, truth.size()));
}

double fit_temperature(std::span<const float> logits, std::span<const uint32_t> truth,
                       size_t classes) {
  const auto loss = [&](double log_t) {
    const double inverse = std::exp(-log_t);
    double sum = 0;
    for (size_t i = 0; i < truth.size(); ++i) {
      if (truth[i] >= classes) continue;
      const auto row = logits.subspan(i * classes, classes);
      const double top = *std::max_element(row.begin(), row.end());
      double all = 0;
      for (float v : row) all += std::exp((v - top) * inverse);
      sum += std::log(all) - (row[truth[i]] - top) * inverse;
    }
    return sum;
  };
  // The loss has one minimum in 1/T: golden section over the logarithm.
  const double golden = (std::sqrt(5.0) - 1) / 2;
  double low = std::log(0.05), high = std::log(20);
  double a = high - golden * (high - low), b = low + golden * (high - low);
  double fa = loss(a), fb = loss(b);
  while (high - low > 1e-5) {
    if (fa < fb) {
      high = b, b = a, fb = fa;
      fa = loss(a = high - golden * (high - low));
    } else {
      low = a, a = b, fa = fb;
      fb = loss(b = low + golden * (high - low));
    }
  }
  return std::exp((low + high) / 2);
}

double auroc(std::span<const double> scores, const std::vector<bool>& positive) {
  std::vector<size_t> order(scores.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t x, size_t y) { return scores[x] < scores[y]; });
  double ranks = 0, positives = 0;
  for (size_t i = 0; i < order.size();) {
    size_t end = i;
    while (end < order.size() && scores[order[end]] == scores[order[i]]) ++end;
    for (size_t j = i; j < end; ++j)
      if (positive[order[j]]) {
        ranks += static_cast<double>(i + 1 + end) / 2;  // the mean rank of equal scores
        ++positives;
      }
    i = end;
  }
  const double negatives = static_cast<double>(scores.size()) - positives;
  if (positives == 0 || negatives == 0) return 0.5;
  return (ranks - positives * (positives + 1) / 2) / (positives * negatives);
}

double conformal_threshold(std::span<const float> probabilities, std::span<const uint32_t> truth,
                           size_t classes, double coverage) {
  std::vector<double> scores;
  for (size_t i = 0; i < truth.size(); ++i)
    if (truth[i] < classes) scores.push_back(1 - double{probabilities[i * classes + truth[i]]});
  std::sort(scores.begin(), scores.end());
  const double n = static_cast<double>(scores.size());
  const auto rank = static_cast<size_t>(std::ceil((n + 1) * coverage));
  if (rank == 0 || rank > scores.size()) return 0;  // too few texts for so much: every class
  return std::max(0.0, 1 - scores[rank - 1]);
}

ConformalSets conformal_sets(std::span<const float> probabilities, std::span<const uint32_t> truth,
                             size_t classes, double threshold) {
  ConformalSets s;
  double n = 0;
  for (size_t i = 0; i < truth.size(); ++i) {
    if (truth[i] >= classes) continue;
    const auto row = probabilities.subspan(i * classes, classes);
    // As the threshold was made: rounded the same way.
    const auto in = [&](float p) { return 1 - double{p} <= 1 - threshold; };
    const auto size = static_cast<double>(std::count_if(row.begin(), row.end(), in));
    s.coverage += in(row[truth[i]]);
    s.size += size;
    s.single += size == 1;
    ++n;
  }
  if (n > 0) s.coverage /= n, s.size /= n, s.single /= n;
  return s;
}

Rejection reject_below(std::span<const double> confidence, std::span<const uint32_t> predicted,
                       std::span<const uint32_t> truth, double threshold) {
  Rejection r;
  r.threshold = threshold;
  double in = 0, out = 0, right = 0, rejected = 0, rejected_out = 0, wrong = 0, answered = 0;
  for (size_t i = 0; i < truth.size(); ++i) {
    const bool none = confidence[i] < threshold || predicted[i] == kNoClass;
    const bool outside = truth[i] == kNoClass;
    (outside ? out : in) += 1;
    rejected += none;
    rejected_out += none && outside;
    if (none) continue;
    ++answered;
    right += predicted[i] == truth[i];
    wrong += predicted[i] != truth[i];
  }
  r.in_scope_accuracy = in > 0 ? right / in : 0;
  r.out_of_scope_recall = out > 0 ? rejected_out / out : 0;
  r.out_of_scope_precision = rejected > 0 ? rejected_out / rejected : 0;
  r.answered = truth.empty() ? 0 : answered / static_cast<double>(truth.size());
  r.wrong = answered > 0 ? wrong / answered : 0;
  return r;
}

double highest_threshold(std::span<const double> confidence, std::span<const uint32_t> predicted,
                         std::span<const uint32_t> truth, double lost) {
  std::vector<double> right;
  size_t inside = 0;
  for (size_t i = 0; i < truth.size(); ++i) {
    inside += truth[i] != kNoClass;
    if (truth[i] != kNoClass && predicted[i] == truth[i]) right.push_back(confidence[i]);
  }
  if (right.empty()) return 0;
  std::sort(right.begin(), right.end());
  const auto k =
      std::min(right.size() - 1, static_cast<size_t>(lost * static_cast<double>(inside)));
  return k == 0 ? right[0] - 1e-6 : (right[k - 1] + right[k]) / 2;
}

double choose_threshold(std::span<const double> confidence, std::span<const uint32_t> predicted,
                        std::span<const uint32_t> truth) {
  if (std::find(truth.begin(), truth.end(), kNoClass) == truth.end()) return 0;
  std::vector<double> sorted(confidence.begin(), confidence.end());
  std::sort(sorted.begin(), sorted.end());
  double best = -1, chosen = 0;
  for (size_t i = 0; i <= sorted.size(); ++i) {
    // Between two neighbours, so that a value near the threshold does not flip by rounding.
    const double t = i == 0               ? 0
                     : i == sorted.size() ? sorted.back() + 1e-6
                                          : (sorted[i - 1] + sorted[i]) / 2;
    const Rejection r = reject_below(confidence, predicted, truth, t);
    const double value = r.in_scope_accuracy + r.out_of_scope_recall;
    if (value > best) best = value, chosen = t;
  }
  return chosen;
}

}  // namespace tinybrain
