// Texts that share terms with a question, by BM25 (Robertson and Zaragoza 2009).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tinybrain {

class LexicalIndex {
 public:
  explicit LexicalIndex(const std::vector<std::string_view>& texts);

  // For every text, its score as a share of what the question would get against itself: 0 to about 1.
  std::vector<float> scores(std::string_view question) const;
  // The share of the question's terms, weighted by rarity, that no text has: 0 to 1.
  float unseen_share(std::string_view question) const;

 private:
  float weight(double count, double length) const;
  struct Posting {
    uint32_t text;
    float weight;  // without the term's rarity
  };
  struct Term {
    float rarity = 0;  // inverse document frequency
    std::vector<Posting> postings;
  };
  std::unordered_map<std::string, Term> terms_;
  size_t texts_;
  double mean_length_ = 1;
  float unseen_ = 0;  // rarity of a term that no text has
};

}  // namespace tinybrain
