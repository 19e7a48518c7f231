#include "tables/flip.h"

#include <algorithm>
#include <cmath>

namespace tinybrain::tables {
namespace {

constexpr size_t kPairs = 20;         // from which triples begin
constexpr size_t kMostOptions = 120;  // of single changes, those that gain most

struct Option {
  Change change;
  double distance, gain;
};

std::vector<Option> options_of(std::span<const double> row, std::span<const Column> columns,
                               std::span<const Move> moves) {
  std::vector<Option> all;
  for (size_t k = 0; k < columns.size(); ++k) {
    if (moves[k] == Move::none) continue;
    const Column& column = columns[k];
    if (!column.number) {
      for (size_t c = 0; c < column.categories.size(); ++c)
        if (static_cast<double>(c) != row[k]) all.push_back({{k, static_cast<double>(c)}, 1, 0});
      continue;
    }
    if (std::isnan(row[k])) continue;  // how far it would be, nobody knows
    const double width = column.high > column.low ? column.high - column.low : 1;
    for (double step : column.steps) {
      if (step == row[k] || (moves[k] == Move::up && step < row[k]) ||
          (moves[k] == Move::down && step > row[k]))
        continue;
      all.push_back({{k, step}, std::abs(step - row[k]) / width, 0});
    }
  }
  return all;
}

}  // namespace

std::optional<Flip> smallest_flip(std::span<const double> row, std::span<const Column> columns,
                                  std::span<const Move> moves, double line, bool below,
                                  const std::function<double(std::span<const double>)>& score) {
  std::vector<double> changed(row.begin(), row.end());
  const double before = score(row), sign = below ? -1 : 1;
  const auto over = [&](double s) { return below ? s < line : s >= line; };
  std::vector<Option> options = options_of(row, columns, moves);
  std::optional<Flip> best;
  const auto consider = [&](std::vector<Change> changes, double distance, double s) {
    if (over(s) && (!best || distance < best->distance)) best = Flip{std::move(changes), distance, s};
  };
  for (Option& o : options) {
    changed[o.change.column] = o.change.to;
    const double s = score(changed);
    changed[o.change.column] = row[o.change.column];
    o.gain = sign * (s - before);
    consider({o.change}, o.distance, s);
  }
  if (best) return best;
  std::erase_if(options, [](const Option& o) { return o.gain <= 0; });
  std::stable_sort(options.begin(), options.end(),
                   [](const Option& a, const Option& b) { return a.gain > b.gain; });
  if (options.size() > kMostOptions) options.resize(kMostOptions);
  struct Pair {
    const Option *a, *b;
    double gain;
  };
  std::vector<Pair> pairs;
  for (size_t i = 0; i < options.size(); ++i)
    for (size_t j = i + 1; j < options.size(); ++j) {
      const Option &a = options[i], &b = options[j];
      if (a.change.column == b.change.column) continue;
      changed[a.change.column] = a.change.to, changed[b.change.column] = b.change.to;
      const double s = score(changed);
      changed[a.change.column] = row[a.change.column], changed[b.change.column] = row[b.change.column];
      consider({a.change, b.change}, a.distance + b.distance, s);
      pairs.push_back({&a, &b, sign * (s - before)});
    }
  if (!best) {
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Pair& a, const Pair& b) { return a.gain > b.gain; });
    if (pairs.size() > kPairs) pairs.resize(kPairs);
    for (const Pair& p : pairs)
      for (const Option& c : options) {
        const Change &a = p.a->change, &b = p.b->change;
        if (c.change.column == a.column || c.change.column == b.column) continue;
        changed[a.column] = a.to, changed[b.column] = b.to, changed[c.change.column] = c.change.to;
        consider({a, b, c.change}, p.a->distance + p.b->distance + c.distance, score(changed));
        for (const Change& one : {a, b, c.change}) changed[one.column] = row[one.column];
      }
  }
  if (best)
    std::sort(best->changes.begin(), best->changes.end(),
              [](const Change& a, const Change& b) { return a.column < b.column; });
  return best;
}

}  // namespace tinybrain::tables
