#include "skills/curator/width.h"

#include <algorithm>
#include <cmath>

namespace tinybrain::skills::curator {
namespace {

constexpr size_t kCandidates = 200;  // the best by taste; a feed never goes further down

}  // namespace

Likeness::Likeness(const Library& library) {
  std::unordered_map<std::string, uint32_t> place;
  std::vector<float> having;
  features_.resize(library.works.size());
  for (size_t i = 0; i < library.works.size(); ++i) {
    std::vector<std::string> names = library.works[i].item.tags;
    if (!library.works[i].item.creator.empty())
      names.push_back("by " + library.works[i].item.creator);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string& name : names) {
      const auto [at, fresh] = place.try_emplace(name, static_cast<uint32_t>(having.size()));
      if (fresh) having.push_back(0);
      having[at->second] += 1;
      features_[i].push_back({at->second, 0});
    }
  }
  for (auto& features : features_) {
    float square = 0;
    for (auto& [feature, weight] : features) {
      weight = std::log(1 + static_cast<float>(features_.size()) / having[feature]);
      square += weight * weight;
    }
    for (auto& [feature, weight] : features) weight /= std::sqrt(square);
    std::sort(features.begin(), features.end());
  }
}

double Likeness::of(size_t one, size_t other) const {
  double sum = 0;
  auto at = features_[other].begin();
  for (const auto& [feature, weight] : features_[one]) {
    while (at != features_[other].end() && at->first < feature) ++at;
    if (at != features_[other].end() && at->first == feature)
      sum += static_cast<double>(weight) * static_cast<double>(at->second);
  }
  return sum;
}

std::vector<Placed> widened(std::span<const std::pair<size_t, double>> ranked,
                            const Likeness& likeness, double dial, size_t most) {
  ranked = ranked.first(std::min(ranked.size(), std::max(kCandidates, most)));
  std::vector<Placed> feed;
  if (ranked.empty()) return feed;
  const double high = ranked.front().second, span = std::max(high - ranked.back().second, 1e-12);
  std::vector<double> nearest(ranked.size());  // likeness to what was placed
  std::vector<bool> used(ranked.size());
  while (feed.size() < std::min(most, ranked.size())) {
    size_t best = ranked.size();
    double best_value = 0;
    for (size_t i = 0; i < ranked.size(); ++i) {
      if (used[i]) continue;
      const double taste = 1 - (high - ranked[i].second) / span;
      const double value = std::max(1 - dial, 1e-3) * taste - dial * nearest[i];
      if (best == ranked.size() || value > best_value) {
        best = i;
        best_value = value;
      }
    }
    used[best] = true;
    feed.push_back(
        {.work = ranked[best].first, .taste = ranked[best].second, .fresh = 1 - nearest[best]});
    for (size_t i = 0; i < ranked.size(); ++i)
      if (!used[i])
        nearest[i] = std::max(nearest[i], likeness.of(ranked[i].first, ranked[best].first));
  }
  return feed;
}

Width width_of(std::span<const Placed> feed, const Library& library, const Likeness& likeness,
               const std::unordered_map<std::string, size_t>& had) {
  Width w;
  std::unordered_map<std::string, double> shares;
  double all = 0;
  for (const Placed& p : feed)
    for (const std::string& tag : library.works[p.work].item.tags) {
      shares[tag] += 1;
      all += 1;
    }
  double entropy = 0;
  for (const auto& [tag, count] : shares) entropy -= count / all * std::log(count / all);
  w.topics = all > 0 ? std::exp(entropy) : 0;
  std::vector<std::pair<size_t, std::string>> usual;
  for (const auto& [tag, count] : had) usual.push_back({count, tag});
  std::sort(usual.rbegin(), usual.rend());
  if (usual.size() > 3) usual.resize(3);
  size_t pairs = 0, beyond = 0;
  for (size_t i = 0; i < feed.size(); ++i) {
    for (size_t j = i + 1; j < feed.size(); ++j, ++pairs)
      w.distance += 1 - likeness.of(feed[i].work, feed[j].work);
    const auto& tags = library.works[feed[i].work].item.tags;
    beyond += std::none_of(usual.begin(), usual.end(), [&](const auto& one) {
      return std::find(tags.begin(), tags.end(), one.second) != tags.end();
    });
  }
  if (pairs > 0) w.distance /= static_cast<double>(pairs);
  if (!feed.empty()) w.beyond = static_cast<double>(beyond) / static_cast<double>(feed.size());
  return w;
}

}  // namespace tinybrain::skills::curator
