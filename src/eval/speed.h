// How fast a model runs here: tokens a second for a prompt and for single steps.
#pragma once

#include <cstdint>
#include <functional>

#include "generate/session.h"

namespace tinybrain {

struct Speed {
  double prompt_per_second = 0, decode_per_second = 0, first_token_seconds = 0;  // medians
};

// Each run: an empty window, a prompt of `prompt` random tokens, then `decode` single steps after an empty
// window (as llama-bench's pp and tg) by `sessions` sessions at once, whose tokens count together; one run
// before the others warms up. The first token is there when the prompt's logits are. progress: false = stop.
Speed measure_speed(LoadedModel& model, uint32_t prompt, uint32_t decode, uint32_t runs,
                    uint32_t sessions, const std::function<bool(uint64_t, uint64_t)>& progress);

}  // namespace tinybrain
