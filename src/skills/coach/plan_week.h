// A week's plan of exercise that respects goal, days, minutes and limits. Limits are a hard constraint: an exercise that one of
// them rules out is never planned, and no day is harder than the strictest of them allows.
#pragma once

#include "base/error.h"
#include "base/json.h"

namespace tinybrain::skills::coach {

// {"goal", "days": ["mon", ...], "minutes", "limits": [...], "level", "current_minutes"} -> {"week": [{"day", "type", "id",
// "intensity": none, low, moderate or vigorous, in the language, "minutes"}], "minutes", "note", "why"}. Error{bad_argument}: a limit that is not known.
Json plan_week(const Json& arguments, Language language);

}  // namespace tinybrain::skills::coach
