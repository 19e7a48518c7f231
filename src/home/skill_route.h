// tinybrain skill route, ask: a request in words, sent to the skill that it is for.
#pragma once

#include "home/options.h"

namespace tinybrain::home {

int run_skill_route(const Options& options);
int run_skill_ask(const Options& options);

}  // namespace tinybrain::home
