// Builds expressions, folding what is trivially empty, so that later stages can rely on every
// repeated part costing at least one state.
#include "grammar/expression.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/grammar.h"

namespace tinybrain::grammar {

using Kind = Expression::Kind;

Rules::Rules() {
  expressions_.resize(2);
  expressions_[1].kind = Kind::empty;
}

Expr Rules::put(Expression e) {
  if (expressions_.size() >= kMostExpressions)
    throw Error(Code::unsupported, msg::kGrammarTooLarge, kMostExpressions, "expressions");
  expressions_.push_back(std::move(e));
  return static_cast<Expr>(expressions_.size() - 1);
}

Expr Rules::literal(std::string_view bytes) {
  if (bytes.empty()) return empty();
  Expression e;
  e.kind = Kind::literal;
  e.bytes = bytes;
  return put(std::move(e));
}

Expr Rules::chars(CodePoints set) {
  if (set.empty()) return nothing();
  Expression e;
  e.kind = Kind::chars;
  e.set = std::move(set);
  return put(std::move(e));
}

Expr Rules::bytes(uint8_t lo, uint8_t hi) {
  Expression e;
  e.kind = Kind::bytes;
  e.min = lo;
  e.max = hi;
  return put(std::move(e));
}

Expr Rules::sequence(std::vector<Expr> parts) {
  if (std::find(parts.begin(), parts.end(), nothing()) != parts.end()) return nothing();
  std::erase(parts, empty());
  if (parts.empty()) return empty();
  if (parts.size() == 1) return parts[0];
  Expression e;
  e.kind = Kind::sequence;
  e.parts = std::move(parts);
  return put(std::move(e));
}

Expr Rules::choice(std::vector<Expr> parts) {
  std::erase(parts, nothing());
  if (parts.empty()) return nothing();
  if (parts.size() == 1) return parts[0];
  Expression e;
  e.kind = Kind::choice;
  e.parts = std::move(parts);
  return put(std::move(e));
}

Expr Rules::repeat(Expr part, uint32_t min, uint32_t max) {
  if (max == 0 || part == empty()) return empty();
  if (part == nothing()) return min == 0 ? empty() : nothing();
  if (min == 1 && max == 1) return part;
  Expression e;
  e.kind = Kind::repeat;
  e.min = min;
  e.max = max;
  e.parts = {part};
  return put(std::move(e));
}

Expr Rules::call(RuleId rule) {
  Expression e;
  e.kind = Kind::call;
  e.min = rule;
  return put(std::move(e));
}

Expr Rules::network(Network network) {
  networks_.push_back(std::move(network));
  Expression e;
  e.kind = Kind::network;
  e.min = static_cast<uint32_t>(networks_.size() - 1);
  return put(std::move(e));
}

RuleId Rules::add_rule(std::string name, bool shared) {
  if (rules_.size() >= kMostRules)
    throw Error(Code::unsupported, msg::kGrammarTooLarge, kMostRules, "rules");
  rules_.push_back({std::move(name), nothing(), shared});
  return static_cast<RuleId>(rules_.size() - 1);
}

}  // namespace tinybrain::grammar
