// How alike items are, a feed that is as wide as a dial says (maximal marginal relevance), and how wide a feed is.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "skills/curator/library.h"

namespace tinybrain::skills::curator {

// By tags and creators in common, the rare ones counting more: 0 = nothing, 1 = the same.
class Likeness {
 public:
  explicit Likeness(const Library& library);
  double of(size_t one, size_t other) const;

 private:
  std::vector<std::vector<std::pair<uint32_t, float>>> features_;  // sorted, of length 1
};

struct Placed {
  size_t work = 0;
  double taste = 0;  // as it was ranked by
  double fresh = 1;  // 1 - likeness to the nearest of those before it
};
// ranked: works with their scores, best first. dial 0 = by taste alone; 1 = taste only breaks ties.
std::vector<Placed> widened(std::span<const std::pair<size_t, double>> ranked,
                            const Likeness& likeness, double dial, size_t most);

struct Width {
  double topics = 0;    // how many tags as if all were equally frequent: exp of the entropy
  double distance = 0;  // mean of 1 - likeness over pairs
  double beyond = 0;    // share of items without any of the three tags that the person had most
};
Width width_of(std::span<const Placed> feed, const Library& library, const Likeness& likeness,
               const std::unordered_map<std::string, size_t>& had);

}  // namespace tinybrain::skills::curator
