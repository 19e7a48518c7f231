#include "tables/trees.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"
#include "base/messages/tables.h"
#include "base/rng.h"
#include "tables/grow.h"

namespace tinybrain::tables {
namespace {

using Tree = std::vector<TreeNode>;

bool goes_left(const TreeNode& node, double value) {
  if (node.equals) return value == node.at;  // never for NaN
  return std::isnan(value) ? node.missing_left : value <= node.at;
}

double value_in(const Tree& tree, std::span<const double> row) {
  size_t at = 0;
  while (tree[at].column >= 0)
    at = static_cast<size_t>(goes_left(tree[at], row[static_cast<size_t>(tree[at].column)])
                                 ? tree[at].left
                                 : tree[at].right);
  return tree[at].value;
}

double mean_in(const Tree& tree) {
  double sum = 0;
  for (const TreeNode& node : tree)
    if (node.column < 0) sum += node.value * node.cover;
  return tree[0].cover > 0 ? sum / tree[0].cover : 0;
}

// A column on the way to a leaf: whether the row meets what is asked of it there, and how much of the training rows did.
struct Step {
  size_t column;
  double known, unknown;
};

// Shapley values of the game that a leaf is: its value times, of each column, `known` when it is told and `unknown`
// when it is not.
void add_leaf(double value, std::span<const Step> path, std::span<double> of_columns) {
  const size_t k = path.size();
  for (size_t j = 0; j < k; ++j) {
    // Coefficients by how many of the others are told.
    std::vector<double> by_count{1.0};
    for (size_t i = 0; i < k; ++i) {
      if (i == j) continue;
      by_count.push_back(0);
      for (size_t c = by_count.size(); c-- > 0;)
        by_count[c] = by_count[c] * path[i].unknown + (c ? by_count[c - 1] * path[i].known : 0);
    }
    double sum = 0, orders = 1.0 / static_cast<double>(k);  // c! (k - 1 - c)! / k!
    for (size_t c = 0; c < k; ++c) {
      sum += orders * by_count[c];
      if (c + 1 < k) orders *= static_cast<double>(c + 1) / static_cast<double>(k - 1 - c);
    }
    of_columns[path[j].column] += value * sum * (path[j].known - path[j].unknown);
  }
}

void walk(const Tree& tree, size_t at, std::span<const double> row, std::vector<Step>& path,
          std::span<double> of_columns) {
  const TreeNode& node = tree[at];
  if (node.column < 0) {
    add_leaf(node.value, path, of_columns);
    return;
  }
  const auto column = static_cast<size_t>(node.column);
  const bool left = goes_left(node, row[column]);
  for (const bool to_left : {true, false}) {
    const auto next = static_cast<size_t>(to_left ? node.left : node.right);
    const double share = node.cover > 0 ? tree[next].cover / node.cover : 0.5;
    const std::vector<Step> before = path;
    auto known = std::find_if(path.begin(), path.end(),
                              [&](const Step& step) { return step.column == column; });
    if (known == path.end()) known = path.insert(path.end(), Step{column, 1, 1});
    known->known *= left == to_left;
    known->unknown *= share;
    walk(tree, next, row, path, of_columns);
    path = before;
  }
}

}  // namespace

Trees::Trees(const Matrix& rows, std::span<const Column> columns, const std::vector<bool>& labels,
             std::span<const double> weights, const TreeSettings& settings, uint64_t seed) {
  TB_ASSERT(rows.d == columns.size() && rows.rows() == labels.size());
  TB_ASSERT(settings.depth <= kMostDepth);
  const size_t n = labels.size();
  const auto weight = [&](size_t i) { return weights.empty() ? 1.0 : weights[i]; };
  double all = 0, good = 0;
  for (size_t i = 0; i < n; ++i) all += weight(i), good += labels[i] ? weight(i) : 0;
  base_ = std::log((good + 0.5) / (all - good + 0.5));
  mean_ = base_;
  const Bins bins(rows, columns);
  std::vector<double> at(n, base_);
  std::vector<Push> push(n);
  Rng rng(seed);
  for (uint32_t round = 0; round < settings.rounds; ++round) {
    for (size_t i = 0; i < n; ++i) {
      const double p = 1 / (1 + std::exp(-at[i]));
      push[i] = {weight(i) * ((labels[i] ? 1 : 0) - p), weight(i) * p * (1 - p), weight(i)};
    }
    const auto pick = [&](size_t count, double share) {
      std::vector<uint32_t> order = shuffled_indices(count, rng.next());
      order.resize(std::max<size_t>(
          1, static_cast<size_t>(std::ceil(share * static_cast<double>(count)))));
      std::sort(order.begin(), order.end());
      return order;
    };
    Tree tree = grow_tree(bins, push, pick(n, settings.rows), pick(rows.d, settings.columns), settings);
    for (size_t i = 0; i < n; ++i) at[i] += value_in(tree, rows.row(i));
    mean_ += mean_in(tree);
    trees_.push_back(std::move(tree));
  }
}

double Trees::log_odds(std::span<const double> row) const {
  double sum = base_;
  for (const Tree& tree : trees_) sum += value_in(tree, row);
  return sum;
}

void Trees::add_contributions(std::span<const double> row, std::span<double> of_columns) const {
  std::vector<Step> path;
  for (const Tree& tree : trees_) walk(tree, 0, row, path, of_columns);
}

Json Trees::to_json() const {
  Json all{Json::Array{}}, j;
  for (const Tree& tree : trees_) {
    Json nodes{Json::Array{}};
    for (const TreeNode& n : tree) {
      Json one{Json::Array{}};
      if (n.column < 0)
        one.push(n.value).push(n.cover);
      else
        one.push(n.column).push(n.equals ? 1 : n.missing_left ? 2 : 0).push(n.at).push(n.left).push(n.right).push(n.cover);
      nodes.push(std::move(one));
    }
    all.push(std::move(nodes));
  }
  return j.set("base", base_).set("trees", std::move(all));
}

Trees Trees::from_json(const Json& json, std::span<const Column> columns) {
  const auto need = [](bool good) {
    if (!good) throw Error(Code::bad_file, msg::kScoreDamaged, "trees");
  };
  Trees trees;
  trees.base_ = trees.mean_ = json.at("base").as_double();
  for (const Json& nodes : json.at("trees").as_array()) {
    Tree tree;
    const auto count = static_cast<int64_t>(nodes.as_array().size());
    need(count > 0 && count < (int64_t{2} << kMostDepth));
    for (const Json& one : nodes.as_array()) {
      const Json::Array& v = one.as_array();
      need(v.size() == 2 || v.size() == 6);
      TreeNode n;
      n.cover = v.back().as_double();
      need(std::isfinite(n.cover) && n.cover >= 0);
      if (v.size() == 2) {
        n.value = v[0].as_double();
        need(std::isfinite(n.value));
      } else {
        const int64_t column = v[0].as_int(), kind = v[1].as_int();
        const int64_t left = v[3].as_int(), right = v[4].as_int(),
                      mine = static_cast<int64_t>(tree.size());
        need(column >= 0 && column < static_cast<int64_t>(columns.size()));
        need(kind >= 0 && kind <= 2);
        // Below, never back: so that a walk ends.
        need(left > mine && right > mine && left < count && right < count);
        n.column = static_cast<int32_t>(column);
        n.equals = kind == 1, n.missing_left = kind == 2;
        need(n.equals == !columns[static_cast<size_t>(column)].number);
        n.at = v[2].as_double();
        n.left = static_cast<int32_t>(left), n.right = static_cast<int32_t>(right);
      }
      tree.push_back(n);
    }
    trees.mean_ += mean_in(tree);
    trees.trees_.push_back(std::move(tree));
  }
  return trees;
}

}  // namespace tinybrain::tables
