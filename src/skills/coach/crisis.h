// Words of a crisis: suicide, self-harm, abuse, overdose, an emergency of the body. Runs before every tool of the coach; where it
// finds one, help lines are the whole answer. By rules in both languages, robust to spacing, typos, jamo and figures of speech.
// It errs to the side of asking: a false alarm costs a calm text, a miss may cost a life.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json.h"

namespace tinybrain::skills::coach {

struct Crisis {
  const char* kind;     // "suicide", "self_harm", "abuse", "overdose", "emergency"
  std::string matched;  // the words that the rule saw, as it normalized them
};

// text: any UTF-8, invalid bytes too; what is beyond 100,000 bytes is looked at in pieces.
std::optional<Crisis> crisis_in(std::string_view text);
// Every text within a value, keys of objects too.
std::optional<Crisis> crisis_in(const Json& value);

// {"crisis": true, "kind", "text", "lines": [{"region", "number", "name"}], "language"}; never a diagnosis.
Json crisis_reply(const Crisis& crisis, Language language);

}  // namespace tinybrain::skills::coach
