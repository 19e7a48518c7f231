// Are the reasons true? Columns that are named as reasons are taken away, and others at random.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/rng.h"
#include "eval/statistics.h"
#include "skills/loan/report.h"

namespace tinybrain::skills::loan {
namespace {

using namespace tables;

constexpr size_t kMostRows = 300, kOthers = 30, kRandom = 10;

}  // namespace

Json deletion_test(const Screen& screen, const Matrix& rows, size_t count, uint64_t seed) {
  const ScoreModel& model = screen.model(screen.mitigation);
  count = std::min(count, rows.d);
  std::vector<uint32_t> some = shuffled_indices(rows.rows(), seed);
  some.resize(std::min(some.size(), kMostRows));
  Rng rng(seed);
  std::vector<double> by_reasons, at_random, changed;
  for (uint32_t i : some) {
    const auto row = rows.row(i);
    const double z = model.log_odds(row), sign = z >= logit(screen.cut) ? 1 : -1;
    std::vector<uint32_t> others;
    for (size_t k = 0; k < kOthers; ++k) others.push_back(static_cast<uint32_t>(rng.next() % rows.rows()));
    // How far the decision falls without these columns, on average over what others have there.
    const auto fall = [&](std::span<const uint32_t> columns) {
      double sum = 0;
      for (uint32_t other : others) {
        changed.assign(row.begin(), row.end());
        for (uint32_t c : columns) changed[c] = rows.row(other)[c];
        sum += sign * (z - model.log_odds(changed));
      }
      return sum / kOthers;
    };
    const std::vector<double> effects = model.contributions(row);
    std::vector<uint32_t> order(rows.d);
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
      return sign * effects[a] > sign * effects[b];
    });
    order.resize(count);
    by_reasons.push_back(fall(order));
    double random = 0;
    for (size_t k = 0; k < kRandom; ++k) {
      std::vector<uint32_t> any = shuffled_indices(rows.d, rng.next());
      any.resize(count);
      random += fall(any) / kRandom;
    }
    at_random.push_back(random);
  }
  const auto mean = [](const std::vector<double>& values, std::span<const uint32_t> which) {
    double sum = 0;
    for (uint32_t i : which) sum += values[i];
    return sum / static_cast<double>(which.size());
  };
  std::vector<uint32_t> all(some.size());
  std::iota(all.begin(), all.end(), 0u);
  // A fall at random of nothing or less would make any ratio: held at a thousandth.
  const auto ratio = [&](std::span<const uint32_t> which) {
    return mean(by_reasons, which) / std::max(1e-3, mean(at_random, which));
  };
  const Interval interval = bootstrap(all.size(), ratio, seed);
  Json j;
  j.set("columns", count).set("rows", all.size()).set("fall", mean(by_reasons, all));
  j.set("fall_at_random", mean(at_random, all)).set("ratio", ratio(all));
  return j.set("interval", Json(Json::Array{interval.low, interval.high}));
}

}  // namespace tinybrain::skills::loan
