// Sizes and times as a person writes them on a command line or in a recipe.
#pragma once

#include <cstdint>
#include <string>

namespace tinybrain::cli {

uint64_t bytes_in(const std::string& size);  // "30MB", "500KB", "1GB", "12345"; Error{bad_argument}
double milliseconds_in(const std::string& time);  // "20ms", "0.5s", "20"

}  // namespace tinybrain::cli
