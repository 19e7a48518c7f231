#include "skills/schema.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/messages/skills.h"
#include "text/unicode.h"

namespace tinybrain::skills {
namespace {

constexpr int kDeepest = 32;
constexpr std::array<std::string_view, 8> kIgnored = {
    "title", "description", "default", "examples", "format", "$schema", "$id", "$comment"};
constexpr std::array<std::string_view, 7> kTypes = {"object",  "array",   "string", "number",
                                                    "integer", "boolean", "null"};
constexpr std::array<std::string_view, 10> kNumbers = {
    "minimum",   "maximum",  "exclusiveMinimum", "exclusiveMaximum", "minLength",
    "maxLength", "minItems", "maxItems",         "minProperties",    "maxProperties"};

template <class List>
bool has(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string joined(std::string_view path, std::string_view name) {
  return path.empty() ? std::string(name) : std::string(path) + "." + std::string(name);
}

[[noreturn]] void wrong_schema(const std::string& where) {
  throw Error(Code::bad_argument, msg::kSchemaWrong, where);
}

void check_schema(const Json& schema, const std::string& path, int depth);

void check_keyword(const std::string& name, const Json& value, const std::string& where,
                   int depth) {
  const bool one_type = value.is_string() && has(kTypes, value.as_string());
  if (has(kIgnored, name) || name == "const") return;
  if (name == "type") {
    if (one_type) return;
    if (!value.is_array()) wrong_schema(where);
    for (const Json& t : value.as_array())
      if (!t.is_string() || !has(kTypes, t.as_string())) wrong_schema(where);
  } else if (name == "enum") {
    if (!value.is_array() || value.as_array().empty()) wrong_schema(where);
  } else if (name == "required") {
    if (!value.is_array()) wrong_schema(where);
    for (const Json& r : value.as_array())
      if (!r.is_string()) wrong_schema(where);
  } else if (name == "properties") {
    if (!value.is_object()) wrong_schema(where);
    for (const auto& [member, one] : value.as_object())
      check_schema(one, joined(where, member), depth + 1);
  } else if (name == "anyOf") {
    if (!value.is_array() || value.as_array().empty()) wrong_schema(where);
    for (const Json& one : value.as_array()) check_schema(one, where, depth + 1);
  } else if (name == "items" || name == "additionalProperties") {
    if (!value.is_bool()) check_schema(value, where, depth + 1);
  } else if (name == "uniqueItems") {
    if (!value.is_bool()) wrong_schema(where);
  } else if (has(kNumbers, name)) {
    if (!value.is_number()) wrong_schema(where);
  } else {
    throw Error(Code::unsupported, msg::kSchemaKeyword, name, where);
  }
}

void check_schema(const Json& schema, const std::string& path, int depth) {
  if (!schema.is_object() || depth > kDeepest) wrong_schema(path);
  for (const auto& [name, value] : schema.as_object())
    check_keyword(name, value, joined(path, name), depth);
}

bool is_whole(const Json& v) {
  return v.is_int() || (v.is_double() && std::floor(v.as_double()) == v.as_double());
}

bool is_of(const Json& v, std::string_view type) {
  if (type == "object") return v.is_object();
  if (type == "array") return v.is_array();
  if (type == "string") return v.is_string();
  if (type == "number") return v.is_number();
  if (type == "integer") return is_whole(v);
  if (type == "boolean") return v.is_bool();
  return v.is_null();
}

bool equal(const Json& a, const Json& b) {
  return a.is_number() && b.is_number() ? a.as_double() == b.as_double() : a == b;
}

size_t characters(std::string_view s) {
  size_t n = 0;
  for (; !s.empty(); ++n) s.remove_prefix(unicode::decode(s).length);
  return n;
}

// What is said of the value itself when a member has no name.
std::string named(const std::string& path) { return path.empty() ? "arguments" : path; }

[[noreturn]] void wrong(const std::string& path, const std::string& needed) {
  throw Error(Code::bad_argument, msg::kArgumentWrong, named(path), needed);
}

void check_type(const Json& type, const Json& value, const std::string& path) {
  if (type.is_string() && is_of(value, type.as_string())) return;
  if (type.is_array())
    for (const Json& one : type.as_array())
      if (is_of(value, one.as_string())) return;
  wrong(path, "type " + type.dump());
}

// `size` of a value against the two keywords of its kind.
void check_size(const Json& schema, double size, const char* least, const char* most,
                const std::string& path) {
  if (const Json* low = schema.find(least); low && size < low->as_double())
    wrong(path, std::string(least) + " " + low->dump());
  if (const Json* high = schema.find(most); high && size > high->as_double())
    wrong(path, std::string(most) + " " + high->dump());
}

void check_number(const Json& schema, const Json& value, const std::string& path) {
  const double x = value.as_double();
  if (!std::isfinite(x)) wrong(path, "a finite number");
  check_size(schema, x, "minimum", "maximum", path);
  if (const Json* low = schema.find("exclusiveMinimum"); low && x <= low->as_double())
    wrong(path, "exclusiveMinimum " + low->dump());
  if (const Json* high = schema.find("exclusiveMaximum"); high && x >= high->as_double())
    wrong(path, "exclusiveMaximum " + high->dump());
}

void check(const Json& schema, const Json& value, const std::string& path, int depth);

void check_array(const Json& schema, const Json& value, const std::string& path, int depth) {
  const Json::Array& all = value.as_array();
  check_size(schema, static_cast<double>(all.size()), "minItems", "maxItems", path);
  const Json* items = schema.find("items");
  for (size_t i = 0; i < all.size(); ++i) {
    const std::string at = path + "[" + std::to_string(i) + "]";
    if (items && items->is_object()) check(*items, all[i], at, depth + 1);
    if (items && items->is_bool() && !items->as_bool()) wrong(path, "maxItems 0");
    if (schema.get_bool("uniqueItems", false))
      for (size_t k = 0; k < i; ++k)
        if (equal(all[i], all[k])) wrong(at, "uniqueItems");
  }
}

void check_object(const Json& schema, const Json& value, const std::string& path, int depth) {
  check_size(schema, static_cast<double>(value.as_object().size()), "minProperties",
             "maxProperties", path);
  const Json *properties = schema.find("properties"), *more = schema.find("additionalProperties");
  if (const Json* required = schema.find("required"))
    for (const Json& name : required->as_array())
      if (!value.find(name.as_string()))
        throw Error(Code::bad_argument, msg::kArgumentMissing, joined(path, name.as_string()));
  for (const auto& [name, member] : value.as_object()) {
    const std::string at = joined(path, name);
    if (const Json* one = properties ? properties->find(name) : nullptr)
      check(*one, member, at, depth + 1);
    else if (more && more->is_bool() && !more->as_bool())
      throw Error(Code::bad_argument, msg::kArgumentUnknown, at);
    else if (more && more->is_object())
      check(*more, member, at, depth + 1);
  }
}

bool fits_any(const Json::Array& branches, const Json& value, const std::string& path, int depth) {
  return std::any_of(branches.begin(), branches.end(), [&](const Json& branch) {
    try {
      check(branch, value, path, depth + 1);
    } catch (const Error&) {
      return false;
    }
    return true;
  });
}

void check(const Json& schema, const Json& value, const std::string& path, int depth) {
  if (depth > kDeepest) wrong(path, "fewer levels");
  if (const Json* type = schema.find("type")) check_type(*type, value, path);
  if (const Json* only = schema.find("const"); only && !equal(*only, value))
    wrong(path, only->dump());
  if (const Json* choices = schema.find("enum")) {
    const Json::Array& all = choices->as_array();
    if (std::none_of(all.begin(), all.end(), [&](const Json& c) { return equal(c, value); }))
      wrong(path, "enum " + choices->dump());
  }
  if (const Json* any = schema.find("anyOf"); any && !fits_any(any->as_array(), value, path, depth))
    wrong(path, "anyOf " + any->dump());
  if (value.is_number()) check_number(schema, value, path);
  if (value.is_string())
    check_size(schema, static_cast<double>(characters(value.as_string())), "minLength", "maxLength",
               path);
  if (value.is_array()) check_array(schema, value, path, depth);
  if (value.is_object()) check_object(schema, value, path, depth);
}

}  // namespace

void check_schema(const Json& schema) { check_schema(schema, "", 0); }

void check_value(const Json& schema, const Json& value) { check(schema, value, "", 0); }

}  // namespace tinybrain::skills
