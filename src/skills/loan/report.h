// How a screening does on applications whose outcome is known: right answers, calibration, groups before and after each
// mitigation with its price, how much is left to humans, and whether the reasons are true.
#pragma once

#include "base/error.h"
#include "base/json.h"
#include "skills/loan/screen.h"

namespace tinybrain::skills::loan {

// table: with the target and, for the groups, the protected columns. seed: of the resampling.
Json report_on(const ReadScreen& read, const std::filesystem::path& table, uint64_t seed, Language language);

// Whether the columns that are named as reasons carry the decision: the `count` columns that speak most for it are
// replaced by those of other rows of the table, and so are `count` columns at random. {"fall", "fall_at_random", "ratio",
// "interval"}, falls in log-odds towards the other decision.
Json deletion_test(const Screen& screen, const tables::Matrix& rows, size_t count, uint64_t seed);

}  // namespace tinybrain::skills::loan
