// Classes of texts by a model with classification heads (model/classifier.h).
#pragma once

#include <span>
#include <string_view>

#include "generate/loaded_model.h"

namespace tinybrain {

// The vectors that heads look at: pooled[count][D], of any length.
void pooled_texts(LoadedModel& model, std::span<const std::string_view> texts, float* pooled);

// probabilities[count][labels], in the order of head.labels; the head is one of the model's.
void classify_texts(LoadedModel& model, const ClassifierHead& head,
                    std::span<const std::string_view> texts, float* probabilities);
// The head of that name. Error{unsupported} for a model without it.
const ClassifierHead& required_head(const LoadedModel& model, std::string_view name);

}  // namespace tinybrain
