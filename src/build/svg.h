// Small plots for reports, as SVG text: one series or a few, no script, readable in light and dark.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tinybrain::svg {

struct Point {
  double x, y;
};
struct Series {
  std::string name;
  std::vector<Point> points;
  bool dots = false;  // points instead of a line
};

// Lines over the same axes. With diagonal, also the line y = x (reliability).
std::string plot(std::string_view title, std::string_view x_label, std::string_view y_label,
                 const std::vector<Series>& series, bool diagonal = false);
// Horizontal bars, a value in [0, 1] each.
std::string bars(std::string_view title, const std::vector<std::pair<std::string, double>>& values);

}  // namespace tinybrain::svg
