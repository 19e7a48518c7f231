// A whole grammar as one automaton: the states of all rules in one list, edges over bytes, and calls
// that push a state to return to. Immutable. machine.h runs it.
//
// Nothing in it leads astray: every edge can still reach the end, and `need` says how deep the stack
// must get for that, so that a bound on the depth never leaves a text that cannot be finished.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/expression.h"

namespace tinybrain::grammar {

inline constexpr uint32_t kMostDepth = 100;  // calls on the stack

struct Automaton {
  struct Edge {
    uint8_t lo, hi;
    uint32_t to;
  };
  struct Call {
    uint32_t start;  // of the rule that is called
    uint32_t to;     // where it returns
    bool tail;       // `to` only returns itself: nothing to push
  };
  struct State {
    uint32_t edges, calls, empties;  // where its lists begin; they end where the next state's do
    uint16_t need;                   // calls on top of this one that finishing takes at least
    uint16_t width;                  // bytes that its edges read
    bool final;
  };
  std::vector<State> states;  // one more than there are, for the ends of the lists
  std::vector<Edge> edges;
  std::vector<Call> calls;
  std::vector<uint32_t> empties;
  uint32_t start = 0;
  std::array<uint8_t, 256> class_of{};  // bytes that no edge tells apart
  std::vector<uint8_t> byte_of_class;   // one of each
};

// Error{unsupported} or Error{bad_argument}: too large, left recursion, matches nothing.
Automaton compile(const Rules& rules, RuleId root);

}  // namespace tinybrain::grammar
