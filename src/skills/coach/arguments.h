// What a tool of the coach was given, beyond what asked.h reads.
#pragma once

#include <string>
#include <vector>

#include "skills/asked.h"

namespace tinybrain::skills::coach {

// A whole number. Error{bad_argument}: not a number, or outside [least, most].
int64_t count_of(const Json& arguments, const char* name, int64_t otherwise, int64_t least,
                 int64_t most);
// A list of short texts, or one text; empty where absent. Error{bad_argument}: something else, one over 200 bytes.
std::vector<std::string> texts_of(const Json& arguments, const char* name);
inline double rounded(double value, int digits = 1) { return skills::rounded(value, digits); }

}  // namespace tinybrain::skills::coach
