// Bounds digit by digit: with as many digits as the bound, a number is compared from the left; the
// first digit that differs decides.
#include "grammar/json_number.h"

#include <algorithm>

namespace tinybrain::grammar {
namespace {

constexpr long kMostDigits = 60;
constexpr unsigned kMostDivisor = 2000, kMostPlaces = 6;

Expr digits(Rules& rules, char lo, char hi) {
  if (lo > hi) return rules.nothing();
  return rules.bytes(static_cast<uint8_t>(lo), static_cast<uint8_t>(hi));
}

// Pieces of the languages below, over one Rules.
struct Digits {
  Rules& rules;
  Expr any = digits(rules, '0', '9');
  Expr zeros = rules.repeat(digits(rules, '0', '0'), 0, kUnbounded);
  Expr more = rules.repeat(any, 0, kUnbounded);
  Expr point = rules.literal(".");
  Expr fraction = rules.optional(rules.sequence({point, rules.repeat(any, 1, kUnbounded)}));

  Expr exactly(size_t n) {
    return rules.repeat(any, static_cast<uint32_t>(n), static_cast<uint32_t>(n));
  }
  // Same as `text` up to digit i, and there above or below it, then `rest` of what is left.
  Expr differs(std::string_view text, size_t i, bool above, Expr rest) {
    const bool leads = i == 0 && text.size() > 1;
    const char low = above ? static_cast<char>(text[i] + 1) : leads ? '1' : '0';
    const char high = above ? '9' : static_cast<char>(text[i] - 1);
    return rules.sequence({rules.literal(text.substr(0, i)), digits(rules, low, high), rest});
  }
};

// Numbers without a sign that are >= (or >) d, or <= (or <) d.
Fsa beyond(const Decimal& d, bool above, bool strict) {
  Rules rules;
  Digits x{rules};
  const std::string &whole = d.integer, &part = d.fraction;
  const auto n = static_cast<uint32_t>(whole.size());
  std::vector<Expr> out;
  // Another number of digits.
  const Expr first = digits(rules, '1', '9');
  if (above) {
    out.push_back(rules.sequence({first, rules.repeat(x.any, n, kUnbounded), x.fraction}));
  } else if (n > 1) {
    out.push_back(rules.sequence({x.any, x.fraction}));
    out.push_back(rules.sequence({first, rules.repeat(x.any, 0, n - 2), x.fraction}));
  }
  for (size_t i = 0; i < n; ++i)
    out.push_back(x.differs(whole, i, above, rules.sequence({x.exactly(n - 1 - i), x.fraction})));
  // The same before the point.
  std::vector<Expr> tails;
  const Expr equal = rules.sequence({x.point, rules.literal(part)});
  if (above) {
    if (part.empty() && !strict) tails.push_back(x.fraction);
    if (strict) {
      tails.push_back(rules.sequence({equal, x.zeros, first, x.more}));
    } else if (!part.empty()) {
      tails.push_back(rules.sequence({equal, x.more}));
    }
  } else {
    if (!part.empty() || !strict) tails.push_back(rules.empty());
    if (!strict) tails.push_back(rules.sequence({equal, x.zeros}));
    for (size_t i = 1; i < part.size(); ++i)
      tails.push_back(rules.sequence({x.point, rules.literal(part.substr(0, i))}));
  }
  for (size_t i = 0; i < part.size(); ++i) {
    const char low = above ? static_cast<char>(part[i] + 1) : '0';
    const char high = above ? '9' : static_cast<char>(part[i] - 1);
    tails.push_back(rules.sequence(
        {x.point, rules.literal(part.substr(0, i)), digits(rules, low, high), x.more}));
  }
  out.push_back(rules.sequence({rules.literal(whole), rules.choice(std::move(tails))}));
  return dfa_of(rules, rules.choice(std::move(out)));
}

Expr whole_number(Rules& rules) {
  return rules.choice({rules.literal("0"), rules.sequence({digits(rules, '1', '9'),
                                                           rules.repeat(digits(rules, '0', '9'), 0,
                                                                        kIntegerDigits - 1)})});
}

Expr fraction_part(Rules& rules) {
  return rules.optional(rules.sequence(
      {rules.literal("."), rules.repeat(digits(rules, '0', '9'), 1, kFractionDigits)}));
}

// Numbers without a sign, or behind one, within the limits.
Fsa half(const NumberLimits& limits, bool negative) {
  Rules rules;
  const Expr fraction = limits.fractions ? fraction_part(rules) : rules.empty();
  Fsa dfa = dfa_of(rules, rules.sequence({whole_number(rules), fraction}));
  const Fsa none = {{Fsa::State{}}};
  if (negative) dfa = intersection(dfa, beyond(Decimal{}, true, true));  // -0 is written 0
  // Mirrored for numbers behind a sign: their size is bounded the other way round.
  const std::optional<Bound>& low = negative ? limits.max : limits.min;
  const std::optional<Bound>& high = negative ? limits.min : limits.max;
  if (low && low->value.negative == negative)
    dfa = intersection(dfa, beyond(low->value, true, low->exclusive));
  if (high && high->value.negative != negative) return none;
  if (high) dfa = intersection(dfa, beyond(high->value, false, high->exclusive));
  return dfa;
}

// Numbers, with or without a sign, that are a multiple of d = p / 10^k. States are remainders of the
// digits so far by p.
Fsa multiples(const Decimal& d) {
  const auto p = static_cast<uint32_t>(std::stoul(d.integer + d.fraction));
  const auto k = static_cast<uint32_t>(d.fraction.size());
  std::vector<uint32_t> scale(k + 1, 1 % p);  // 10^(k - places) mod p, at [places]
  for (uint32_t j = k; j > 0; --j) scale[j - 1] = scale[j] * 10 % p;
  // 0: start, 1: after '-', 2: zeros after the last place, then [places 0..k][seen a digit][rem].
  Fsa fsa;
  const auto at = [&](uint32_t places, uint32_t rem) { return 3 + places * p + rem; };
  const uint32_t points = 3 + (k + 1) * p;  // just after the point, by remainder
  fsa.states.resize(points + p);
  fsa.states[2].final = true;
  fsa.states[2].edges = {{'0', '0', 2}};
  const auto add_digits = [&](uint32_t from, uint32_t places, uint32_t rem) {
    for (uint32_t digit = 0; digit < 10; ++digit) {
      const auto b = static_cast<uint8_t>('0' + digit);
      fsa.states[from].edges.push_back({b, b, at(places, (rem * 10 + digit) % p)});
    }
  };
  fsa.states[0].edges = {{'-', '-', 1}};
  add_digits(0, 0, 0);
  add_digits(1, 0, 0);
  for (uint32_t rem = 0; rem < p; ++rem) {
    for (uint32_t places = 0; places <= k; ++places) {
      const uint32_t s = at(places, rem);
      fsa.states[s].final = uint64_t{rem} * scale[places] % p == 0;
      if (places == 0) {
        fsa.states[s].edges.push_back({'.', '.', points + rem});
        add_digits(s, 0, rem);
      } else if (places < k) {
        add_digits(s, places + 1, rem);
      } else if (fsa.states[s].final) {
        fsa.states[s].edges.push_back({'0', '0', 2});
      }
    }
    if (k > 0)
      add_digits(points + rem, 1, rem);
    else if (rem == 0)
      fsa.states[points + rem].edges = {{'0', '0', 2}};
  }
  return minimize(fsa);
}

}  // namespace

std::string Decimal::text() const {
  return (negative ? "-" : "") + integer + (fraction.empty() ? "" : "." + fraction);
}

std::optional<Decimal> decimal_of(const Json& number) {
  std::string text = number.dump();
  if (text == "null") return std::nullopt;  // infinite
  Decimal d;
  if (text[0] == '-') {
    d.negative = true;
    text.erase(0, 1);
  }
  long exponent = 0;
  if (const size_t e = text.find_first_of("eE"); e != std::string::npos) {
    exponent = std::stol(text.substr(e + 1));
    text.resize(e);
  }
  const size_t dot = std::min(text.find('.'), text.size());
  std::string all = text.substr(0, dot) + (dot < text.size() ? text.substr(dot + 1) : "");
  long point = static_cast<long>(dot) + exponent;  // digits before the point
  if (point > kMostDigits || static_cast<long>(all.size()) - point > kMostDigits)
    return std::nullopt;
  if (point <= 0) {
    all.insert(0, static_cast<size_t>(1 - point), '0');
    point = 1;
  }
  if (static_cast<size_t>(point) > all.size()) all.append(point - all.size(), '0');
  d.integer = all.substr(0, point);
  d.fraction = all.substr(point);
  d.integer.erase(0, std::min(d.integer.find_first_not_of('0'), d.integer.size() - 1));
  d.fraction.erase(d.fraction.find_last_not_of('0') + 1);
  if (d.is_zero()) d.negative = false;
  return d;
}

int compare(const Decimal& a, const Decimal& b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  int order = 0;
  if (a.integer.size() != b.integer.size())
    order = a.integer.size() < b.integer.size() ? -1 : 1;
  else if (a.integer != b.integer)
    order = a.integer < b.integer ? -1 : 1;
  else
    order = a.fraction.compare(b.fraction);
  return a.negative ? -order : order;
}

Expr number_expression(Rules& rules, bool fractions) {
  const Expr minus = rules.literal("-");
  if (!fractions) {
    const Expr positive = rules.sequence(
        {digits(rules, '1', '9'), rules.repeat(digits(rules, '0', '9'), 0, kIntegerDigits - 1)});
    return rules.choice({rules.literal("0"), rules.sequence({rules.optional(minus), positive})});
  }
  const Expr exponent = rules.optional(rules.sequence(
      {rules.chars(CodePoints::of("eE")), rules.optional(rules.chars(CodePoints::of("+-"))),
       rules.repeat(digits(rules, '0', '9'), 1, kExponentDigits)}));
  return rules.sequence(
      {rules.optional(minus), whole_number(rules), fraction_part(rules), exponent});
}

Fsa number_dfa(const NumberLimits& limits) {
  Rules rules;
  const Expr positive = to_expression(rules, half(limits, false));
  const Expr negative = to_expression(rules, half(limits, true));
  Fsa dfa = dfa_of(rules, rules.choice({positive, rules.sequence({rules.literal("-"), negative})}));
  for (const Decimal& d : limits.multiples_of) dfa = intersection(dfa, multiples(d));
  return dfa;
}

bool can_be_multiple(const Decimal& d) {
  return !d.negative && !d.is_zero() && d.fraction.size() <= kMostPlaces &&
         d.integer.size() + d.fraction.size() <= 6 &&
         std::stoul(d.integer + d.fraction) <= kMostDivisor;
}

}  // namespace tinybrain::grammar
