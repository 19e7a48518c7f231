// Classes of texts by a model with a classification head (model/classifier.h).
#pragma once

#include <span>
#include <string_view>

#include "generate/loaded_model.h"

namespace tinybrain {

// probabilities[count][labels], in the order of model.classifier()->labels. Error{unsupported} for a model
// without such a head.
void classify_texts(LoadedModel& model, std::span<const std::string_view> texts,
                    float* probabilities);

}  // namespace tinybrain
