// Reads the keywords of one schema object, checking the type of each, and merges two such lists.
#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/messages/grammar.h"
#include "grammar/json_flat.h"

namespace tinybrain::grammar {
namespace {

constexpr std::array<std::string_view, 9> kAnnotations = {"title",    "description", "default",
                                                          "examples", "$schema",     "$id",
                                                          "$comment", "$defs",       "definitions"};
constexpr std::array<std::string_view, 4> kCombinators = {"$ref", "allOf", "anyOf", "oneOf"};

constexpr size_t kMostValues = 10000;  // each is compared with each

std::string escaped(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

[[noreturn]] void bad(const Part& part, std::string_view keyword, std::string_view wanted) {
  throw Error(Code::bad_argument, msg::kSchemaBad, part.where, keyword, wanted);
}

uint8_t type_named(const Part& part, const Json& name) {
  const std::string_view text = name.is_string() ? name.as_string() : std::string_view();
  if (text == "null") return kNull;
  if (text == "boolean") return kBoolean;
  if (text == "integer") return kInteger;
  if (text == "number") return kNumber;
  if (text == "string") return kString;
  if (text == "array") return kArray;
  if (text == "object") return kObject;
  bad(part, "type", "null, boolean, integer, number, string, array or object");
}

uint32_t count_of(const Part& part, std::string_view keyword, const Json& value) {
  int64_t n = -1;
  if (value.is_int()) n = value.as_int();
  if (value.is_double() && value.as_double() >= 0 && value.as_double() < 1e9 &&
      value.as_double() == static_cast<double>(static_cast<int64_t>(value.as_double())))
    n = static_cast<int64_t>(value.as_double());
  if (n < 0) bad(part, keyword, "a whole number that is not negative");
  if (n > kMostRepeats) cannot(part.where, keyword, "more than 100000");
  return static_cast<uint32_t>(n);
}

Decimal number_of(const Part& part, std::string_view keyword, const Json& value) {
  if (!value.is_number()) bad(part, keyword, "a number");
  if (std::optional<Decimal> d = decimal_of(value)) return *d;
  cannot(part.where, keyword, "too many digits");
}

const Json::Object& object_of(const Part& part, std::string_view keyword, const Json& value) {
  if (!value.is_object()) bad(part, keyword, "an object");
  return value.as_object();
}

void tighten(std::optional<Bound>& bound, const Bound& other, bool is_min) {
  const int order = bound ? compare(other.value, bound->value) : 0;
  if (!bound || (is_min ? order > 0 : order < 0))
    bound = other;
  else if (order == 0)
    bound->exclusive |= other.exclusive;
}

bool number_keyword(const Part& part, std::string_view k, const Json& v, Flat& out) {
  const bool is_min = k == "minimum" || k == "exclusiveMinimum";
  if (is_min || k == "maximum" || k == "exclusiveMaximum") {
    tighten(is_min ? out.number.min : out.number.max,
            {number_of(part, k, v), k.starts_with("exclusive")}, is_min);
  } else if (k == "multipleOf") {
    const Decimal d = number_of(part, k, v);
    if (d.negative || d.is_zero()) bad(part, k, "a number above 0");
    if (!can_be_multiple(d)) cannot(part.where, k, "more than 2000 remainders");
    out.number.multiples_of.push_back(d);
  } else {
    return false;
  }
  out.mentioned |= kNumber;
  return true;
}

bool string_keyword(const Part& part, std::string_view k, const Json& v, Flat& out) {
  if (k == "minLength") {
    out.min_length = count_of(part, k, v);
  } else if (k == "maxLength") {
    out.max_length = count_of(part, k, v);
  } else if (k == "pattern" || k == "format") {
    if (!v.is_string()) bad(part, k, "a string");
    (k == "pattern" ? out.patterns : out.formats).push_back(v.as_string());
  } else {
    return false;
  }
  out.mentioned |= kString;
  return true;
}

bool array_keyword(const Part& part, std::string_view k, const Json& v, Flat& out) {
  if (k == "items") {
    if (v.is_array()) cannot(part.where, k, "a list of schemas is prefixItems today");
    out.items = Schema{child(part, k)};
  } else if (k == "prefixItems") {
    if (!v.is_array()) bad(part, k, "an array of schemas");
    out.prefix.emplace();
    for (size_t i = 0; i < v.as_array().size(); ++i)
      out.prefix->push_back({{&v.as_array()[i], part.where + "/prefixItems/" + std::to_string(i)}});
  } else if (k == "minItems") {
    out.min_items = count_of(part, k, v);
  } else if (k == "maxItems") {
    out.max_items = count_of(part, k, v);
  } else if (k == "uniqueItems") {
    if (!v.is_bool()) bad(part, k, "true or false");
    out.unique = v.as_bool();
  } else {
    return false;
  }
  out.mentioned |= kArray;
  return true;
}

bool object_keyword(const Part& part, std::string_view k, const Json& v, Flat& out) {
  if (k == "properties" || k == "patternProperties") {
    out.names_properties = true;
    for (const auto& [key, value] : object_of(part, k, v))
      (k == "properties" ? out.properties : out.pattern_properties)
          .emplace_back(key, Schema{child(part, k, key)});
  } else if (k == "required") {
    if (!v.is_array()) bad(part, k, "an array of strings");
    for (const Json& name : v.as_array()) {
      if (!name.is_string()) bad(part, k, "an array of strings");
      if (std::find(out.required.begin(), out.required.end(), name.as_string()) ==
          out.required.end())
        out.required.push_back(name.as_string());
    }
  } else if (k == "additionalProperties") {
    out.additional = Schema{child(part, k)};
  } else if (k == "minProperties") {
    out.min_properties = count_of(part, k, v);
  } else if (k == "maxProperties") {
    out.max_properties = count_of(part, k, v);
  } else {
    return false;
  }
  out.mentioned |= kObject;
  return true;
}

void general_keyword(const Part& part, std::string_view k, const Json& v, Flat& out) {
  if (k == "type") {
    uint8_t types = 0;
    if (v.is_array())
      for (const Json& name : v.as_array()) types |= type_named(part, name);
    else
      types = type_named(part, v);
    out.types = types;
    out.typed = true;
  } else if (k == "const") {
    // Beside an enum: both.
    const std::vector<Json> before = out.values.value_or(std::vector<Json>{v});
    const bool in =
        std::any_of(before.begin(), before.end(), [&](const Json& b) { return same_value(b, v); });
    out.values = in ? std::vector<Json>{v} : std::vector<Json>{};
  } else if (k == "enum") {
    if (!v.is_array()) bad(part, k, "an array");
    if (v.as_array().size() > kMostValues) cannot(part.where, k, "more than 10000 values");
    std::vector<Json> values;
    for (const Json& value : v.as_array()) {
      const auto same = [&](const Json& b) { return same_value(b, value); };
      if (std::any_of(values.begin(), values.end(), same)) continue;
      if (out.values && std::none_of(out.values->begin(), out.values->end(), same)) continue;
      values.push_back(value);
    }
    out.values = std::move(values);
  } else {
    throw Error(Code::unsupported, msg::kSchemaKeyword, part.where, k);
  }
}

Schema both(const Schema& a, const Schema& b) {
  Schema out = a;
  out.insert(out.end(), b.begin(), b.end());
  return out;
}

// What a flat says about a key that its `properties` do not name.
Schema of_others(const Flat& f) { return f.additional.value_or(Schema{}); }

const Schema* find(const std::vector<std::pair<std::string, Schema>>& list,
                   const std::string& key) {
  for (const auto& [k, s] : list)
    if (k == key) return &s;
  return nullptr;
}

void merge_objects(const Flat& a, const Flat& b, Flat& out) {
  const bool patterns = !a.pattern_properties.empty() || !b.pattern_properties.empty();
  const auto says = [](const Flat& f) { return f.names_properties || f.additional; };
  if (patterns && says(a) && says(b))
    cannot(b.where, "patternProperties", "merged with the properties of another schema");
  out.pattern_properties.insert(out.pattern_properties.end(), b.pattern_properties.begin(),
                                b.pattern_properties.end());
  out.properties.clear();
  for (const auto& [key, schema] : a.properties) {
    const Schema* other = find(b.properties, key);
    out.properties.emplace_back(key, both(schema, other ? *other : of_others(b)));
  }
  for (const auto& [key, schema] : b.properties)
    if (!find(a.properties, key)) out.properties.emplace_back(key, both(of_others(a), schema));
  if (b.additional) out.additional = both(of_others(a), *b.additional);
  out.names_properties |= b.names_properties;
  for (const std::string& name : b.required)
    if (std::find(out.required.begin(), out.required.end(), name) == out.required.end())
      out.required.push_back(name);
  out.min_properties = std::max(a.min_properties, b.min_properties);
  out.max_properties = std::min(a.max_properties, b.max_properties);
}

void merge_arrays(const Flat& a, const Flat& b, Flat& out) {
  if (a.prefix || b.prefix) {
    const size_t n = std::max(a.prefix ? a.prefix->size() : 0, b.prefix ? b.prefix->size() : 0);
    const auto item = [](const Flat& f, size_t i) {
      return f.prefix && i < f.prefix->size() ? (*f.prefix)[i] : f.items.value_or(Schema{});
    };
    out.prefix.emplace();
    for (size_t i = 0; i < n; ++i) out.prefix->push_back(both(item(a, i), item(b, i)));
  }
  if (b.items) out.items = both(a.items.value_or(Schema{}), *b.items);
  out.min_items = std::max(a.min_items, b.min_items);
  out.max_items = std::min(a.max_items, b.max_items);
  out.unique |= b.unique;
}

}  // namespace

Part child(const Part& part, std::string_view keyword) {
  return {&part.json->at(keyword), part.where + '/' + escaped(keyword)};
}

Part child(const Part& part, std::string_view keyword, std::string_view key) {
  return {&part.json->at(keyword).at(key),
          part.where + '/' + escaped(keyword) + '/' + escaped(key)};
}

void cannot(const std::string& where, std::string_view keyword, std::string_view why) {
  throw Error(Code::unsupported, msg::kSchemaCannot, where, keyword, why);
}

bool is_annotation(std::string_view keyword) {
  return std::find(kAnnotations.begin(), kAnnotations.end(), keyword) != kAnnotations.end();
}

uint8_t type_of(const Json& v) {
  if (v.is_null()) return kNull;
  if (v.is_bool()) return kBoolean;
  if (v.is_string()) return kString;
  if (v.is_array()) return kArray;
  if (v.is_object()) return kObject;
  const std::optional<Decimal> d = decimal_of(v);
  return v.is_int() || (d ? d->is_integer() : v.as_double() > 1 || v.as_double() < -1) ? kInteger
                                                                                       : kFraction;
}

bool same_value(const Json& a, const Json& b) {
  if (a.is_number() && b.is_number()) {
    const std::optional<Decimal> x = decimal_of(a), y = decimal_of(b);
    return x && y ? *x == *y : a.as_double() == b.as_double();
  }
  if (a.is_array() && b.is_array())
    return std::equal(a.as_array().begin(), a.as_array().end(), b.as_array().begin(),
                      b.as_array().end(), same_value);
  if (a.is_object() && b.is_object()) {
    if (a.as_object().size() != b.as_object().size()) return false;
    return std::all_of(a.as_object().begin(), a.as_object().end(), [&](const Json::Member& m) {
      const Json* other = b.find(m.first);
      return other && same_value(m.second, *other);
    });
  }
  return a == b;
}

Flat plain_keywords(const Part& part) {
  Flat out;
  out.where = part.where;
  for (const auto& [k, v] : part.json->as_object()) {
    if (is_annotation(k) ||
        std::find(kCombinators.begin(), kCombinators.end(), k) != kCombinators.end())
      continue;
    if (!number_keyword(part, k, v, out) && !string_keyword(part, k, v, out) &&
        !array_keyword(part, k, v, out) && !object_keyword(part, k, v, out))
      general_keyword(part, k, v, out);
  }
  return out;
}

Flat merged(const Flat& a, const Flat& b) {
  Flat out = a;
  out.types = a.types & b.types;
  out.typed |= b.typed;
  out.mentioned |= b.mentioned;
  if (a.values && b.values)
    std::erase_if(*out.values, [&](const Json& v) {
      return std::none_of(b.values->begin(), b.values->end(),
                          [&](const Json& w) { return same_value(v, w); });
    });
  else if (b.values)
    out.values = b.values;
  if (b.number.min) tighten(out.number.min, *b.number.min, true);
  if (b.number.max) tighten(out.number.max, *b.number.max, false);
  const auto append = [](auto& to, const auto& from) {
    for (const auto& x : from)
      if (std::find(to.begin(), to.end(), x) == to.end()) to.push_back(x);
  };
  append(out.number.multiples_of, b.number.multiples_of);
  append(out.patterns, b.patterns);
  append(out.formats, b.formats);
  out.min_length = std::max(a.min_length, b.min_length);
  out.max_length = std::min(a.max_length, b.max_length);
  merge_arrays(a, b, out);
  merge_objects(a, b, out);
  if (a.where == "#") out.where = b.where;
  return out;
}

}  // namespace tinybrain::grammar
