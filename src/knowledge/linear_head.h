// Which answer or intent a text wants, learnt from examples: softmax regression on terms and, where there is an encoder, on
// the vector of the text. Trained in seconds, on a person's machine; few examples a label are enough to begin with.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/terms.h"

namespace tinybrain {

// Terms of a text as numbers of a vocabulary, weighted by rarity, of length 1.
struct TermVector {
  std::vector<uint32_t> terms;  // ascending
  std::vector<float> weights;
};

class TermVocabulary {
 public:
  using Terms = std::unordered_map<std::string, uint32_t> (*)(std::string_view text);
  TermVocabulary() = default;
  // Those that at least `least` of the texts have. terms: of a text, with how often each occurs.
  TermVocabulary(std::span<const std::string_view> texts, uint32_t least, Terms terms = terms_of);
  // As it was saved: names and rarities side by side.
  TermVocabulary(std::vector<std::string> names, std::vector<float> rarities,
                 Terms terms = terms_of);

  TermVector vector_of(std::string_view text) const;
  size_t size() const { return names_.size(); }
  const std::vector<std::string>& names() const { return names_; }
  const std::vector<float>& rarities() const { return rarities_; }

 private:
  Terms terms_ = terms_of;
  std::vector<std::string> names_;
  std::vector<float> rarities_;
  std::unordered_map<std::string, uint32_t> index_;
};

struct HeadExample {
  const TermVector* terms;
  const float* vector;  // [width]; may be null when width is 0
  uint32_t label;
};

class LinearHead {
 public:
  LinearHead() = default;
  LinearHead(size_t labels, size_t terms, size_t width);

  // Passes over the examples with AdaGrad (Duchi et al. 2011), in an order that depends on the seed alone.
  // progress(done, total) = false stops; then false is returned.
  bool train(std::span<const HeadExample> examples, uint32_t passes, uint64_t seed,
             const std::function<bool(uint64_t, uint64_t)>& progress = {});
  // probabilities[labels]
  void predict(const TermVector& terms, const float* vector, std::span<float> probabilities) const;

  size_t labels() const { return labels_; }
  size_t terms() const { return terms_; }
  size_t width() const { return width_; }
  bool empty() const { return labels_ == 0; }
  // [terms + width + 1][labels]: a row a term, a row a dimension of the vector, and the bias.
  std::vector<float>& weights() { return weights_; }
  const std::vector<float>& weights() const { return weights_; }

 private:
  size_t labels_ = 0, terms_ = 0, width_ = 0;
  std::vector<float> weights_;
};

}  // namespace tinybrain
