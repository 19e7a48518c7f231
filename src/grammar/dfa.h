// From expressions to automata: Thompson's construction (an Nfa), the subset construction and
// minimization (a Dfa). Calls of rules are symbols like any other here.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "grammar/expression.h"

namespace tinybrain::grammar {

inline constexpr size_t kMostNfaStates = 400000;  // of one grammar, all rules together
inline constexpr size_t kMostDfaStates = 60000;   // of one product

// States with edges over byte ranges and over calls; `empties` (edges without a symbol) only in an
// Nfa. State 0 is the start. In a Dfa the ranges of a state are sorted, apart, and lead to one state
// a byte; states that reach no final state are gone.
struct Fsa {
  struct Edge {
    uint8_t lo, hi;
    uint32_t to;
  };
  struct Call {
    RuleId rule;
    uint32_t to;
  };
  struct State {
    bool final = false;
    std::vector<Edge> edges;
    std::vector<Call> calls;
    std::vector<uint32_t> empties;
  };
  std::vector<State> states;
};

// inlined(rule): whether a call is replaced by the rule's body. `budget` counts states down.
Fsa nfa_of(const Rules& rules, Expr e, const std::function<bool(RuleId, unsigned depth)>& inlined,
           size_t& budget);
// The subset construction, minimized. Nothing when that needs more than most_states.
std::optional<Fsa> determinize(const Fsa& nfa, size_t most_states);
// Valmari and Lehtinen (2008): O(edges * log states), for automata with missing edges.
Fsa minimize(const Fsa& dfa);

// For regular languages without calls. Error{unsupported} past kMostDfaStates.
Fsa dfa_of(const Rules& rules, Expr e);
Fsa intersection(const Fsa& a, const Fsa& b);
Fsa difference(const Fsa& a, const Fsa& b);
bool matches(const Fsa& dfa, std::string_view text);
bool matches_nothing(const Fsa& dfa);
Expr to_expression(Rules& rules, const Fsa& dfa);

}  // namespace tinybrain::grammar
