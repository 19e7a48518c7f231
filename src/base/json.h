// JSON as a plain value. Objects keep the order of their keys (chat templates print them). The
// parser behind it is nlohmann-json, kept inside json.cpp; depth and size are bounded.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tinybrain {

class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;  // in order; keys are unique

  Json() = default;  // null
  Json(std::nullptr_t) {}
  Json(bool v) : value_(v) {}
  Json(int v) : value_(int64_t{v}) {}
  Json(int64_t v) : value_(v) {}
  Json(uint32_t v) : value_(int64_t{v}) {}
  Json(uint64_t v) : value_(static_cast<int64_t>(v)) {}
  Json(double v) : value_(v) {}
  Json(const char* v) : value_(std::string(v)) {}
  Json(std::string_view v) : value_(std::string(v)) {}
  Json(std::string v) : value_(std::move(v)) {}
  Json(Array v) : value_(std::move(v)) {}
  Json(Object v) : value_(std::move(v)) {}

  // Parses UTF-8 text. Error{bad_file} names the byte. Nesting over `max_depth` is refused.
  static Json parse(std::string_view text, size_t max_depth = 128);
  // Compact when indent < 0. Invalid UTF-8 becomes U+FFFD. ascii = escape everything over U+007F.
  std::string dump(int indent = -1, bool ascii = false) const;

  bool is_null() const { return value_.index() == 0; }
  bool is_bool() const { return value_.index() == 1; }
  bool is_int() const { return value_.index() == 2; }
  bool is_double() const { return value_.index() == 3; }
  bool is_number() const { return is_int() || is_double(); }
  bool is_string() const { return value_.index() == 4; }
  bool is_array() const { return value_.index() == 5; }
  bool is_object() const { return value_.index() == 6; }

  // The value as that type; Error{bad_file} when it is another. as_double takes integers too.
  bool as_bool(std::string_view what = "value") const;
  int64_t as_int(std::string_view what = "value") const;
  double as_double(std::string_view what = "value") const;
  const std::string& as_string(std::string_view what = "value") const;
  const Array& as_array(std::string_view what = "value") const;
  const Object& as_object(std::string_view what = "value") const;
  Array& array();    // makes it an array when null
  Object& object();  // makes it an object when null

  const Json* find(std::string_view key) const;  // nullptr when absent or not an object
  const Json& at(std::string_view key) const;    // Error{bad_file} when absent
  Json& set(std::string_view key, Json value);   // on an object (or null, which becomes one); itself
  Json& push(Json value);                        // on an array (or null, which becomes one); itself

  // Shorthands for optional members of the right type; the default when absent or null.
  int64_t get_int(std::string_view key, int64_t otherwise) const;
  double get_double(std::string_view key, double otherwise) const;
  bool get_bool(std::string_view key, bool otherwise) const;
  std::string get_string(std::string_view key, std::string_view otherwise) const;

  bool operator==(const Json& other) const = default;

 private:
  std::variant<std::monostate, bool, int64_t, double, std::string, Array, Object> value_;
};

}  // namespace tinybrain
