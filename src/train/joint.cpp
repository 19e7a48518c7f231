#include "train/joint.h"

#include <algorithm>

#include "base/error.h"
#include "base/rng.h"

namespace tinybrain {

void JointObjective::add(std::unique_ptr<Objective> objective, bool counts, size_t batches) {
  const size_t n = objective->examples();
  if (n == 0) return;
  if (batches == 0) batches = (n + batch_ - 1) / batch_;
  parts_.push_back({std::move(objective), counts, batches, next_});
  next_ += static_cast<uint32_t>(n);
  total_ += batches * batch_;
}

const JointObjective::Part& JointObjective::part_of(uint32_t pick) const {
  const auto after = std::upper_bound(parts_.begin(), parts_.end(), pick,
                                      [](uint32_t p, const Part& part) { return p < part.first; });
  return *std::prev(after);
}

size_t JointObjective::tokens(uint32_t pick) const {
  const Part& part = part_of(pick);
  return part.objective->tokens(pick - part.first);
}

std::vector<uint32_t> JointObjective::order(uint64_t seed) const {
  std::vector<std::vector<uint32_t>> batches;
  for (size_t p = 0; p < parts_.size(); ++p) {
    const Part& part = parts_[p];
    std::vector<uint32_t> order;
    for (size_t round = 0; order.size() < part.batches * batch_; ++round)
      for (uint32_t i : part.objective->order(seed * 31 + p * 7 + round * 1009))
        order.push_back(part.first + i);
    for (size_t b = 0; b < part.batches; ++b)
      batches.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(b * batch_),
                           order.begin() + static_cast<std::ptrdiff_t>((b + 1) * batch_));
  }
  std::vector<uint32_t> all;
  for (uint32_t b : shuffled_indices(batches.size(), seed))
    all.insert(all.end(), batches[b].begin(), batches[b].end());
  return all;
}

void JointObjective::begin_step(uint64_t step) {
  for (Part& part : parts_) part.objective->begin_step(step);
}

double JointObjective::learn(Network& network, std::span<const uint32_t> picks) {
  const Part& part = part_of(picks.front());
  std::vector<uint32_t> own;
  for (uint32_t pick : picks) own.push_back(pick - part.first);
  return part.objective->learn(network, own);
}

double JointObjective::score(Network& network) {
  double sum = 0;
  size_t count = 0;
  for (Part& part : parts_) {
    if (!part.counts) continue;
    sum += part.objective->score(network);
    ++count;
  }
  return count ? sum / static_cast<double>(count) : 0;
}

std::vector<Parameter*> JointObjective::parameters() {
  std::vector<Parameter*> all;
  for (Part& part : parts_)
    for (Parameter* p : part.objective->parameters()) all.push_back(p);
  return all;
}

}  // namespace tinybrain
