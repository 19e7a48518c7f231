// Logistic regression of few features, for turning scores into chances.
#pragma once

#include <span>
#include <vector>

namespace tinybrain {

// Weights[d + 1], the bias last, of P(label) = sigmoid(w.x + b) on rows of features [n][d], by Newton's method with
// an L2 penalty of `ridge` / 2 on the weights. row_weights: how much each row counts; empty = 1 each.
std::vector<double> logistic_regression(std::span<const double> features,
                                        const std::vector<bool>& labels, size_t d,
                                        double ridge = 1e-2,
                                        std::span<const double> row_weights = {});

}  // namespace tinybrain
