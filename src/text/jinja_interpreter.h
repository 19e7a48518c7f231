// Runs a parsed template over a context. Makes text; knows nothing of chats.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "text/jinja_ast.h"

namespace tinybrain::jinja {

// The template's output for these variables. Error{bad_argument} when the data do not go with the
// template, Error{bad_file} when it takes too much work.
MarkedText run(const Body& body, std::vector<std::pair<std::string, Value>> variables);

}  // namespace tinybrain::jinja
