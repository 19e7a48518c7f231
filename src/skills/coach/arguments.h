// What a tool was given, with errors that say which member must be what.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace tinybrain::skills::coach {

// The member, or `otherwise` where it is absent. Error{bad_argument}: not a number, or outside [least, most].
double number_of(const Json& arguments, const char* name, double otherwise, double least,
                 double most);
int64_t count_of(const Json& arguments, const char* name, int64_t otherwise, int64_t least,
                 int64_t most);
// A list of texts, or one text; empty where absent.
std::vector<std::string> texts_of(const Json& arguments, const char* name);
Language language_of(const Json& arguments);
double rounded(double value, int digits = 1);

}  // namespace tinybrain::skills::coach
