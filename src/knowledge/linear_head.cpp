#include "knowledge/linear_head.h"

#include <algorithm>
#include <cmath>

#include "base/rng.h"

namespace tinybrain {
namespace {

constexpr float kRate = 0.5f;         // of AdaGrad
constexpr float kVectorScale = 2.0f;  // of the vector's dimensions beside terms
constexpr float kDecay = 1e-5f;       // of weights, a step
constexpr float kSmoothing = 0.05f;   // of labels

void softmax(std::span<float> x) {
  const float most = *std::max_element(x.begin(), x.end());
  float sum = 0;
  for (float& v : x) sum += v = std::exp(v - most);
  for (float& v : x) v /= sum;
}

}  // namespace

TermVocabulary::TermVocabulary(std::span<const std::string_view> texts, uint32_t least, Terms terms)
    : terms_(terms) {
  std::unordered_map<std::string, uint32_t> seen;
  for (std::string_view text : texts)
    for (const auto& [term, count] : terms_(text)) ++seen[term];
  for (const auto& [term, count] : seen)
    if (count >= least) names_.push_back(term);
  std::sort(names_.begin(), names_.end());
  const auto n = static_cast<double>(texts.size());
  for (size_t i = 0; i < names_.size(); ++i) {
    rarities_.push_back(static_cast<float>(std::log((n + 1) / (seen[names_[i]] + 0.5))));
    index_[names_[i]] = static_cast<uint32_t>(i);
  }
}

TermVocabulary::TermVocabulary(std::vector<std::string> names, std::vector<float> rarities,
                               Terms terms)
    : terms_(terms), names_(std::move(names)), rarities_(std::move(rarities)) {
  for (size_t i = 0; i < names_.size(); ++i) index_[names_[i]] = static_cast<uint32_t>(i);
}

TermVector TermVocabulary::vector_of(std::string_view text) const {
  std::vector<std::pair<uint32_t, float>> found;
  double square = 0;
  for (const auto& [term, count] : terms_(text)) {
    const auto at = index_.find(term);
    if (at == index_.end()) continue;
    const float weight = rarities_[at->second] * std::sqrt(static_cast<float>(count));
    found.emplace_back(at->second, weight);
    square += double{weight} * weight;
  }
  std::sort(found.begin(), found.end());
  TermVector v;
  const auto scale = static_cast<float>(square > 0 ? 1 / std::sqrt(square) : 0);
  for (const auto& [term, weight] : found) {
    v.terms.push_back(term);
    v.weights.push_back(weight * scale);
  }
  return v;
}

LinearHead::LinearHead(size_t labels, size_t terms, size_t width)
    : labels_(labels), terms_(terms), width_(width), weights_((terms + width + 1) * labels) {}

void LinearHead::predict(const TermVector& terms, const float* vector,
                         std::span<float> probabilities) const {
  const size_t n = labels_;
  const float* bias = weights_.data() + (terms_ + width_) * n;
  std::copy(bias, bias + n, probabilities.begin());
  const auto add = [&](size_t row, float times) {
    const float* w = weights_.data() + row * n;
    for (size_t c = 0; c < n; ++c) probabilities[c] += times * w[c];
  };
  for (size_t i = 0; i < terms.terms.size(); ++i) add(terms.terms[i], terms.weights[i]);
  for (size_t d = 0; d < width_; ++d) add(terms_ + d, kVectorScale * vector[d]);
  softmax(probabilities);
}

bool LinearHead::train(std::span<const HeadExample> examples, uint32_t passes, uint64_t seed,
                       const std::function<bool(uint64_t, uint64_t)>& progress) {
  const size_t n = labels_;
  std::vector<float> squares(weights_.size(), 1e-4f), gradient(n);
  const auto learn = [&](size_t row, float times) {
    float* w = weights_.data() + row * n;
    float* s = squares.data() + row * n;
    for (size_t c = 0; c < n; ++c) {
      const float g = gradient[c] * times + kDecay * w[c];
      s[c] += g * g;
      w[c] -= kRate * g / std::sqrt(s[c]);
    }
  };
  const uint64_t total = uint64_t{passes} * examples.size();
  for (uint32_t pass = 0; pass < passes; ++pass) {
    const std::vector<uint32_t> order = shuffled_indices(examples.size(), seed + pass);
    for (size_t k = 0; k < order.size(); ++k) {
      const HeadExample& e = examples[order[k]];
      predict(*e.terms, e.vector, gradient);
      for (float& g : gradient) g -= kSmoothing / static_cast<float>(n);
      gradient[e.label] -= 1 - kSmoothing;
      for (size_t i = 0; i < e.terms->terms.size(); ++i)
        learn(e.terms->terms[i], e.terms->weights[i]);
      for (size_t d = 0; d < width_; ++d) learn(terms_ + d, kVectorScale * e.vector[d]);
      learn(terms_ + width_, 1);
      if (progress && k % 64 == 0 && !progress(pass * examples.size() + k, total)) return false;
    }
  }
  return true;
}

}  // namespace tinybrain
