// From flat schemas to expressions.
#include "grammar/json_schema.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/messages/grammar.h"
#include "grammar/json_flat.h"
#include "grammar/json_text.h"
#include "grammar/regex.h"

namespace tinybrain::grammar {
namespace {

constexpr unsigned kMostDepth = 100;      // of schemas inside schemas
constexpr size_t kMostStates = 50000;     // of one object or array
constexpr size_t kMostUniqueValues = 10;  // of the enum behind uniqueItems: 2^n states
constexpr uint32_t kInlineLength = 32;    // strings up to this length have no calls inside

class Compiler {
 public:
  explicit Compiler(const Json& root) : root_(root), document_(root), json_(rules_) {}

  Rules run() {
    const RuleId root = rules_.add_rule("#");
    references_[&root_] = root;
    rules_.define(root, compile(Schema{{&root_, "#"}}));
    return std::move(rules_);
  }

 private:
  Expr compile(const Schema& schema) {
    if (++depth_ > kMostDepth) cannot(schema[0].where, "properties", "nested too deeply");
    const Expr out = schema.size() == 1 ? compile_part(schema[0]) : compile_flats(schema);
    --depth_;
    return out;
  }

  // Keeps references as calls where nothing must be merged with them.
  Expr compile_part(const Part& part) {
    if (!part.json->is_object()) return compile_flats({part});
    std::string_view only;
    size_t count = 0;
    for (const auto& [k, v] : part.json->as_object())
      if (!is_annotation(k)) {
        only = k;
        ++count;
      }
    if (count != 1) return compile_flats({part});
    if (only == "$ref") return reference(part);
    if (only != "anyOf" && only != "oneOf") return compile_flats({part});
    const Json& list = part.json->at(only);
    if (!list.is_array() || list.as_array().empty()) return compile_flats({part});
    std::vector<Expr> parts;
    std::vector<std::vector<Flat>> flats;
    for (size_t i = 0; i < list.as_array().size(); ++i) {
      const Part branch{&list.as_array()[i],
                        part.where + '/' + std::string(only) + '/' + std::to_string(i)};
      if (only == "oneOf") flats.push_back(document_.alternatives({branch}));
      parts.push_back(compile({branch}));
    }
    document_.require_disjoint(flats, part.where);
    return rules_.choice(std::move(parts));
  }

  Expr reference(const Part& part) {
    const Part target = document_.target(part);
    if (const auto it = references_.find(target.json); it != references_.end())
      return rules_.call(it->second);
    const RuleId rule = rules_.add_rule(target.where);
    references_[target.json] = rule;
    rules_.define(rule, compile({target}));
    return rules_.call(rule);
  }

  Expr compile_flats(const Schema& schema) {
    std::vector<Expr> parts;
    for (const Flat& flat : document_.alternatives(schema)) parts.push_back(compile_flat(flat));
    return rules_.choice(std::move(parts));
  }

  Expr compile_flat(const Flat& f) {
    std::vector<Expr> parts;
    if (f.values) {
      for (const Json& v : *f.values)
        if (admits(f, v)) parts.push_back(rules_.literal(spelled(v)));
      return rules_.choice(std::move(parts));
    }
    const uint8_t types = f.written();
    if (types == kAllTypes && f.mentioned == 0) return json_.any_value();
    if (types & kNull) parts.push_back(rules_.literal("null"));
    if (types & kBoolean)
      parts.insert(parts.end(), {rules_.literal("true"), rules_.literal("false")});
    if (types & kNumber) parts.push_back(number(f, types));
    if (types & kString) parts.push_back(string(f));
    if (types & kArray) parts.push_back(array(f));
    if (types & kObject) parts.push_back(object(f));
    return rules_.choice(std::move(parts));
  }

  // The same body once, under a key that says it all.
  template <class Body>
  Expr once(const std::string& key, Body body) {
    const auto [it, fresh] = made_.try_emplace(key, 0);
    if (fresh) {
      const Expr expr = body();
      if (rules_.is_nothing(expr)) return made_[key] = kNothing, expr;
      it->second = rules_.add_rule(key, true);
      rules_.define(it->second, expr);
    }
    return it->second == kNothing ? rules_.nothing() : rules_.call(it->second);
  }

  Expr as_rule(Expr e, const char* name) {
    if (rules_.is_nothing(e) || rules_.at(e).kind == Expression::Kind::call) return e;
    const RuleId rule = rules_.add_rule(name);
    rules_.define(rule, e);
    return rules_.call(rule);
  }

  Expr number(const Flat& f, uint8_t types) {
    NumberLimits limits = f.number;
    limits.fractions = types & kFraction;
    if (!limits.min && !limits.max && limits.multiples_of.empty())
      return limits.fractions ? json_.any_number() : json_.any_integer();
    std::string key = limits.fractions ? "number" : "integer";
    const auto bound = [&](const char* name, const std::optional<Bound>& b) {
      if (b) key += std::string(" ") + name + (b->exclusive ? " excl " : " ") + b->value.text();
    };
    bound("min", limits.min);
    bound("max", limits.max);
    for (const Decimal& d : limits.multiples_of) key += " of " + d.text();
    return once(key, [&] { return to_expression(rules_, number_dfa(limits)); });
  }

  Expr string(const Flat& f) {
    if (f.max_length < f.min_length) return rules_.nothing();
    const bool lengths = f.min_length > 0 || f.max_length != kUnbounded;
    if (f.patterns.empty() && f.formats.empty() && !lengths) return json_.any_string();
    Json limits = Json::Array{};
    for (const std::string& p : f.patterns) limits.push(p);
    limits.push(Json(nullptr));
    for (const std::string& x : f.formats) limits.push(x);
    const std::string key = "string " + std::to_string(f.min_length) + ' ' +
                            std::to_string(f.max_length) + ' ' + limits.dump();
    return once(key, [&] {
      if (!f.patterns.empty() || !f.formats.empty()) return to_expression(rules_, string_dfa(f));
      const uint32_t most = f.max_length == kUnbounded ? f.min_length : f.max_length;
      const Expr c = most <= kInlineLength ? free_char(rules_) : json_.any_char();
      const Expr quote = rules_.literal("\"");
      return rules_.sequence({quote, rules_.repeat(c, f.min_length, f.max_length), quote});
    });
  }

  // State c: c items so far; the last one stands for all larger counts when there is no limit.
  Expr array(const Flat& f) {
    if (f.unique && f.max_items > 1) return unique_array(f);
    const size_t fixed = f.prefix ? f.prefix->size() : 0;
    const bool limited = f.max_items != kUnbounded;
    const size_t last = limited ? f.max_items : std::max<size_t>({fixed, f.min_items, 1});
    if (last > kMostStates) cannot(f.where, limited ? "maxItems" : "minItems", "too many");
    const Expr rest = last > fixed || !limited ? as_rule(item_of(f, fixed), "item") : 0;
    Network net;
    for (size_t c = 0; c <= last; ++c) net.add_state();  // 1 + c
    const uint32_t end = net.add_state();
    net.add(0, rules_.literal("["), 1);
    const Expr comma = rules_.literal(", "), close = rules_.literal("]");
    for (size_t c = 0; c <= last; ++c) {
      const auto from = static_cast<uint32_t>(1 + c);
      if (c >= f.min_items) net.add(from, close, end);
      if (c == last && limited) break;
      const Expr item = c < fixed ? item_of(f, c) : rest;
      if (rules_.is_nothing(item)) break;
      const Expr step = c == 0 ? item : rules_.sequence({comma, item});
      net.add(from, step, c == last ? from : from + 1);
    }
    net.finals = {end};
    return rules_.network(std::move(net));
  }

  Expr item_of(const Flat& f, size_t i) {
    if (f.prefix && i < f.prefix->size()) return compile_or_any((*f.prefix)[i]);
    return f.items ? compile_or_any(*f.items) : json_.any_value();
  }

  Expr compile_or_any(const Schema& s) { return s.empty() ? json_.any_value() : compile(s); }

  // A state a set of values that were used: for items of a short list only.
  Expr unique_array(const Flat& f) {
    if (f.prefix || !f.items) cannot(f.where, "uniqueItems", "items must be an enum");
    std::vector<Json> values;
    const auto add = [&](const Flat& item, const Json& v) {
      const auto same = [&](const Json& w) { return same_value(v, w); };
      if (admits(item, v) && std::none_of(values.begin(), values.end(), same)) values.push_back(v);
    };
    for (const Flat& item : document_.alternatives(*f.items)) {
      const uint8_t finite = kNull | kBoolean;
      if (!item.values && (item.written() & ~finite))
        cannot(f.where, "uniqueItems", "items must be an enum");
      if (item.values)
        for (const Json& v : *item.values) add(item, v);
      else
        for (const Json& v : {Json(nullptr), Json(true), Json(false)}) add(item, v);
    }
    if (values.size() > kMostUniqueValues)
      cannot(f.where, "uniqueItems", "an enum of more than 10 values");
    Network net;
    const uint32_t sets = 1u << values.size();
    for (uint32_t s = 0; s <= sets; ++s) net.add_state();  // 1 + set
    const uint32_t end = net.add_state();
    net.add(0, rules_.literal("["), 1);
    for (uint32_t s = 0; s < sets; ++s) {
      const auto count = static_cast<uint32_t>(__builtin_popcount(s));
      if (count > f.max_items) continue;
      if (count >= f.min_items) net.add(1 + s, rules_.literal("]"), end);
      for (size_t v = 0; v < values.size() && count < f.max_items; ++v)
        if (!(s >> v & 1))
          net.add(1 + s, rules_.literal((s ? ", " : "") + spelled(values[v])), 1 + (s | 1u << v));
    }
    net.finals = {end};
    return rules_.network(std::move(net));
  }

  struct Member {
    std::string key;
    Expr value;
    bool required;
  };
  struct Extra {
    Expr key, value;
  };

  Expr object(const Flat& f);
  bool members_of(const Flat& f, std::vector<Member>& members);
  std::vector<Extra> extras_of(const Flat& f, const std::vector<std::string>& names);
  Expr object_network(const Flat& f, const std::vector<Member>& members,
                      const std::vector<Extra>& extras);
  Fsa keys_matching(const Flat& f, const std::string& pattern);

  static constexpr RuleId kNothing = UINT32_MAX;

  const Json& root_;
  Document document_;
  Rules rules_;
  JsonRules json_;
  std::map<const Json*, RuleId> references_;
  std::map<std::string, RuleId> made_;
  unsigned depth_ = 0;
};

Fsa Compiler::keys_matching(const Flat& f, const std::string& pattern) {
  Flat key;
  key.where = f.where + "/patternProperties";
  key.patterns = {pattern};
  return string_dfa(key);
}

// Named members in their order: those of `properties`, then those that are only required. False when
// a required one can have no value.
bool Compiler::members_of(const Flat& f, std::vector<Member>& members) {
  const auto add = [&](const std::string& key, Schema schema, bool named) {
    bool matched = named;
    for (const auto& [pattern, of_pattern] : f.pattern_properties) {
      if (!matches(keys_matching(f, pattern), spelled_string(key))) continue;
      schema.insert(schema.end(), of_pattern.begin(), of_pattern.end());
      matched = true;
    }
    if (!matched && f.additional) schema = *f.additional;
    const bool required = std::find(f.required.begin(), f.required.end(), key) != f.required.end();
    const Expr value = compile_or_any(schema);
    if (rules_.is_nothing(value)) return !required;
    members.push_back({key, value, required});
    return true;
  };
  for (const auto& [key, schema] : f.properties)
    if (!add(key, schema, true)) return false;
  for (const std::string& key : f.required) {
    const bool named = std::any_of(f.properties.begin(), f.properties.end(),
                                   [&](const auto& p) { return p.first == key; });
    if (!named && !add(key, {}, false)) return false;
  }
  return true;
}

// Members whose keys have no name in the schema: by pattern, and all others.
std::vector<Compiler::Extra> Compiler::extras_of(const Flat& f,
                                                 const std::vector<std::string>& names) {
  std::vector<Extra> out;
  const bool open = f.additional ? true : !f.names_properties;
  const Expr others = !open          ? rules_.nothing()
                      : f.additional ? compile_or_any(*f.additional)
                                     : json_.any_value();
  if (names.empty() && f.pattern_properties.empty()) {
    if (!rules_.is_nothing(others)) out.push_back({json_.any_string(), others});
    return out;
  }
  if (rules_.is_nothing(others) && f.pattern_properties.empty()) return out;
  Rules scratch;
  std::vector<Expr> literals;
  for (const std::string& name : names) literals.push_back(scratch.literal(spelled_string(name)));
  const Fsa named = dfa_of(scratch, scratch.choice(std::move(literals)));
  Fsa free = difference(string_dfa(Flat{}), named);
  for (size_t i = 0; i < f.pattern_properties.size(); ++i) {
    const auto& [pattern, schema] = f.pattern_properties[i];
    const Fsa all = keys_matching(f, pattern);
    for (size_t j = 0; j < i; ++j)
      if (!matches_nothing(intersection(all, keys_matching(f, f.pattern_properties[j].first))))
        cannot(f.where, "patternProperties", "two patterns match the same key");
    const Expr value = compile(schema), key = to_expression(rules_, difference(all, named));
    if (!rules_.is_nothing(value) && !rules_.is_nothing(key)) out.push_back({key, value});
    free = difference(free, all);
  }
  const Expr key = to_expression(rules_, free);
  if (!rules_.is_nothing(others) && !rules_.is_nothing(key)) out.push_back({key, others});
  return out;
}

Expr Compiler::object(const Flat& f) {
  std::vector<Member> members;
  if (!members_of(f, members)) return rules_.nothing();
  std::vector<std::string> names = f.required;
  for (const auto& [key, schema] : f.properties) names.push_back(key);
  const std::vector<Extra> extras = extras_of(f, names);
  // A key may come twice among the extras, but counts once.
  if (!extras.empty() && f.min_properties > std::max<size_t>(1, f.required.size()))
    cannot(f.where, "minProperties", "keys without a name might repeat");
  return object_network(f, members, extras);
}

// State (i, c): members before i were written or left out, c of them written (the last c stands for
// more when there is no limit).
Expr Compiler::object_network(const Flat& f, const std::vector<Member>& members,
                              const std::vector<Extra>& extras) {
  const bool limited = f.max_properties != kUnbounded;
  const size_t n = members.size();
  const size_t most =
      limited ? (extras.empty() ? std::min<size_t>(f.max_properties, n) : f.max_properties)
              : std::max<uint32_t>(1, f.min_properties);
  if ((n + 1) * (most + 1) > kMostStates) cannot(f.where, "maxProperties", "too many");
  const bool again = most > 1;  // a value is used from several states
  const auto rule_if_again = [&](Expr e) { return again ? as_rule(e, "value") : e; };
  Network net;
  const auto at = [&](size_t i, size_t c) { return static_cast<uint32_t>(1 + i * (most + 1) + c); };
  for (size_t s = 0; s < (n + 1) * (most + 1); ++s) net.add_state();
  net.add(0, rules_.literal("{"), at(0, 0));
  // From (i, c) over a key and a value to (to, c + 1). States with the same end share the value.
  const auto add = [&](size_t i, size_t to, Expr key, Expr value) {
    for (size_t after = 1; after <= most; ++after) {
      const uint32_t middle = net.add_state();
      net.add(middle, value, at(to, after));
      const auto enter = [&](size_t c) {
        net.add(at(i, c), c == 0 ? key : rules_.sequence({rules_.literal(", "), key}), middle);
      };
      enter(after - 1);
      if (after == most && !limited) enter(after);
    }
  };
  for (size_t i = 0; i < n; ++i) {
    const Member& m = members[i];
    add(i, i + 1, rules_.literal(spelled_string(m.key) + ": "), rule_if_again(m.value));
    for (size_t c = 0; !m.required && c <= most; ++c)
      net.add(at(i, c), rules_.empty(), at(i + 1, c));
  }
  for (const Extra& e : extras)
    add(n, n, rules_.sequence({as_rule(e.key, "key"), rules_.literal(": ")}),
        as_rule(e.value, "value"));
  const uint32_t end = net.add_state();
  for (size_t c = std::min<size_t>(f.min_properties, most + 1); c <= most; ++c)
    net.add(at(n, c), rules_.literal("}"), end);
  net.finals = {end};
  return rules_.network(std::move(net));
}

}  // namespace

Rules rules_of_schema(const Json& schema) { return Compiler(schema).run(); }

}  // namespace tinybrain::grammar
