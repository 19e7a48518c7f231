// Strings under limits: patterns, formats and lengths as automata over the plain spelling, and which
// values of an enum keep the limits beside it.
#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/messages/grammar.h"
#include "grammar/json_flat.h"
#include "grammar/json_text.h"
#include "grammar/regex.h"

namespace tinybrain::grammar {
namespace {

// RFC 3339's date, years 0001 to 9999: days that exist, 29 February in leap years only.
#define TB_YEAR "(000[1-9]|00[1-9]\\d|0[1-9]\\d\\d|[1-9]\\d{3})"
#define TB_LEAP_YEAR "(\\d\\d(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
#define TB_DATE                               \
  "(" TB_YEAR                                 \
  "-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])" \
  "|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))|" TB_LEAP_YEAR "-02-29)"
#define TB_TIME "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)"
#define TB_ATOM "[A-Za-z0-9_+'-]{1,20}"
#define TB_LABEL "[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?"
#define TB_BYTE "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"

struct Format {
  std::string_view name, pattern;
};
// Leap seconds are left out of time; an email is the plain kind, without quotes or comments.
constexpr std::array<Format, 6> kFormats = {{
    {"date", TB_DATE},
    {"time", TB_TIME},
    {"date-time", TB_DATE "T" TB_TIME},
    {"uuid", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"},
    {"email", TB_ATOM "(\\." TB_ATOM "){0,3}@" TB_LABEL "(\\." TB_LABEL "){1,3}"},
    {"ipv4", TB_BYTE "(\\." TB_BYTE "){3}"},
}};

Expr quoted(Rules& rules, Expr inside) {
  return rules.sequence({rules.literal("\""), inside, rules.literal("\"")});
}

}  // namespace

Fsa string_dfa(const Flat& flat) {
  Rules rules;
  const Expr any = plain_chars(rules, CodePoints::all());
  std::optional<Fsa> dfa;
  const auto also = [&](Expr inside) {
    Fsa next = dfa_of(rules, quoted(rules, inside));
    dfa = dfa ? intersection(*dfa, next) : std::move(next);
  };
  for (const std::string& format : flat.formats) {
    const auto it = std::find_if(kFormats.begin(), kFormats.end(),
                                 [&](const Format& f) { return f.name == format; });
    if (it == kFormats.end()) cannot(flat.where, "format", "'" + format + "' is not known");
    also(whole_match(rules, it->pattern));
  }
  for (const std::string& pattern : flat.patterns) {
    try {
      also(search_match(rules, pattern, plain_chars));
    } catch (const Error& e) {
      throw e.in("JSON Schema, " + flat.where + "/pattern");
    }
  }
  if (!dfa || flat.min_length > 0 || flat.max_length != kUnbounded)
    also(flat.max_length < flat.min_length ? rules.nothing()
                                           : rules.repeat(any, flat.min_length, flat.max_length));
  return std::move(*dfa);
}

bool admits(const Flat& flat, const Json& value) {
  const uint8_t type = type_of(value);
  if (!(flat.types & type)) return false;
  if (type & kNumber) {
    const std::optional<Decimal> d = decimal_of(value);
    const NumberLimits& n = flat.number;
    if (!n.min && !n.max && n.multiples_of.empty()) return true;
    if (!d) cannot(flat.where, "enum", "a number with so many digits beside limits");
    if (n.min && compare(*d, n.min->value) < (n.min->exclusive ? 1 : 0)) return false;
    if (n.max && compare(*d, n.max->value) > (n.max->exclusive ? -1 : 0)) return false;
    if (n.multiples_of.empty()) return true;
    NumberLimits only;
    only.multiples_of = n.multiples_of;
    return matches(number_dfa(only), d->text());
  }
  if (type == kString) {
    if (flat.patterns.empty() && flat.formats.empty() && flat.min_length == 0 &&
        flat.max_length == kUnbounded)
      return true;
    return matches(string_dfa(flat), spelled(value));
  }
  if ((type & (kArray | kObject)) && (flat.mentioned & type))
    cannot(flat.where, "enum", "an array or object beside other limits on it");
  return true;
}

}  // namespace tinybrain::grammar
