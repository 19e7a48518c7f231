// Scripts for breathing and meditation, in timed steps.
#pragma once

#include "base/error.h"
#include "base/json.h"

namespace tinybrain::skills::coach {

// {"name", "minutes"} -> {"name", "title", "steps": [{"seconds", "text"}], "seconds", "note"}. Without a name: {"guides": [...]}.
Json guide(const Json& arguments, Language language);

}  // namespace tinybrain::skills::coach
