#include "skills/shop/outfit.h"

#include <algorithm>
#include <cmath>

#include "text/unicode.h"

namespace tinybrain::skills::shop {
namespace {

constexpr double kSmooth = 3;  // pairs of each sort that are taken as seen as often as by chance
constexpr size_t kMostOfCollection = 200, kCandidates = 12, kBeam = 60;
constexpr std::string Product::* kFeatures[] = {&Product::type, &Product::usage, &Product::season,
                                                &Product::colour};

std::pair<std::string, std::string> key(const std::string& a, const std::string& b) {
  return a < b ? std::pair{a, b} : std::pair{b, a};
}

bool is(const std::string& value, const std::string& wanted) {
  return wanted.empty() || value.empty() || unicode::folded(value) == unicode::folded(wanted);
}

}  // namespace

bool same_gender(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() || a == b || is(a, "unisex") || is(b, "unisex");
}

OutfitRules::OutfitRules(const Catalogue& catalogue) {
  std::map<std::string, std::vector<const Product*>> collections;
  // How often a value occurs among the products of one gender and slot: what would come by chance.
  std::map<std::pair<std::string, Slot>, std::pair<double, std::map<std::string, double>>> usual[4];
  for (const Product& p : catalogue.products) {
    if (p.slot == Slot::other) continue;
    auto& all = collections[p.collection];
    if (all.size() < kMostOfCollection) all.push_back(&p);
    for (size_t f = 0; f < 4; ++f) {
      auto& [count, values] = usual[f][{p.gender, p.slot}];
      count += 1;
      values[p.*kFeatures[f]] += 1;
    }
  }
  std::map<Key, double> together[4], chance[4];
  const auto by_chance = [&](size_t f, const Product& kept, const Product& changed) {
    const auto& [count, values] = usual[f][{changed.gender, changed.slot}];
    for (const auto& [value, times] : values)
      chance[f][key(kept.*kFeatures[f], value)] += 0.5 * times / count;
  };
  for (const auto& [name, products] : collections)
    for (size_t i = 0; i < products.size(); ++i)
      for (size_t j = i + 1; j < products.size(); ++j) {
        const Product &a = *products[i], &b = *products[j];
        if (a.slot == b.slot || !same_gender(a.gender, b.gender)) continue;
        ++pairs_;
        for (size_t f = 0; f < 4; ++f) {
          together[f][key(a.*kFeatures[f], b.*kFeatures[f])] += 1;
          by_chance(f, a, b);
          by_chance(f, b, a);
        }
      }
  for (size_t f = 0; f < 4; ++f)
    for (const auto& [pair, times] : chance[f])
      tables_[f][pair] = std::log((together[f][pair] + kSmooth) / (times + kSmooth));
}

Match OutfitRules::match(const Product& a, const Product& b) const {
  double values[4] = {};
  for (size_t f = 0; f < 4; ++f) {
    const auto at = tables_[f].find(key(a.*kFeatures[f], b.*kFeatures[f]));
    if (at != tables_[f].end()) values[f] = at->second;
  }
  return {.type = values[0],
          .usage = values[1],
          .season = values[2],
          .colour = values[3],
          .harmony = harmony_of(a.colour, b.colour)};
}

std::vector<Outfit> outfits(const Catalogue& catalogue, const OutfitRules& rules,
                            std::span<const size_t> there, const OutfitWish& wish) {
  const auto& products = catalogue.products;
  const auto worn = [&](Slot slot) {
    return std::any_of(there.begin(), there.end(),
                       [&](size_t i) { return products[i].slot == slot; });
  };
  const bool dressed = worn(Slot::dress);
  std::string gender = wish.gender, usage = wish.usage, season = wish.season;
  for (const size_t i : there) {
    if (gender.empty()) gender = products[i].gender;
    if (usage.empty()) usage = products[i].usage;
    if (season.empty()) season = products[i].season;
  }
  std::vector<Outfit> beam(1);
  for (const Slot slot : {Slot::top, Slot::bottom, Slot::shoes, Slot::bag, Slot::watch}) {
    if (worn(slot) || (dressed && (slot == Slot::top || slot == Slot::bottom))) continue;
    std::vector<std::pair<double, size_t>> fitting;
    for (size_t i = 0; i < products.size(); ++i) {
      const Product& p = products[i];
      if (p.slot != slot || !same_gender(p.gender, gender) || !is(p.usage, wish.usage) ||
          (wish.budget > 0 && p.price > wish.budget))
        continue;
      double score = (is(p.usage, usage) ? 0.5 : 0) + (is(p.season, season) ? 0.5 : 0);
      for (const size_t j : there) score += rules.match(p, products[j]).score();
      fitting.push_back({-score, i});
    }
    std::sort(fitting.begin(), fitting.end());
    if (fitting.size() > kCandidates) fitting.resize(kCandidates);
    std::vector<Outfit> next;
    for (const Outfit& outfit : beam) {
      for (const auto& [minus, i] : fitting) {
        Outfit more = outfit;
        more.price += products[i].price;
        if (wish.budget > 0 && more.price > wish.budget) continue;
        more.score -= minus;
        for (const size_t j : outfit.added)
          more.score += rules.match(products[i], products[j]).score();
        more.added.push_back(i);
        next.push_back(std::move(more));
      }
      // Without that part: where nothing fits or the money is out.
      if (fitting.empty() || wish.budget > 0) next.push_back(outfit);
    }
    std::stable_sort(next.begin(), next.end(), [](const Outfit& a, const Outfit& b) {
      return a.added.size() != b.added.size() ? a.added.size() > b.added.size() : a.score > b.score;
    });
    if (next.size() > kBeam) next.resize(kBeam);
    beam = std::move(next);
  }
  std::vector<Outfit> chosen;
  for (const size_t fresh : {size_t{2}, size_t{1}})
    for (const Outfit& outfit : beam) {
      if (chosen.size() == wish.most || outfit.added.empty()) break;
      const bool new_enough = std::all_of(chosen.begin(), chosen.end(), [&](const Outfit& other) {
        size_t differ = 0;
        for (const size_t i : outfit.added)
          differ += std::find(other.added.begin(), other.added.end(), i) == other.added.end();
        return differ >= std::min(fresh, outfit.added.size());
      });
      if (new_enough) chosen.push_back(outfit);
    }
  return chosen;
}

}  // namespace tinybrain::skills::shop
