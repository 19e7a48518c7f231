// What records tell: trends, the next day, heart-rate zones, load.
#pragma once

#include "base/error.h"
#include "base/json.h"
#include "skills/coach/records.h"

namespace tinybrain::skills::coach {

// The person that "person" names, else the first. Error{not_found}.
const std::pair<const std::string, Person>& person_of(const Records& records,
                                                      const Json& arguments);
// {"person", "measures", "until"} -> {"measures": {name: {"series": [[date, value]], "slope", "weekdays", "recent", "says"}}}
Json trends(const Records& records, const Json& arguments, Language language);
// {"person", "measure", "until"} -> {"date", "forecast", "low", "high", "person_mean", "yesterday"}
Json forecast(const Records& records, const Json& arguments);
// {"age", "max_heart_rate", "resting_heart_rate", "beats": [[second, rate]]} -> {"zones": [{"zone", "from", "to", "minutes"}]}
Json zones(const Records& records, const Json& arguments, Language language);
// {"person", "measure", "until"} -> {"acute", "chronic", "ratio", "hint"}
Json load(const Records& records, const Json& arguments, Language language);

}  // namespace tinybrain::skills::coach
