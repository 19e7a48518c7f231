#include "data/split.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/messages/data.h"
#include "base/rng.h"
#include "data/check.h"

namespace tinybrain {

Split split_dataset(const Dataset& dataset, double dev_share, double test_share, uint64_t seed) {
  if (!(dev_share >= 0 && test_share >= 0 && dev_share + test_share < 1))
    throw Error(Code::bad_argument, msg::kDataBadShares);
  const std::vector<uint32_t> alike = first_alike(dataset.examples, true, 0.9);
  // Groups by the label of their first example, in order of appearance.
  std::map<std::string, std::vector<std::vector<uint32_t>>> by_label;
  std::map<uint32_t, std::pair<std::string, size_t>> place;
  for (uint32_t i = 0; i < dataset.examples.size(); ++i) {
    const auto [found, is_new] = place.try_emplace(alike[i]);
    if (is_new) {
      const std::string& label = dataset.examples[i].label;
      found->second = {label, by_label[label].size()};
      by_label[label].emplace_back();
    }
    by_label[found->second.first][found->second.second].push_back(i);
  }
  Split split;
  Rng rng(seed);
  for (auto& [label, groups] : by_label) {
    size_t count = 0;
    for (const auto& g : groups) count += g.size();
    for (size_t i = groups.size(); i > 1; --i) std::swap(groups[i - 1], groups[rng.next() % i]);
    const auto share = [&](double s) {
      return static_cast<size_t>(s * static_cast<double>(count) + 0.5);
    };
    const size_t dev = share(dev_share), test = share(test_share);
    size_t in_dev = 0, in_test = 0;
    for (const auto& g : groups) {
      auto& side = in_test + g.size() <= test ? split.test
                   : in_dev + g.size() <= dev ? split.dev
                                              : split.train;
      if (&side == &split.test) in_test += g.size();
      if (&side == &split.dev) in_dev += g.size();
      side.insert(side.end(), g.begin(), g.end());
    }
  }
  for (auto* side : {&split.train, &split.dev, &split.test}) std::sort(side->begin(), side->end());
  return split;
}

}  // namespace tinybrain
