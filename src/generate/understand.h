// A text seen by every head of a model that has several: its language, kind, emotion, topic, or what else it was built
// to tell; and a short safe reply for a model that cannot write.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generate/loaded_model.h"

namespace tinybrain {

struct Understood {
  const ClassifierHead* head;        // of the model
  std::vector<float> probabilities;  // of head->labels
  uint32_t answer;                   // index in labels, or ClassifierHead::kNone
  double sure() const;               // the probability of the most likely label
};

// One of each head, in the file's order; the encoder runs once. Error{unsupported} for a model without heads.
std::vector<Understood> understand(LoadedModel& model, std::string_view text);

// By the heads "language", "kind" and "emotion"; "" when the first two are not there.
std::string short_reply(const std::vector<Understood>& understood);

}  // namespace tinybrain
