// Numbers as languages over their decimal digits: exact, with no floating point. Bounded, so that a
// model cannot write digits for ever: 20 before the point, 17 after it, and an exponent of 2 (only
// where there is no bound to keep).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "grammar/dfa.h"

namespace tinybrain::grammar {

inline constexpr uint32_t kIntegerDigits = 20, kFractionDigits = 17, kExponentDigits = 2;

// sign * integer.fraction, without zeros that say nothing ("0" and "" for 0).
struct Decimal {
  bool negative = false;
  std::string integer = "0", fraction;

  bool is_zero() const { return integer == "0" && fraction.empty(); }
  bool is_integer() const { return fraction.empty(); }
  std::string text() const;
  bool operator==(const Decimal&) const = default;
};
// Nothing when the number has more than 60 digits on either side.
std::optional<Decimal> decimal_of(const Json& number);
int compare(const Decimal& a, const Decimal& b);  // < 0, 0, > 0

struct Bound {
  Decimal value;
  bool exclusive = false;
};
struct NumberLimits {
  std::optional<Bound> min, max;
  std::vector<Decimal> multiples_of;  // positive; see can_be_multiple
  bool fractions = true;              // false: integers, spelled without a point
};

Expr number_expression(Rules& rules, bool fractions);  // without limits
Fsa number_dfa(const NumberLimits& limits);
// Whether the remainder of a division by `d` fits in an automaton.
bool can_be_multiple(const Decimal& d);

}  // namespace tinybrain::grammar
