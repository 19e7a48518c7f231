// One application: what the screening decides, by which reasons, and what would turn it.
#pragma once

#include "base/error.h"
#include "base/json.h"
#include "skills/loan/screen.h"

namespace tinybrain::skills::loan {

enum class Decision { approve, refuse, human };
const char* name_of(Decision decision);

// By the lines of the mitigation alone.
Decision decision_at(const Screen& screen, Mitigation mitigation, double chance);

// arguments: as skill.toml has them for the tool decide. The result lacks what is logged.
Json decide(const ReadScreen& read, const Json& arguments, Language language);

}  // namespace tinybrain::skills::loan
