#include "skills/shop/search.h"

#include <algorithm>
#include <cmath>

#include "skills/shop/colours.h"
#include "skills/shop/outfit.h"
#include "text/terms.h"
#include "text/unicode.h"

namespace tinybrain::skills::shop {
namespace {

// With the English of Korean words that shops use.
std::string with_translations(const std::string& words) {
  const std::string folded = unicode::folded(unicode::repaired(words));
  std::string all = folded;
  for (size_t at = 0; at < folded.size();) {
    const size_t end = std::min(folded.find(' ', at), folded.size());
    const std::string other = translated(std::string_view(folded).substr(at, end - at));
    if (!other.empty()) all += " " + other;
    at = end + 1;
  }
  return all;
}

bool is(const std::string& value, const std::string& wanted) {
  return wanted.empty() || unicode::folded(value) == unicode::folded(unicode::repaired(wanted));
}

}  // namespace

Search::Search(const Catalogue& catalogue) : catalogue_(catalogue) {
  for (const Product& p : catalogue.products) {
    terms_.push_back(terms_of(p.name + " " + p.type + " " + p.colour + " " + p.gender + " " +
                              p.usage + " " + p.season));
    for (const auto& [term, times] : terms_.back()) ++having_[term];
  }
}

std::vector<std::pair<size_t, double>> Search::find(const SearchWish& wish) const {
  const auto wanted = terms_of(with_translations(wish.words));
  const auto all = static_cast<double>(terms_.size());
  std::vector<std::pair<size_t, double>> found;
  for (size_t i = 0; i < terms_.size(); ++i) {
    const Product& p = catalogue_.products[i];
    if ((wish.at_most > 0 && !(p.price > 0 && p.price <= wish.at_most)) ||
        !is(p.usage, wish.usage) || !is(p.season, wish.season) ||
        !(wish.gender.empty() || same_gender(p.gender, wish.gender)))
      continue;
    double score = 0;
    for (const auto& [term, times] : wanted) {
      const auto at = having_.find(term);
      if (at != having_.end() && terms_[i].contains(term)) score += std::log(1 + all / at->second);
    }
    if (score > 0)
      found.push_back({i, score / std::sqrt(8.0 + static_cast<double>(terms_[i].size()))});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  if (found.size() > wish.most) found.resize(wish.most);
  return found;
}

}  // namespace tinybrain::skills::shop
