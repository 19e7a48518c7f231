// What a version answers with beside its adapter: the nearest lesson, said once more before the question as if it had been asked
// and answered just now. The adapter learns to take the answer from there when the question is the same in other words.
#pragma once

#include <string_view>

#include "base/json.h"
#include "learn/scope.h"

namespace tinybrain {

// Two messages in OpenAI's form: what was asked, and what was taught.
Json::Array reminder(std::string_view question, std::string_view answer);

// Puts it before the last of the messages.
void remind(Json::Array& messages, const Scope::Near& near);

}  // namespace tinybrain
