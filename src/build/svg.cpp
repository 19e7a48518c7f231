#include "build/svg.h"

#include <algorithm>
#include <cmath>

#include "base/format.h"
#include "text/html.h"

namespace tinybrain::svg {
namespace {

constexpr double kWidth = 560, kHeight = 300, kLeft = 60, kRight = 16, kTop = 34, kBottom = 46;
constexpr const char* kColours[] = {"#2a6fdb", "#c2410c", "#15803d", "#7e22ce"};

// Round numbers between which [low, high] lies, about `count` steps apart.
std::vector<double> ticks(double low, double high, int count) {
  const double span = std::max(1e-12, high - low), raw = span / count;
  const double power = std::pow(10, std::floor(std::log10(raw)));
  double step = power;
  for (double f : {1.0, 2.0, 5.0, 10.0})
    if (f * power >= raw) {
      step = f * power;
      break;
    }
  std::vector<double> found;
  for (double at = std::ceil(low / step) * step; at <= high + 1e-9 * span; at += step)
    found.push_back(std::abs(at) < 1e-12 * span ? 0 : at);
  return found;
}

std::string open(std::string_view title, double height) {
  return fmt::format(
      "<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\" "
      "style=\"max-width:{:.0f}px;width:100%;height:auto;font:12px sans-serif\" "
      "fill=\"currentColor\">"
      "<text x=\"{:.0f}\" y=\"18\" font-weight=\"600\">{}</text>",
      kWidth, height, escape_html(title), kWidth, 4.0, escape_html(title));
}

}  // namespace

std::string plot(std::string_view title, std::string_view x_label, std::string_view y_label,
                 const std::vector<Series>& series, bool diagonal) {
  double x0 = 1e300, x1 = -1e300, y0 = 1e300, y1 = -1e300;
  for (const Series& s : series)
    for (const Point& p : s.points) {
      if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
      x0 = std::min(x0, p.x), x1 = std::max(x1, p.x);
      y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
    }
  if (diagonal) x0 = y0 = 0, x1 = y1 = 1;
  if (x0 > x1) return {};
  if (x1 - x0 < 1e-12) x1 = x0 + 1;
  if (y1 - y0 < 1e-12) y1 = y0 + 1;
  const auto px = [&](double x) {
    return kLeft + (x - x0) / (x1 - x0) * (kWidth - kLeft - kRight);
  };
  const auto py = [&](double y) {
    return kHeight - kBottom - (y - y0) / (y1 - y0) * (kHeight - kTop - kBottom);
  };
  std::string out = open(title, kHeight);
  for (double y : ticks(y0, y1, 5))
    out += fmt::format(
        "<line x1=\"{0:.0f}\" x2=\"{1:.0f}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\" stroke=\"currentColor\" "
        "opacity=\"0.15\"/><text x=\"{3:.0f}\" y=\"{4:.1f}\" text-anchor=\"end\">{5:.4g}</text>",
        kLeft, kWidth - kRight, py(y), kLeft - 6, py(y) + 4, y);
  for (double x : ticks(x0, x1, 6))
    out += fmt::format("<text x=\"{:.1f}\" y=\"{:.0f}\" text-anchor=\"middle\">{:.6g}</text>",
                       px(x), kHeight - kBottom + 18, x);
  out += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"middle\">{}</text>",
                     (kLeft + kWidth - kRight) / 2, kHeight - 8, escape_html(x_label));
  out += fmt::format(
      "<text x=\"14\" y=\"{0:.0f}\" text-anchor=\"middle\" transform=\"rotate(-90 14 {0:.0f})\">"
      "{1}</text>",
      (kTop + kHeight - kBottom) / 2, escape_html(y_label));
  if (diagonal)
    out += fmt::format(
        "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"currentColor\" "
        "opacity=\"0.5\" stroke-dasharray=\"4 4\"/>",
        px(0), py(0), px(1), py(1));
  for (size_t i = 0; i < series.size(); ++i) {
    const char* colour = kColours[i % std::size(kColours)];
    std::string line;
    for (const Point& p : series[i].points) {
      if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
      if (series[i].dots)
        out += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" fill=\"{}\"/>", px(p.x),
                           py(p.y), colour);
      line += fmt::format("{:.1f},{:.1f} ", px(p.x), py(p.y));
    }
    if (!series[i].dots)
      out += fmt::format("<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"2\" points=\"{}\"/>",
                         colour, line);
    out += fmt::format("<text x=\"{:.0f}\" y=\"18\" text-anchor=\"end\" fill=\"{}\">{}</text>",
                       kWidth - kRight - 110.0 * static_cast<double>(series.size() - 1 - i), colour,
                       escape_html(series[i].name));
  }
  return out + "</svg>";
}

std::string bars(std::string_view title,
                 const std::vector<std::pair<std::string, double>>& values) {
  constexpr double kRow = 20, kLabel = 200;
  const double height = kTop + kRow * static_cast<double>(values.size()) + 8;
  std::string out = open(title, height);
  double y = kTop;
  for (const auto& [name, value] : values) {
    const double share = std::clamp(value, 0.0, 1.0);
    out += fmt::format(
        "<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">{}</text>"
        "<rect x=\"{:.0f}\" y=\"{:.0f}\" width=\"{:.1f}\" height=\"14\" fill=\"{}\"/>"
        "<text x=\"{:.1f}\" y=\"{:.0f}\">{:.1f} %</text>",
        kLabel - 6, y + 12, escape_html(name), kLabel, y, share * (kWidth - kLabel - 70),
        kColours[0], kLabel + share * (kWidth - kLabel - 70) + 6, y + 12, 100 * value);
    y += kRow;
  }
  return out + "</svg>";
}

}  // namespace tinybrain::svg
