// The smallest change of a row that carries its score over a line: fewest columns first, then the least distance.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "tables/table.h"

namespace tinybrain::tables {

enum class Move { none, any, up, down };  // how a column may change

struct Change {
  size_t column;
  double to;
};
struct Flip {
  std::vector<Change> changes;  // by column
  double distance = 0;          // a category counts 1, a number by the width of its middle four fifths
  double score = 0;             // after it
};

// score(row) must come to `line` or more; or, when `below`, under it. Values tried are those that were seen in training.
// Nothing: no change of up to three columns does it, as far as the search went (singles and pairs whole, triples from
// the best pairs).
std::optional<Flip> smallest_flip(std::span<const double> row, std::span<const Column> columns,
                                  std::span<const Move> moves, double line, bool below,
                                  const std::function<double(std::span<const double>)>& score);

}  // namespace tinybrain::tables
