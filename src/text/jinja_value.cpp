// Values: making them from JSON, and what Python calls them.
#include "text/jinja_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/error.h"

namespace tinybrain::jinja {

Value Value::undefined(std::string what) {
  Value v;
  v.value_ = Undefined{std::make_shared<const std::string>(std::move(what))};
  return v;
}

Value Value::function(std::string name, std::function<Value(Runtime&, const Arguments&)> call,
                      unsigned depth) {
  return std::make_shared<const Callable>(Callable{std::move(name), std::move(call), depth});
}

unsigned Value::depth() const {
  if (is_list()) return list().depth;
  if (is_dict()) return dict().depth;
  return is_callable() ? callable().depth : 0;
}

std::string Value::undefined_text() const {
  const auto& what = std::get<Undefined>(value_).what;
  return what ? *what : "a value is undefined";
}

std::string_view Value::type_name() const {
  constexpr std::array<std::string_view, 10> kNames{
      "Undefined", "NoneType", "bool", "int", "float", "str", "list", "dict", "function", ""};
  if (is_object()) return object().type_name();
  if (!is_list()) return kNames[value_.index()];
  constexpr std::array<std::string_view, 5> kLists{"list", "tuple", "range", "dict view",
                                                   "generator"};
  return kLists[static_cast<size_t>(list().kind)];
}

bool Value::same_as(const Value& other) const {
  if (value_.index() != other.value_.index()) return false;
  return std::visit(
      [&](const auto& mine) {
        using T = std::decay_t<decltype(mine)>;
        if constexpr (std::is_same_v<T, Undefined> || std::is_same_v<T, None>) {
          return std::is_same_v<T, None>;
        } else if constexpr (std::is_same_v<T, TextPointer>) {
          return mine->text() == std::get<T>(other.value_)->text();
        } else {
          return mine == std::get<T>(other.value_);
        }
      },
      value_);
}

Value from_json(const Json& json, bool trusted) {
  if (json.is_null()) return None{};
  if (json.is_bool()) return json.as_bool();
  if (json.is_int()) return json.as_int();
  if (json.is_double()) return json.as_double();
  if (json.is_string()) return MarkedText(json.as_string(), trusted);
  if (json.is_array()) {
    auto list = std::make_shared<List>();
    for (const Json& item : json.as_array()) {
      list->items.push_back(from_json(item, trusted));
      list->depth = std::max(list->depth, list->items.back().depth() + 1);
    }
    return std::shared_ptr<const List>(std::move(list));
  }
  auto dict = std::make_shared<Dict>();
  for (const auto& [key, item] : json.as_object()) {
    dict->items.emplace_back(MarkedText(key, trusted), from_json(item, trusted));
    dict->depth = std::max(dict->depth, dict->items.back().second.depth() + 1);
  }
  return std::shared_ptr<const Dict>(std::move(dict));
}

const Value* find(const Dict& dict, std::string_view key) {
  for (const auto& [k, v] : dict.items)
    if (k.is_text() && k.text().text() == key) return &v;
  return nullptr;
}

std::string float_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  // Shortest digits that read back the same, as d.ddde+XX; then Python's choice of notation:
  // an exponent below -4 or from 16 on.
  char buffer[40];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
  const std::string_view all(buffer, static_cast<size_t>(end.ptr - buffer));
  const size_t e = all.find('e');
  const int exponent = std::stoi(std::string(all.substr(e + 1)));
  const bool negative = all[0] == '-';
  std::string digits;
  for (const char c : all.substr(0, e))
    if (c >= '0' && c <= '9') digits += c;
  std::string out = negative ? "-" : "";
  if (exponent < -4 || exponent >= 16) {
    out += digits[0];
    if (digits.size() > 1) out.append(".").append(digits, 1);
    const int size = std::abs(exponent);
    out += exponent < 0 ? "e-" : "e+";
    if (size < 10) out += '0';
    return out + std::to_string(size);
  }
  if (exponent < 0)
    return out + "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + digits;
  const size_t whole = static_cast<size_t>(exponent) + 1;
  if (digits.size() < whole) digits.append(whole - digits.size(), '0');
  out += digits.substr(0, whole) + ".";
  return out + (digits.size() > whole ? digits.substr(whole) : "0");
}

}  // namespace tinybrain::jinja
