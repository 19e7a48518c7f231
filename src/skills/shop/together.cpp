#include "skills/shop/together.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "text/unicode.h"

namespace tinybrain::skills::shop {
namespace {

// Chosen by cross-validation on the first three days of online_retail (docs/skills/shop.md).
constexpr double kRidge = 10, kNames = 0.2;
constexpr double kSmooth = 1;  // of how often two items are bought together

// Words of two characters or more, folded; others are numbers and letters that say nothing.
std::vector<std::string> words_of(const std::string& name) {
  std::vector<std::string> words;
  std::string word;
  const std::string folded = unicode::folded(name);
  for (size_t i = 0; i <= folded.size();) {
    const auto c = i < folded.size() ? unicode::decode(std::string_view(folded).substr(i))
                                     : unicode::Decoded{' ', 1, true, false};
    if (unicode::class_of(c.c) & (unicode::kLetter | unicode::kMark | unicode::kNumber)) {
      unicode::append(word, c.c);
    } else {
      if (word.size() > 1) words.push_back(word);
      word.clear();
    }
    i += c.length;
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

// The inverse of a symmetric positive definite matrix [n][n], in place, by Gauss-Jordan without pivots.
void invert(std::vector<double>& a, size_t n) {
  for (size_t k = 0; k < n; ++k) {
    double* const row = &a[k * n];
    const double pivot = 1 / row[k];
    row[k] = 1;
    for (size_t j = 0; j < n; ++j) row[j] *= pivot;
    for (size_t i = 0; i < n; ++i) {
      if (i == k || a[i * n + k] == 0) continue;
      const double factor = a[i * n + k];
      double* const other = &a[i * n];
      other[k] = 0;
      for (size_t j = 0; j < n; ++j) other[j] -= factor * row[j];
    }
  }
}

}  // namespace

Together::Together(const Purchases& purchases) : purchases_(purchases) {
  const size_t all = purchases.baskets.size(), items = purchases.ids.size();
  count_ = std::min(all, kMostBaskets);
  const auto basket = [&](size_t n) -> const Basket& {
    return purchases.baskets[all - count_ + n];
  };
  where_.resize(items);
  for (size_t n = 0; n < count_; ++n)
    for (const uint32_t item : basket(n).items) where_[item].push_back(static_cast<uint32_t>(n));
  kernel_.assign(count_ * count_, 0);
  for (size_t n = 0; n < count_; ++n) kernel_[n * count_ + n] = kRidge;
  for (const auto& where : where_)
    for (const uint32_t a : where)
      for (const uint32_t b : where) kernel_[a * count_ + b] += 1;
  invert(kernel_, count_);
  left_.resize(items, 1);
  for (size_t item = 0; item < items; ++item)
    for (const uint32_t a : where_[item])
      for (const uint32_t b : where_[item]) left_[item] -= kernel_[a * count_ + b];

  std::unordered_map<std::string, uint32_t> place;
  std::vector<uint32_t> having;
  words_.resize(items);
  for (size_t item = 0; item < items; ++item)
    for (const std::string& word : words_of(purchases.names[item])) {
      const auto [at, fresh] = place.try_emplace(word, static_cast<uint32_t>(spelt_.size()));
      if (fresh) {
        spelt_.push_back(word);
        having.push_back(0);
      }
      ++having[at->second];
      words_[item].push_back({at->second, 0});
    }
  for (Words& words : words_) {
    double square = 0;
    for (auto& [word, weight] : words) {
      weight = std::log(1 + static_cast<double>(items) / having[word]);
      square += weight * weight;
    }
    for (auto& [word, weight] : words) weight /= std::sqrt(square);
    std::sort(words.begin(), words.end());
  }
}

double Together::alike(uint32_t a, uint32_t b) const {
  double sum = 0;
  auto other = words_[b].begin();
  for (const auto& [word, weight] : words_[a]) {
    while (other != words_[b].end() && other->first < word) ++other;
    if (other != words_[b].end() && other->first == word) sum += weight * other->second;
  }
  return sum;
}

Companion Together::companion(uint32_t item, std::span<const uint32_t> basket) const {
  Companion best;
  double most = -1;
  for (const uint32_t with : basket) {
    std::vector<uint32_t> both;
    std::set_intersection(where_[item].begin(), where_[item].end(), where_[with].begin(),
                          where_[with].end(), std::back_inserter(both));
    const double n = static_cast<double>(both.size());
    const double chance = static_cast<double>(where_[item].size()) *
                          static_cast<double>(where_[with].size()) / static_cast<double>(count_);
    const double value = n + 3 * alike(item, with);
    if (value <= most) continue;
    most = value;
    best = {.with = with,
            .both = static_cast<uint32_t>(both.size()),
            .with_all = static_cast<uint32_t>(where_[with].size()),
            .times = (n + kSmooth) / (chance + kSmooth),
            .words = {}};
  }
  std::vector<std::pair<double, uint32_t>> common;
  for (const auto& [word, weight] : words_[item])
    for (const auto& [other, other_weight] : words_[best.with])
      if (word == other) common.push_back({-weight * other_weight, word});
  std::sort(common.begin(), common.end());
  for (size_t i = 0; i < std::min<size_t>(common.size(), 3); ++i)
    best.words += (i ? ", " : "") + spelt_[common[i].second];
  return best;
}

std::vector<Suggestion> Together::suggest(std::span<const uint32_t> basket, size_t most) const {
  std::vector<double> seen(count_), spread(count_);
  for (const uint32_t item : basket)
    for (const uint32_t n : where_[item]) seen[n] += 1;
  for (size_t n = 0; n < count_; ++n)
    if (seen[n] != 0)
      for (size_t m = 0; m < count_; ++m) spread[m] += seen[n] * kernel_[n * count_ + m];
  std::vector<Suggestion> all;
  for (uint32_t item = 0; item < where_.size(); ++item) {
    if (std::find(basket.begin(), basket.end(), item) != basket.end()) continue;
    Suggestion s{.item = item, .why = {}};
    for (const uint32_t n : where_[item]) s.baskets += spread[n];
    s.baskets /= std::max(left_[item], 1e-9);
    for (const uint32_t other : basket) s.names = std::max(s.names, kNames * alike(item, other));
    if (basket.empty())
      s.baskets = static_cast<double>(where_[item].size()) / static_cast<double>(count_);
    s.score = s.baskets + s.names;
    all.push_back(s);
  }
  most = std::min(most, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(most), all.end(),
                    [&](const Suggestion& a, const Suggestion& b) {
                      if (a.score != b.score) return a.score > b.score;
                      const auto& bought = purchases_.bought;
                      if (bought[a.item] != bought[b.item]) return bought[a.item] > bought[b.item];
                      return purchases_.ids[a.item] < purchases_.ids[b.item];
                    });
  all.resize(most);
  for (Suggestion& s : all) s.why = companion(s.item, basket);
  return all;
}

}  // namespace tinybrain::skills::shop
