// TOML files as JSON values: recipes and skills are written so. The parser behind it is toml++, kept inside toml.cpp.
#pragma once

#include <filesystem>

#include "base/json.h"

namespace tinybrain {

// Tables keep the order of their keys by name. Dates are refused. Error{bad_argument} with file and line; Error{io,
// not_found} as of read_file. At most 1 MiB.
Json read_toml(const std::filesystem::path& path);

}  // namespace tinybrain
