// Recipes of the command line: a TOML file and the flags over it, as the JSON that the library takes.
#pragma once

#include <cstdint>
#include <string>

#include "base/json.h"
#include "cli/options.h"

namespace tinybrain::cli {

// The whole recipe that `build` was asked for; paths in a file are relative to it.
Json recipe_of(const Options& options);

uint64_t bytes_in(const std::string& size);       // "30MB", "500KB", "1GB", "12345"
double milliseconds_in(const std::string& time);  // "20ms", "0.5s", "20"

}  // namespace tinybrain::cli
