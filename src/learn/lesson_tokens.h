// A lesson as the tokens that a network learns from: the chat template around question and answer, as the engine would
// put it when the question is asked.
#pragma once

#include <string_view>
#include <vector>

#include "base/json.h"
#include "generate/loaded_model.h"
#include "learn/example.h"
#include "train/objective.h"

namespace tinybrain {

inline constexpr size_t kMostLessonTokens =
    512;  // of a question and its answer; a longer answer is cut

// learn_from: the first token of the answer; with an empty prompt `answer` is a plain text, all of which is learnt.
// The answer's end mark is part of it. before: messages that came before the prompt; left out where there is no room for
// them. Error{bad_argument} when the prompt alone is too long or the answer is empty.
TokenExample lesson_tokens(const LoadedModel& model, std::string_view prompt,
                           std::string_view answer, int64_t lesson, const Json::Array& before = {});

// A question that comes after these messages: the tokens that every question there has before it, and its own without those
// that come after every one. `question` is empty where the template does not keep them apart.
struct AskedTokens {
  std::vector<TokenId> before, question;
};
AskedTokens asked_tokens(const LoadedModel& model, const Json::Array& before,
                         std::string_view prompt);

// What the template puts before every first question: the tokens that two unlike questions have in common there.
std::vector<TokenId> shared_beginning(const LoadedModel& model);

}  // namespace tinybrain
