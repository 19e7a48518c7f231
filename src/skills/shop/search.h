// Finding products by words, in English and Korean, with the bounds that a person names.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "skills/shop/catalogue.h"

namespace tinybrain::skills::shop {

struct SearchWish {
  std::string words;
  std::string gender, usage, season;  // "" = any
  double at_most = 0;                 // price; 0 = any
  size_t most = 10;
};

class Search {
 public:
  explicit Search(const Catalogue& catalogue);
  // Places in the catalogue and how well they fit, best first.
  std::vector<std::pair<size_t, double>> find(const SearchWish& wish) const;

 private:
  const Catalogue& catalogue_;
  std::vector<std::unordered_map<std::string, uint32_t>> terms_;
  std::unordered_map<std::string, uint32_t> having_;
};

}  // namespace tinybrain::skills::shop
