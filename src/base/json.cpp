// Json over nlohmann-json: its SAX parser fills our values, its serializer checks our strings.
#include "base/json.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/messages/base.h"

namespace tinybrain {
namespace {

// Builds Json values from the parser's events; refuses deep nesting.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(size_t max_depth) : max_depth_(max_depth) {}
  Json take() { return std::move(root_); }
  size_t error_position = 0;
  std::string error_text;

  bool null() override { return put(nullptr); }
  bool boolean(bool v) override { return put(v); }
  bool number_integer(number_integer_t v) override { return put(int64_t{v}); }
  bool number_unsigned(number_unsigned_t v) override {
    if (v > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()))
      return put(static_cast<double>(v));
    return put(static_cast<int64_t>(v));
  }
  bool number_float(number_float_t v, const string_t&) override { return put(v); }
  bool string(string_t& v) override { return put(std::move(v)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(size_t) override { return open(Json(Json::Object{})); }
  bool start_array(size_t) override { return open(Json(Json::Array{})); }
  bool key(string_t& v) override {
    keys_.back() = std::move(v);
    return true;
  }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(size_t position, const std::string&,
                   const nlohmann::json::exception& e) override {
    error_position = position;
    error_text = e.what();
    // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error ..." -> the end
    if (const size_t at = error_text.find(": "); at != std::string::npos)
      error_text.erase(0, at + 2);
    return false;
  }

 private:
  bool put(Json v) {
    insert(std::move(v));
    return true;
  }
  bool open(Json v) {
    if (stack_.size() >= max_depth_) {
      error_text = "nested too deeply";
      return false;
    }
    stack_.push_back(insert(std::move(v)));
    keys_.emplace_back();
    return true;
  }
  bool close() {
    stack_.pop_back();
    keys_.pop_back();
    return true;
  }
  Json* insert(Json v) {
    if (stack_.empty()) {
      root_ = std::move(v);
      return &root_;
    }
    Json* top = stack_.back();
    if (top->is_array()) {
      top->array().push_back(std::move(v));
      return &top->array().back();
    }
    // Large objects (a tokenizer's vocabulary) must not cost a search per key: duplicates are
    // dropped afterwards only when an object is small enough to be looked at by people.
    Json::Object& object = top->object();
    if (object.size() < 256)
      for (Json::Member& m : object)
        if (m.first == keys_.back()) {
          m.second = std::move(v);
          return &m.second;
        }
    object.emplace_back(std::move(keys_.back()), std::move(v));
    return &object.back().second;
  }

  size_t max_depth_;
  Json root_;
  std::vector<Json*> stack_;
  std::vector<std::string> keys_;
};

void dump_string(std::string& out, const std::string& s, bool ascii) {
  out += nlohmann::json(s).dump(-1, ' ', ascii, nlohmann::json::error_handler_t::replace);
}

void dump_double(std::string& out, double v) {
  if (!std::isfinite(v)) {
    out += "null";  // JSON has no other word for it
    return;
  }
  out += nlohmann::json(v).dump();
}

void dump_to(std::string& out, const Json& v, int indent, int depth, bool ascii) {
  const auto newline = [&](int d) {
    if (indent < 0) return;
    out += '\n';
    out.append(static_cast<size_t>(indent) * static_cast<size_t>(d), ' ');
  };
  if (v.is_null()) {
    out += "null";
  } else if (v.is_bool()) {
    out += v.as_bool() ? "true" : "false";
  } else if (v.is_int()) {
    out += std::to_string(v.as_int());
  } else if (v.is_double()) {
    dump_double(out, v.as_double());
  } else if (v.is_string()) {
    dump_string(out, v.as_string(), ascii);
  } else if (v.is_array()) {
    out += '[';
    bool first = true;
    for (const Json& item : v.as_array()) {
      if (!first) out += ',';
      first = false;
      newline(depth + 1);
      dump_to(out, item, indent, depth + 1, ascii);
    }
    if (!first) newline(depth);
    out += ']';
  } else {
    out += '{';
    bool first = true;
    for (const auto& [key, value] : v.as_object()) {
      if (!first) out += ',';
      first = false;
      newline(depth + 1);
      dump_string(out, key, ascii);
      out += indent < 0 ? ":" : ": ";
      dump_to(out, value, indent, depth + 1, ascii);
    }
    if (!first) newline(depth);
    out += '}';
  }
}

template <class T, class Variant>
const T& get_as(const Variant& value, std::string_view what, const char* kind) {
  if (const T* v = std::get_if<T>(&value)) return *v;
  throw Error(Code::bad_file, msg::kJsonType, what, kind);
}

}  // namespace

Json Json::parse(std::string_view text, size_t max_depth) {
  Builder builder(max_depth);
  if (!nlohmann::json::sax_parse(text, &builder)) {
    throw Error(Code::bad_file, msg::kJsonSyntax, builder.error_position,
                builder.error_text.empty() ? std::string("syntax") : builder.error_text);
  }
  return builder.take();
}

std::string Json::dump(int indent, bool ascii) const {
  std::string out;
  dump_to(out, *this, indent, 0, ascii);
  return out;
}

bool Json::as_bool(std::string_view what) const { return get_as<bool>(value_, what, "true/false"); }
int64_t Json::as_int(std::string_view what) const {
  return get_as<int64_t>(value_, what, "an integer");
}
double Json::as_double(std::string_view what) const {
  if (is_int()) return static_cast<double>(std::get<int64_t>(value_));
  return get_as<double>(value_, what, "a number");
}
const std::string& Json::as_string(std::string_view what) const {
  return get_as<std::string>(value_, what, "a string");
}
const Json::Array& Json::as_array(std::string_view what) const {
  return get_as<Array>(value_, what, "an array");
}
const Json::Object& Json::as_object(std::string_view what) const {
  return get_as<Object>(value_, what, "an object");
}

Json::Array& Json::array() {
  if (is_null()) value_ = Array{};
  TB_ASSERT(is_array());
  return std::get<Array>(value_);
}
Json::Object& Json::object() {
  if (is_null()) value_ = Object{};
  TB_ASSERT(is_object());
  return std::get<Object>(value_);
}

const Json* Json::find(std::string_view key) const {
  if (!is_object()) return nullptr;
  for (const Member& m : std::get<Object>(value_))
    if (m.first == key) return &m.second;
  return nullptr;
}

const Json& Json::at(std::string_view key) const {
  if (const Json* v = find(key)) return *v;
  throw Error(Code::bad_file, msg::kJsonMissing, key);
}

Json& Json::set(std::string_view key, Json value) {
  for (Member& m : object())
    if (m.first == key) {
      m.second = std::move(value);
      return *this;
    }
  object().emplace_back(std::string(key), std::move(value));
  return *this;
}

Json& Json::push(Json value) {
  array().push_back(std::move(value));
  return *this;
}

int64_t Json::get_int(std::string_view key, int64_t otherwise) const {
  const Json* v = find(key);
  return v && !v->is_null() ? v->as_int(key) : otherwise;
}
double Json::get_double(std::string_view key, double otherwise) const {
  const Json* v = find(key);
  return v && !v->is_null() ? v->as_double(key) : otherwise;
}
bool Json::get_bool(std::string_view key, bool otherwise) const {
  const Json* v = find(key);
  return v && !v->is_null() ? v->as_bool(key) : otherwise;
}
std::string Json::get_string(std::string_view key, std::string_view otherwise) const {
  const Json* v = find(key);
  return v && !v->is_null() ? v->as_string(key) : std::string(otherwise);
}

}  // namespace tinybrain
