// The values of a template: Python's, as far as templates can see them. Lists and dicts
// never change once made (transformers renders in an immutable sandbox), so they are shared freely
// and cannot form cycles; only namespaces change, and the runtime that made them empties them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/json.h"
#include "text/jinja_text.h"

namespace tinybrain::jinja {

class Runtime;
class Value;

// What list-like thing it is: they print, count and index differently.
enum class ListKind { list, tuple, range, view, generator };

struct List {
  ListKind kind = ListKind::list;
  std::vector<Value> items;
  unsigned depth = 1;             // of nesting; bounded so that recursion over values is
  mutable bool consumed = false;  // a generator gives its items once
};

struct Dict {
  std::vector<std::pair<Value, Value>> items;  // in order; keys differ by ==
  unsigned depth = 1;
};

struct Arguments {
  std::vector<Value> positional;
  std::vector<std::pair<std::string, Value>> named;
  bool trusted_names = true;  // false when some names came from a message, by f(**message)
};

// A function, a bound method or a macro.
struct Callable {
  std::string name;
  std::function<Value(Runtime&, const Arguments&)> call;
  unsigned depth = 0;  // of the value it is a method of
};

// An object with attributes of its own: a namespace, the loop variable.
struct Object {
  virtual ~Object() = default;
  virtual std::optional<Value> attribute(Runtime& rt, std::string_view name) = 0;
  virtual bool set_attribute(const std::string& /*name*/, const Value& /*value*/) { return false; }
  virtual std::string_view type_name() const = 0;
  virtual void clear() {}  // drops what it refers to, so that no cycle survives a render
};

struct Undefined {
  std::shared_ptr<const std::string> what;  // "'x' is undefined", for the error that may follow
};
struct None {};

class Value {
 public:
  Value() = default;  // undefined, nameless
  Value(None) : value_(None{}) {}
  Value(bool v) : value_(v) {}
  Value(int64_t v) : value_(v) {}
  Value(double v) : value_(v) {}
  Value(MarkedText v) : value_(std::make_shared<const MarkedText>(std::move(v))) {}
  Value(std::shared_ptr<const List> v) : value_(std::move(v)) {}
  Value(std::shared_ptr<const Dict> v) : value_(std::move(v)) {}
  Value(std::shared_ptr<const Callable> v) : value_(std::move(v)) {}
  Value(std::shared_ptr<Object> v) : value_(std::move(v)) {}
  Value(const char*) = delete;  // says nothing about trust

  static Value undefined(std::string what);
  static Value trusted(std::string text) { return MarkedText(std::move(text), true); }
  static Value function(std::string name, std::function<Value(Runtime&, const Arguments&)> call,
                        unsigned depth = 0);

  bool is_undefined() const { return std::holds_alternative<Undefined>(value_); }
  bool is_none() const { return std::holds_alternative<None>(value_); }
  bool is_bool() const { return std::holds_alternative<bool>(value_); }
  bool is_int() const { return std::holds_alternative<int64_t>(value_); }
  bool is_float() const { return std::holds_alternative<double>(value_); }
  bool is_text() const { return std::holds_alternative<TextPointer>(value_); }
  bool is_list() const { return std::holds_alternative<std::shared_ptr<const List>>(value_); }
  bool is_dict() const { return std::holds_alternative<std::shared_ptr<const Dict>>(value_); }
  bool is_callable() const { return std::holds_alternative<CallPointer>(value_); }
  bool is_object() const { return std::holds_alternative<std::shared_ptr<Object>>(value_); }
  // Python counts True and False as the integers 1 and 0.
  bool is_integral() const { return is_int() || is_bool(); }
  bool is_number() const { return is_integral() || is_float(); }
  bool is_list(ListKind kind) const { return is_list() && list().kind == kind; }

  bool boolean() const { return std::get<bool>(value_); }
  int64_t integer() const { return is_bool() ? boolean() : std::get<int64_t>(value_); }
  double number() const {
    return is_float() ? std::get<double>(value_) : static_cast<double>(integer());
  }
  const MarkedText& text() const { return *std::get<TextPointer>(value_); }
  const List& list() const { return *std::get<std::shared_ptr<const List>>(value_); }
  const Dict& dict() const { return *std::get<std::shared_ptr<const Dict>>(value_); }
  const Callable& callable() const { return *std::get<CallPointer>(value_); }
  Object& object() const { return *std::get<std::shared_ptr<Object>>(value_); }
  unsigned depth() const;  // of nesting; 0 for what holds no other value
  // What is undefined, in words.
  std::string undefined_text() const;
  // Python's name of the type: "str", "NoneType", ...
  std::string_view type_name() const;
  // True when both are the very same object (`is sameas`).
  bool same_as(const Value& other) const;

 private:
  using TextPointer = std::shared_ptr<const MarkedText>;
  using CallPointer = std::shared_ptr<const Callable>;
  std::variant<Undefined, None, bool, int64_t, double, TextPointer, std::shared_ptr<const List>,
               std::shared_ptr<const Dict>, CallPointer, std::shared_ptr<Object>>
      value_;
};

// JSON as a value, its strings marked so.
Value from_json(const Json& json, bool trusted);

// The member of a dict under a text key, or nullptr.
const Value* find(const Dict& dict, std::string_view key);

// What Python prints for a float.
std::string float_text(double value);

}  // namespace tinybrain::jinja
