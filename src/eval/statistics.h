// How sure a measured figure is, and whether two systems differ.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace tinybrain {

struct Interval {
  double low = 0, high = 0;
};

// 95 % interval of a share (Wilson 1927).
Interval wilson(uint64_t hits, uint64_t all);

// P(X <= x) of a beta distribution, a and b above 0: how sure it is that a share is at most x.
double beta_cdf(double x, double a, double b);

// Two systems on the same texts: right[i] tells whether each was right on text i.
struct PairedTest {
  uint64_t texts = 0, only_first = 0, only_second = 0;  // right where the other was wrong
  double difference = 0;                                // accuracy of the second minus the first's
  Interval interval;                                    // 95 %, by resampling texts
  double p_value = 1;                                   // McNemar's exact test, two-sided
};
PairedTest compare(const std::vector<bool>& first, const std::vector<bool>& second, uint64_t seed);

// 95 % percentile interval of statistic(indices) over resamples of n items with replacement (Efron 1979).
Interval bootstrap(size_t n, const std::function<double(std::span<const uint32_t>)>& statistic,
                   uint64_t seed, size_t resamples = 2000);

}  // namespace tinybrain
