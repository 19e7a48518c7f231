// llama.cpp's grammar format, GBNF: rules of literals, character classes, groups and repeats.
#pragma once

#include <string_view>

#include "grammar/expression.h"

namespace tinybrain::grammar {

// name ::= alternatives. Rules end at the end of a line outside of parentheses; # starts a comment.
//   "text"  [a-z]  [^a-z]  .  name  (...)  a b  a | b  a*  a+  a?  a{3}  a{2,}  a{2,4}
// Escapes: \n \r \t \\ \" \[ \] \xHH \uHHHH \UHHHHHHHH, all of them characters, not bytes.
// Rule 0 of the result is `root`. text must be valid UTF-8.
Rules parse_gbnf(std::string_view text);

}  // namespace tinybrain::grammar
