// The parsed template: a tree of statements over a tree of expressions. Plain data; the parser makes
// it, the interpreter walks it. Its depth is bounded by the parser.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "text/jinja_value.h"

namespace tinybrain::jinja {

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

enum class ExpressionKind {
  constant,     // value
  name,         // text
  tuple,        // children
  list,         // children
  dict,         // children: key, value, key, value, ...
  attribute,    // children[0].text
  item,         // children[0][children[1]]
  slice,        // children[0][children[1]:children[2]:children[3]], each but the first may be null
  call,         // children[0](children[1...], named...)
  filter,       // children[0] | text(children[1...], named...); children[0] null: the block's text
  test,         // children[0] is text(children[1...])
  negate,       // -children[0]
  plus,         // +children[0]
  logical_not,  // not children[0]
  logical_and,
  logical_or,
  binary,     // children[0] text children[1]
  compare,    // children[0] operators[0] children[1] operators[1] children[2] ...
  condition,  // children[0] if children[1] else children[2] (may be null)
};

struct Expression {
  ExpressionKind kind = ExpressionKind::constant;
  int line = 1;
  unsigned depth = 1;
  std::string text;
  Value value;
  std::vector<ExpressionPtr> children;
  std::vector<std::pair<std::string, ExpressionPtr>> named;
  std::vector<std::string> operators;
  ExpressionPtr star, star_star;  // f(*star, **star_star)
};

struct Statement;
using Body = std::vector<std::unique_ptr<Statement>>;

enum class StatementKind {
  data,          // text
  output,        // value
  conditional,   // branches, otherwise
  loop,          // for target in value if condition: body, else: otherwise
  assign,        // target = value
  assign_block,  // target = body | value (a filter chain, or null)
  macro,         // text, parameters, body
  call_block,    // value is the call; parameters, body
  filter_block,  // value is the filter chain over the body's output
  with,          // assignments, body
  scope,         // body in a scope of its own: {% generation %}, {% block %}
  break_loop,
  continue_loop,
};

struct Parameter {
  std::string name;
  ExpressionPtr otherwise;  // null when the caller must give it
};

struct Branch {
  ExpressionPtr condition;
  Body body;
};

struct Statement {
  StatementKind kind = StatementKind::data;
  int line = 1;
  std::string text;
  ExpressionPtr target, value, condition;
  std::vector<Branch> branches;
  std::vector<Parameter> parameters;
  std::vector<std::pair<ExpressionPtr, ExpressionPtr>> assignments;
  Body body, otherwise;
};

}  // namespace tinybrain::jinja
