// Outfits: which types, colours, seasons and uses a shop puts into one collection, learnt from its catalogue, with a table of
// colour harmony; and a search for whole outfits around what is there.
#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "skills/shop/catalogue.h"
#include "skills/shop/colours.h"

namespace tinybrain::skills::shop {

// How two products go together: log of how many times as often as by chance they stand in one collection, by each feature.
struct Match {
  double type = 0, usage = 0, season = 0, colour = 0;
  Harmony harmony = Harmony::unknown;
  double score() const { return type + usage + season + 0.5 * colour + 0.3 * value_of(harmony); }
};

class OutfitRules {
 public:
  explicit OutfitRules(const Catalogue& catalogue);
  Match match(const Product& a, const Product& b) const;
  size_t pairs() const { return pairs_; }  // of one collection, that it was learnt from

 private:
  using Key = std::pair<std::string, std::string>;
  std::map<Key, double> tables_[4];
  size_t pairs_ = 0;
};

struct OutfitWish {
  std::string usage, season, gender;  // "" = any, or that of what is there
  double budget = 0;                  // for what is added; 0 = none
  size_t most = 3;
};
struct Outfit {
  std::vector<size_t> added;  // places in the catalogue
  double score = 0, price = 0;
};
bool same_gender(const std::string& a, const std::string& b);
// The best outfits around the products that are there; each has at least two products that the ones before have not, or all
// there are. Empty: nothing fits.
std::vector<Outfit> outfits(const Catalogue& catalogue, const OutfitRules& rules,
                            std::span<const size_t> there, const OutfitWish& wish);

}  // namespace tinybrain::skills::shop
