// An estimate of strain from words and pulse, with how little it knows said beside it. Not a diagnosis, and it says so.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "skills/coach/records.h"

namespace tinybrain::skills::coach {

// The probability of each emotion, by label; empty = no encoder is there.
using Emotions = std::vector<std::pair<std::string, double>>;
using Feel = std::function<Emotions(std::string_view)>;

// {"text", "resting_heart_rate", "hrv", "person"} -> {"score": 0-100, "low", "high", "words", "pulse", "says", "not_a_diagnosis"}.
// person: whose baseline the pulse is measured against; nullptr: none.
Json stress(const Json& arguments, const Person* person, const Feel& feel, Language language);

}  // namespace tinybrain::skills::coach
