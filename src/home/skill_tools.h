// The skills that come along, or that are named by their folder: what they can do, and their tools called.
#pragma once

#include "base/json.h"
#include "home/options.h"

namespace tinybrain::home {

int run_skill_info(const Options& options);  // words: NAME
int run_skill_call(const Options& options);  // words: NAME TOOL [ARGUMENTS]
Json shipped_skills();                       // [{"name", "kind", "folder"}]

}  // namespace tinybrain::home
