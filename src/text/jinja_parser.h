// Tokens to a tree. Error{bad_file} for what is not Jinja, Error{unsupported} for Jinja that is
// outside our subset; both name the line.
#pragma once

#include <string_view>

#include "text/jinja_ast.h"

namespace tinybrain::jinja {

Body parse(std::string_view source);

// Whether the interpreter has a filter or test of that name; the parser asks.
bool has_filter(std::string_view name);
bool has_test(std::string_view name);

}  // namespace tinybrain::jinja
