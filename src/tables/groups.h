// Groups of people in a table, what a screening does to each, and two ways to make the gaps smaller: weights for the
// training rows (Kamiran, Calders 2012) and a cut of its own for each group (Hardt et al. 2016).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "tables/table.h"

namespace tinybrain::tables {

// A protected column: its categories are the groups, or the ranges between cuts of a number ("<= 25", "> 25").
struct Protected {
  Column column;
  std::vector<double> cuts;  // ascending; of numbers
  std::vector<std::string> groups() const;
  // kNoGroup: missing or never seen.
  uint32_t group_of(double value) const;
};
inline constexpr uint32_t kNoGroup = UINT32_MAX;

Json to_json(const Protected& column);
Protected protected_from(const Json& json);  // Error{bad_file}

// Weights that make group and outcome independent in the training rows; 1 for rows of no group.
std::vector<double> reweighed(std::span<const uint32_t> group, size_t groups,
                              const std::vector<bool>& labels);

enum class Aim { chance_of_good, approvals };  // what shall be alike: approvals of the good, or all approvals
// What to add to the log-odds of each group so that at `cut` (log-odds) the aim is alike in all, with the most right
// answers. Groups under kLeastGroup rows get 0.
std::vector<double> shifts_for(std::span<const double> log_odds, std::span<const uint32_t> group,
                               size_t groups, const std::vector<bool>& labels, double cut, Aim aim);
inline constexpr size_t kLeastGroup = 20;

// What a screening did: the chance it gave each row and whether it approved.
struct Screened {
  std::vector<double> chance;
  std::vector<bool> approved;
};

// Per group its rows, approvals, approvals of the good and of the bad with Wilson intervals, and how far the mean chance is
// from what came; then the gaps between the largest and smallest group of at least kLeastGroup rows, with intervals by
// resampling rows: "parity" (approvals), "odds" (the larger of the gaps in approvals of the good and of the bad),
// "good" (approvals of the good), "calibration".
Json group_measures(const Protected& column, std::span<const uint32_t> group,
                    const Screened& screened, const std::vector<bool>& labels, uint64_t seed);

}  // namespace tinybrain::tables
