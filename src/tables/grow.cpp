#include "tables/grow.h"

#include <algorithm>
#include <cmath>

namespace tinybrain::tables {
namespace {

constexpr size_t kMostEdges = 63;

std::vector<double> edges_of(const Matrix& rows, size_t column) {
  std::vector<double> values;
  for (size_t i = 0; i < rows.rows(); ++i)
    if (const double v = rows.row(i)[column]; !std::isnan(v)) values.push_back(v);
  std::sort(values.begin(), values.end());
  std::vector<double> different = values;
  different.erase(std::unique(different.begin(), different.end()), different.end());
  std::vector<double> edges;
  if (different.size() <= kMostEdges) {
    for (size_t i = 0; i + 1 < different.size(); ++i)
      edges.push_back((different[i] + different[i + 1]) / 2);
  } else {
    for (size_t i = 1; i <= kMostEdges; ++i) edges.push_back(values[i * (values.size() - 1) / (kMostEdges + 1)]);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  }
  return edges;
}

Push operator+(Push a, const Push& b) {
  return {a.gradient + b.gradient, a.bend + b.bend, a.weight + b.weight};
}
Push operator-(Push a, const Push& b) {
  return {a.gradient - b.gradient, a.bend - b.bend, a.weight - b.weight};
}

struct Split {
  double gain = 1e-6;
  size_t column = 0, bin = 0;
  bool missing_left = false, found = false;
};

struct Grower {
  const Bins& bins;
  std::span<const Push> push;
  std::span<const uint32_t> columns;
  const TreeSettings& settings;
  std::vector<TreeNode> tree;

  double worth(const Push& p) const { return p.gradient * p.gradient / (p.bend + settings.shrink); }

  void consider(Split& best, const Push& left, const Push& all, size_t column, size_t bin,
                bool missing_left) const {
    const Push right = all - left;
    if (left.bend < settings.least_cover || right.bend < settings.least_cover) return;
    const double gain = worth(left) + worth(right) - worth(all);
    if (gain > best.gain) best = {gain, column, bin, missing_left, true};
  }

  Split best_of(std::span<const uint32_t> rows, const Push& all) const {
    Split best;
    std::vector<Push> sums;
    for (uint32_t column : columns) {
      sums.assign(bins.counts[column], {});
      for (uint32_t row : rows) {
        Push& sum = sums[bins.of[row * bins.d + column]];
        sum = sum + push[row];
      }
      if (bins.edges[column].empty()) {
        for (size_t bin = 1; bin < sums.size(); ++bin)
          consider(best, sums[bin], all, column, bin, false);
        continue;
      }
      Push left;
      for (size_t bin = 1; bin + 1 < sums.size(); ++bin) {
        left = left + sums[bin];
        consider(best, left, all, column, bin, false);
        if (sums[0].weight > 0) consider(best, left + sums[0], all, column, bin, true);
      }
    }
    return best;
  }

  int32_t grow(std::vector<uint32_t>& rows, uint32_t depth) {
    const auto mine = static_cast<int32_t>(tree.size());
    tree.emplace_back();
    Push all;
    for (uint32_t row : rows) all = all + push[row];
    tree[static_cast<size_t>(mine)].cover = all.weight;
    const Split split = depth ? best_of(rows, all) : Split{};
    if (!split.found) {
      tree[static_cast<size_t>(mine)].value =
          settings.rate * all.gradient / (all.bend + settings.shrink);
      return mine;
    }
    const bool equals = bins.edges[split.column].empty();
    std::vector<uint32_t> left, right;
    for (uint32_t row : rows) {
      const size_t bin = bins.of[row * bins.d + split.column];
      const bool to_left = equals ? bin == split.bin : bin == 0 ? split.missing_left : bin <= split.bin;
      (to_left ? left : right).push_back(row);
    }
    rows.clear();
    const int32_t l = grow(left, depth - 1), r = grow(right, depth - 1);
    TreeNode& node = tree[static_cast<size_t>(mine)];
    node.column = static_cast<int32_t>(split.column);
    node.equals = equals, node.missing_left = split.missing_left;
    node.at = equals ? static_cast<double>(split.bin - 1) : bins.edges[split.column][split.bin - 1];
    node.left = l, node.right = r;
    return mine;
  }
};

}  // namespace

Bins::Bins(const Matrix& rows, std::span<const Column> columns)
    : d(rows.d), of(rows.values.size()) {
  for (size_t k = 0; k < d; ++k) {
    edges.push_back(columns[k].number ? edges_of(rows, k) : std::vector<double>{});
    // A number without edges has one value: two bins, and nothing to split.
    counts.push_back(columns[k].number ? edges[k].size() + 2 : columns[k].categories.size() + 1);
    for (size_t i = 0; i < rows.rows(); ++i) {
      const double v = rows.row(i)[k];
      uint8_t& bin = of[i * d + k];
      if (std::isnan(v))
        bin = 0;
      else if (!columns[k].number)
        bin = static_cast<uint8_t>(v + 1);
      else
        bin = static_cast<uint8_t>(
            1 + (std::lower_bound(edges[k].begin(), edges[k].end(), v) - edges[k].begin()));
    }
    if (columns[k].number && edges[k].empty()) counts[k] = 1;
  }
}

std::vector<TreeNode> grow_tree(const Bins& bins, std::span<const Push> push,
                                std::vector<uint32_t> rows, std::span<const uint32_t> columns,
                                const TreeSettings& settings) {
  Grower grower{bins, push, columns, settings, {}};
  grower.grow(rows, settings.depth);
  return std::move(grower.tree);
}

}  // namespace tinybrain::tables
