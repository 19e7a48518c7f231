// Spelling of JSON values, and the rules for values without a schema.
#include "grammar/json_text.h"

#include "base/format.h"

#include "grammar/json_number.h"
#include "text/unicode.h"

namespace tinybrain::grammar {
namespace {

// What comes after the backslash, or '\0'.
char short_escape(char32_t c) {
  switch (c) {
    case '"':
    case '\\': return static_cast<char>(c);
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return '\0';
  }
}

std::string escaped(char32_t c) {
  if (const char s = short_escape(c)) return {'\\', s};
  return fmt::format("\\u{:04x}", static_cast<unsigned>(c));
}

const CodePoints kNeverRaw = {{0, 0x1F}, {'"', '"'}, {'\\', '\\'}};

}  // namespace

std::string spelled_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto b = static_cast<unsigned char>(c);
    if (b < 0x20 || c == '"' || c == '\\')
      out += escaped(b);
    else
      out += c;
  }
  return out + '"';
}

std::string spelled(const Json& value) {
  if (value.is_string()) return spelled_string(value.as_string());
  if (!value.is_array() && !value.is_object()) return value.dump();
  std::string out;
  if (value.is_array()) {
    for (const Json& item : value.as_array()) out += (out.empty() ? "" : ", ") + spelled(item);
    return '[' + out + ']';
  }
  for (const auto& [key, member] : value.as_object())
    out += (out.empty() ? "" : ", ") + spelled_string(key) + ": " + spelled(member);
  return '{' + out + '}';
}

Expr plain_chars(Rules& rules, const CodePoints& set) {
  std::vector<Expr> parts = {rules.chars(set.minus(kNeverRaw))};
  const CodePoints never_raw = set.intersect(kNeverRaw);
  for (const CodePoints::Range& r : never_raw.ranges())
    for (char32_t c = r.first; c <= r.second; ++c) parts.push_back(rules.literal(escaped(c)));
  return rules.choice(std::move(parts));
}

Expr free_char(Rules& rules) {
  const auto set = [&](std::initializer_list<CodePoints::Range> r) { return rules.chars(r); };
  const Expr hex = set({{'0', '9'}, {'A', 'F'}, {'a', 'f'}});
  const Expr d = set({{'D', 'D'}, {'d', 'd'}}), hex2 = rules.sequence({hex, hex});
  const Expr apart = rules.choice(
      {rules.sequence(
           {set({{'0', '9'}, {'A', 'C'}, {'E', 'F'}, {'a', 'c'}, {'e', 'f'}}), hex, hex2}),
       rules.sequence({d, set({{'0', '7'}}), hex2})});
  const Expr high = rules.sequence({d, set({{'8', '9'}, {'A', 'B'}, {'a', 'b'}}), hex2});
  const Expr low = rules.sequence({d, set({{'C', 'F'}, {'c', 'f'}}), hex2});
  const Expr pair = rules.sequence({high, rules.literal("\\u"), low});
  return rules.choice(
      {rules.chars(kNeverRaw.complement()),
       rules.sequence(
           {rules.literal("\\"),
            rules.choice({rules.chars(CodePoints::of("\"\\/bfnrt")),
                          rules.sequence({rules.literal("u"), rules.choice({apart, pair})})})})});
}

template <class Body>
Expr JsonRules::once(std::optional<RuleId>& rule, const char* name, Body body) {
  if (!rule) {
    rule = rules_.add_rule(name, true);
    rules_.define(*rule, body());
  }
  return rules_.call(*rule);
}

Expr JsonRules::any_char() {
  return once(char_, "char", [&] { return free_char(rules_); });
}

Expr JsonRules::any_string() {
  return once(string_, "string", [&] {
    const Expr quote = rules_.literal("\"");
    return rules_.sequence({quote, rules_.repeat(free_char(rules_), 0, kUnbounded), quote});
  });
}

Expr JsonRules::any_number() {
  return once(number_, "number", [&] { return number_expression(rules_, true); });
}

Expr JsonRules::any_integer() {
  return once(integer_, "integer", [&] { return number_expression(rules_, false); });
}

Expr JsonRules::any_value() {
  return once(value_, "value", [&] {
    const Expr value = rules_.call(*value_), comma = rules_.literal(", ");
    const Expr member = rules_.sequence({any_string(), rules_.literal(": "), value});
    const auto list = [&](const char* open, Expr item, const char* close) {
      return rules_.sequence(
          {rules_.literal(open),
           rules_.optional(rules_.sequence(
               {item, rules_.repeat(rules_.sequence({comma, item}), 0, kUnbounded)})),
           rules_.literal(close)});
    };
    return rules_.choice({any_string(), any_number(), rules_.literal("true"),
                          rules_.literal("false"), rules_.literal("null"), list("{", member, "}"),
                          list("[", value, "]")});
  });
}

}  // namespace tinybrain::grammar
