#include "server/members.h"

#include <cmath>
#include <utility>

#include "base/messages/server.h"
#include "server/api_error.h"

namespace tinybrain::server {

const std::string& plain_text(const Json& value, const std::string& path) {
  if (!value.is_string()) throw bad_member(path, msg::kNotText);
  const std::string& s = value.as_string();
  if (s.find('\0') != std::string::npos) throw bad_member(path, msg::kHasZero);
  return s;
}

const std::string& some_text(const std::string& value, const std::string& path) {
  if (value.empty()) throw bad_member(path, msg::kEmptyText);
  return value;
}

void plain_texts(const Json& value, const std::string& path) {
  if (value.is_string()) plain_text(value, path);
  if (value.is_object())
    for (const auto& [name, member] : value.as_object())
      plain_texts(member, path.empty() ? name : path + "." + name);
  if (value.is_array())
    for (const Json& element : value.as_array()) plain_texts(element, path + "[]");
}

void require_object(const Json& value, const std::string& path) {
  if (!value.is_object()) throw bad_member(path.empty() ? "body" : path, msg::kNotObject);
}

Members::Members(const Json& object, std::string path) : object_(object), path_(std::move(path)) {
  require_object(object, path_);
}

std::string Members::path(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

const Json* Members::find(std::string_view name) const {
  const Json* v = object_.find(name);
  return v && !v->is_null() ? v : nullptr;
}

const Json& Members::need(std::string_view name) const {
  if (const Json* v = find(name)) return *v;
  throw bad_member(path(name), msg::kMissing);
}

std::optional<double> Members::number(std::string_view name, double low, double high) const {
  const Json* v = find(name);
  if (!v) return {};
  if (!v->is_number() || !(v->as_double() >= low && v->as_double() <= high))
    throw bad_member(path(name), msg::kNotNumber, low, high);
  return v->as_double();
}

std::optional<int64_t> Members::integer(std::string_view name, int64_t low, int64_t high) const {
  const Json* v = find(name);
  if (!v) return {};
  // Some clients write whole numbers as 5.0.
  const bool whole = v->is_int() || (v->is_double() && std::abs(v->as_double()) < 1e15 &&
                                     v->as_double() == std::floor(v->as_double()));
  const int64_t n = !whole ? 0 : v->is_int() ? v->as_int() : static_cast<int64_t>(v->as_double());
  if (!whole || n < low || n > high) throw bad_member(path(name), msg::kNotInteger, low, high);
  return n;
}

std::optional<bool> Members::boolean(std::string_view name) const {
  const Json* v = find(name);
  if (!v) return {};
  if (!v->is_bool()) throw bad_member(path(name), msg::kNotBool);
  return v->as_bool();
}

std::optional<std::string> Members::string(std::string_view name) const {
  const Json* v = find(name);
  if (!v) return {};
  return plain_text(*v, path(name));
}

std::string Members::choice(std::string_view name,
                            std::initializer_list<std::string_view> words) const {
  const std::optional<std::string> given = string(name);
  std::string all;
  for (const std::string_view word : words) {
    if (!given || *given == word) return std::string(word);
    all += (all.empty() ? "" : ", ") + std::string(word);
  }
  throw bad_member(path(name), msg::kNotOneOfThese, all);
}

const Json::Array* Members::array(std::string_view name, size_t most) const {
  const Json* v = find(name);
  if (!v) return nullptr;
  if (!v->is_array()) throw bad_member(path(name), msg::kNotArray);
  if (v->as_array().size() > most) throw bad_member(path(name), msg::kTooMany, most);
  return &v->as_array();
}

std::vector<std::string> Members::texts(std::string_view name, size_t most) const {
  const Json* v = find(name);
  if (!v) return {};
  if (v->is_string()) return {plain_text(*v, path(name))};
  if (!v->is_array() || v->as_array().empty() || v->as_array().size() > most)
    throw bad_member(path(name), msg::kNotTexts, most);
  std::vector<std::string> out;
  for (const Json& one : v->as_array()) {
    if (!one.is_string()) throw bad_member(path(name), msg::kNotTexts, most);
    out.push_back(plain_text(one, path(name)));
  }
  return out;
}

void Members::refuse(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names)
    if (find(name)) throw bad_member(path(name), msg::kNotSupported);
}

}  // namespace tinybrain::server
