// What the front ends (GBNF, regular expressions, JSON Schema) build: expressions over bytes, and
// rules that may call each other. No syntax here, no automata: automaton.h turns it into one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/code_points.h"

namespace tinybrain::grammar {

using Expr = uint32_t;  // index into Rules
using RuleId = uint32_t;

inline constexpr uint32_t kUnbounded = UINT32_MAX;
inline constexpr uint32_t kMostRepeats = 100000;    // counts in {m,n}
inline constexpr size_t kMostExpressions = 300000;  // of one grammar
inline constexpr size_t kMostRules = 20000;
inline constexpr unsigned kMostNesting = 200;  // parentheses in a source

// A small automaton whose edges are expressions: for what has no short expression (a calendar, a
// list of optional members). State 0 is the start.
struct Network {
  struct Edge {
    uint32_t from;
    Expr label;
    uint32_t to;
  };
  uint32_t states = 1;
  std::vector<uint32_t> finals;
  std::vector<Edge> edges;

  uint32_t add_state() { return states++; }
  void add(uint32_t from, Expr label, uint32_t to) { edges.push_back({from, label, to}); }
};

struct Expression {
  enum class Kind : uint8_t {
    nothing,   // matches no text
    empty,     // matches ""
    literal,   // bytes
    chars,     // one character of a set, in UTF-8
    bytes,     // one byte, min to max
    sequence,  // parts, one after the other
    choice,    // one of the parts
    repeat,    // parts[0], min to max times
    call,      // rule number min
    network,   // networks[min]
  };
  Kind kind = Kind::nothing;
  uint32_t min = 0, max = 0;
  std::string bytes;
  std::vector<Expr> parts;
  CodePoints set;
};

class Rules {
 public:
  struct Rule {
    std::string name;
    Expr body = 0;
    bool shared = false;  // stays a rule of its own: its masks are computed once for all its uses
  };

  Rules();
  // Each may simplify. Error{unsupported} when there are too many.
  Expr nothing() const { return 0; }
  Expr empty() const { return 1; }
  Expr literal(std::string_view bytes);
  Expr chars(CodePoints set);
  Expr bytes(uint8_t lo, uint8_t hi);
  Expr sequence(std::vector<Expr> parts);
  Expr choice(std::vector<Expr> parts);
  Expr repeat(Expr part, uint32_t min, uint32_t max);
  Expr optional(Expr part) { return repeat(part, 0, 1); }
  Expr call(RuleId rule);
  Expr network(Network network);

  RuleId add_rule(std::string name, bool shared = false);
  void define(RuleId rule, Expr body) { rules_[rule].body = body; }
  const std::vector<Rule>& rules() const { return rules_; }
  const Expression& at(Expr e) const { return expressions_[e]; }
  const Network& network_at(uint32_t n) const { return networks_[n]; }
  bool is_nothing(Expr e) const { return e == nothing(); }

 private:
  Expr put(Expression e);

  std::vector<Expression> expressions_;
  std::vector<Network> networks_;
  std::vector<Rule> rules_;
};

}  // namespace tinybrain::grammar
