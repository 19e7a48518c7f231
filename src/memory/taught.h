// Answers that the person taught: a question known again, in the same or nearly the same words, has the answer it was given.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "generate/loaded_model.h"
#include "vault/vault.h"

namespace tinybrain::memory {

struct Taught {
  int64_t lesson = 0;
  int64_t time = 0;  // milliseconds since 1970
  std::string question, answer;
  double likeness = 0;  // of the two questions; 1 = the same words
};
// The newest lesson of kind "answer" whose question this is. encoder: nullptr = the same words only.
std::optional<Taught> recall_lesson(Vault& vault, LoadedModel* encoder, std::string_view question);

}  // namespace tinybrain::memory
