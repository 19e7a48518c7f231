// One matrix from floats to blocks with error feedback: scales and integers chosen block by block for the
// least loss on the layer's inputs, each knowing the errors before it.
#pragma once

#include <cstddef>

#include "compress/feedback.h"
#include "tensor/dtype.h"

namespace tinybrain {

// w[n][feedback.k()] -> n rows of `type`, a block type that divides k. Returns the loss, the sum over rows of
// d^T H d, of what was chosen.
double quantize_with_feedback(DType type, const float* w, size_t n, const Feedback& feedback,
                              std::byte* rows, Threads& threads);

// The loss of any rows: sum over rows of d^T H d, d = w - q. q[n][k].
double feedback_loss(const float* w, const float* q, size_t n, const Feedback& feedback,
                     Threads& threads);

}  // namespace tinybrain
