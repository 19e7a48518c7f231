// Regular expressions, the part of ECMAScript's syntax (that of JSON Schema) that is regular:
//   a  .  [a-z]  [^a-z]  \d \w \s \D \W \S  (...)  (?:...)  (?<name>...)  a|b  a* a+ a? a{m,n}  ^  $
//   \n \r \t \f \v \0 \cX \xHH \uHHHH \u{H...}, and \ before any punctuation
// Lazy quantifiers match the same texts as greedy ones. `.` is all but the four line ends. ^ and $
// may stand where a text begins and ends. Error{unsupported} names what is not regular or not here
// (look-around, back references, \b, \p, flags) and its column.
#pragma once

#include <string_view>

#include "grammar/expression.h"

namespace tinybrain::grammar {

// The texts that match as a whole, whether or not there are anchors.
Expr whole_match(Rules& rules, std::string_view pattern);
// The texts in which the pattern occurs. Each character that it leaves open is `any`.
// `spell`: what a character of a set looks like in the text (rules.chars, or as inside JSON).
using Spell = Expr (*)(Rules& rules, const CodePoints& set);
Expr search_match(Rules& rules, std::string_view pattern, Spell spell);

}  // namespace tinybrain::grammar
