// What a version answers with beside its adapter: the lessons nearest to a question, said once more before it as if they had
// been asked and answered just now. The adapter learns to find the answer there when the question is the same in other words.
#pragma once

#include <span>

#include "base/json.h"
#include "learn/scope.h"

namespace tinybrain {

// Two messages a lesson in OpenAI's form: what was asked, and what was taught.
Json::Array reminder(std::span<const LearnExample* const> lessons);
// Of the first of these lessons, the nearest last; without an answer, none.
Json::Array reminder(const Scope& scope, std::span<const Scope::Near> nearest, size_t most);

// Puts them before the last of the messages.
void remind(Json::Array& messages, const Json::Array& reminder);

}  // namespace tinybrain
