// How JSON is spelled when a model writes it under a schema: one space after ':' and ',', nothing
// else between tokens, as Python's json.dumps does. The expressions for strings and for any value.
//
// Two spellings of strings. Free (a string without a pattern): any JSON spelling, with every escape
// except halves of surrogate pairs. Plain (patterns, keys, enums): each character in one way, raw
// unless JSON forbids that, then the short escape or \u00xx.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "grammar/expression.h"

namespace tinybrain::grammar {

std::string spelled(const Json& value);
std::string spelled_string(std::string_view text);  // with its quotes, plain

Expr plain_chars(Rules& rules, const CodePoints& set);  // a Spell of regex.h
Expr free_char(Rules& rules);                           // one character, any spelling

// Rules that a schema uses again and again, made when first asked for.
class JsonRules {
 public:
  explicit JsonRules(Rules& rules) : rules_(rules) {}
  Expr any_string();
  Expr any_number();
  Expr any_integer();
  Expr any_value();
  Expr any_char();  // one character of a free string

 private:
  template <class Body>
  Expr once(std::optional<RuleId>& rule, const char* name, Body body);
  Rules& rules_;
  std::optional<RuleId> string_, number_, integer_, value_, char_;
};

}  // namespace tinybrain::grammar
