// What a person shows while they use it: thumbs, corrections, edits, choices, skips. One door, from which each goes to where
// it belongs: what was right or wrong becomes a lesson, what was done becomes an event, each under its own purpose.
#pragma once

#include <cstdint>
#include <optional>

#include "base/json.h"

namespace tinybrain {

class Vault;

// signal: as of tb_feedback. The id of the row; nothing, and nothing written, without a grant of its purpose. Looks at the
// ratings of the active version afterwards, which may bring back the one before (watch.h). Error{bad_argument}.
std::optional<int64_t> take_feedback(Vault& vault, const Json& signal);

}  // namespace tinybrain
