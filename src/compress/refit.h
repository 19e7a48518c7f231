// After layers and hidden units were cut away: what remains is fitted by least squares, layer by layer, so that its
// states come near those of the model that it was cut from. No gradients, one pass over some text.
#pragma once

#include "compress/edit.h"

namespace tinybrain {

struct RefitOptions {
  // How much a change of the weights costs, as a share of their inputs' squares: what few rows say is not believed.
  float ridge = 0.1f;
  // Also the products of normed rows, which learn to read the student's states as if they were the teacher's.
  bool readers = true;
};

// `student`: of the shapes of its source, of the teacher's width and vocabulary. kept[i]: the teacher's layer that the
// student's layer i came from, ascending; what the teacher's layers after it, up to the next kept one, add to the state
// becomes part of the student's layer i. Error{bad_argument}: another number of layers, or widths that differ;
// Error{unsupported} where layers alternate in kind (Gemma 3).
void refit(EditableModel& student, const ModelSource& teacher, std::span<const uint32_t> kept,
           std::span<const std::vector<TokenId>> chunks, const RefitOptions& options,
           Threads& threads, const CompressProgress& progress);

// The matrix [d][k] that, with each row's weight (its square counts), makes x[rows][k] come nearest to e[rows][d]; 0
// where ridge is large. Error{bad_argument}: numbers that are not finite.
std::vector<float> least_squares(const std::vector<float>& x, const std::vector<float>& e,
                                 std::span<const float> weights, float ridge, Threads& threads);

}  // namespace tinybrain
