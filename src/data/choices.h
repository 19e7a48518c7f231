// Questions with options: which one a row calls right.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/dataset.h"

namespace tinybrain {

// Index of the right option of each example, by its answer (or else its label). All rows must say it the same way: by
// the option's text, by a letter, or by a number, which counts from 0 when any row says 0 and from 1 otherwise.
// Error{bad_argument} names a row that cannot be understood, or has fewer than two options or an empty one.
std::vector<uint32_t> right_options(std::span<const Example> examples);

}  // namespace tinybrain
