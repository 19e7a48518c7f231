// The one call that leaves this machine besides fetching models: a slip that the person granted, sent to an endpoint of
// OpenAI's form. Whatever goes wrong there comes back as a word, never as an exception: the desk has an honest reply for it.
#pragma once

#include <string>

#include "base/json.h"

namespace tinybrain::remote {

// slip: as tb_desk_grant gives it, {"endpoint", "model", "messages", "max_tokens", "timeout"}. key: "" = none.
// {"content", "prompt_tokens", "completion_tokens", "seconds"}, or {"error", "seconds"}. Ends within the slip's timeout.
Json ask_large_model(const Json& slip, const std::string& key);

}  // namespace tinybrain::remote
