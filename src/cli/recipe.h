// Recipes of the command line: a TOML file and the flags over it, as the JSON that the library takes.
#pragma once

#include "base/json.h"
#include "cli/options.h"

namespace tinybrain::cli {

// The whole recipe that `build` was asked for; paths in a file are relative to it.
Json recipe_of(const Options& options);

}  // namespace tinybrain::cli
