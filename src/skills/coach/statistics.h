// Robust statistics over small series of days.
#pragma once

#include <vector>

namespace tinybrain::skills::coach {

struct Slope {
  double value = 0, low = 0, high = 0;  // a unit of x; 95 % interval
};
// Theil and Sen's slope: the median over all pairs; the interval by Kendall's variance. At least 3 points.
Slope robust_slope(const std::vector<double>& x, const std::vector<double>& y);
double median_of(std::vector<double> values);              // of at least one
double quantile_of(std::vector<double> values, double q);  // of at least one, linear between ranks
double mean_of(const std::vector<double>& values);
double deviation_of(const std::vector<double>& values);  // of the sample; 0 for fewer than 2
// Weights w that minimize |Xw - y|^2 + lambda |w|^2; rows of X are samples.
std::vector<double> ridge(const std::vector<std::vector<double>>& x, const std::vector<double>& y,
                          double lambda);

}  // namespace tinybrain::skills::coach
