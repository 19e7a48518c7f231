// The kind "declared": a skill without code of its own. Each of its tools looks rows up in a table of its data, or is left to
// the app, which adds the tool (registry.h). In skill.toml, beside what every tool has:
//
//   table = "prices.csv"     one of `data`; the first line names the columns
//   match = {item = "has"}   which column an argument of that name is held to, and how: "is" (equal, whatever the case),
//                            "has" (contains), "at_least", "at_most" (numbers). Arguments that are not given match every row.
//   most = 20                rows in a result
//
// The result: {"rows": [{column: value}], "found": how many there are, "trace": [who did what]}.
#pragma once

#include <memory>

#include "skills/skill.h"

namespace tinybrain::skills::declared {

std::unique_ptr<Skill> make_declared(const Opening& opening);

}  // namespace tinybrain::skills::declared
