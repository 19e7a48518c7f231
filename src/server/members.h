// Members of a request's JSON as native types. What is wrong is an ApiError (400) that names the
// member by its path. A member that is null counts as absent, as OpenAI has it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace tinybrain::server {

class Members {
 public:
  // path: of the object itself, "" for the whole body. ApiError when it is no object.
  explicit Members(const Json& object, std::string path = {});

  std::string path(std::string_view name) const;  // "messages[0].role"
  const Json* find(std::string_view name) const;  // nullptr when absent or null
  const Json& need(std::string_view name) const;

  std::optional<double> number(std::string_view name, double low, double high) const;
  std::optional<int64_t> integer(std::string_view name, int64_t low, int64_t high) const;
  std::optional<bool> boolean(std::string_view name) const;
  std::optional<std::string> string(std::string_view name) const;
  // One of the words; the first when absent.
  std::string choice(std::string_view name, std::initializer_list<std::string_view> words) const;
  // A string, or a list of 1 to `most` strings; empty when absent.
  std::vector<std::string> texts(std::string_view name, size_t most) const;
  const Json::Array* array(std::string_view name, size_t most) const;  // nullptr when absent
  // ApiError for the first of these that is there.
  void refuse(std::initializer_list<std::string_view> names) const;

 private:
  const Json& object_;
  std::string path_;
};

// ApiError when it is no object.
void require_object(const Json& value, const std::string& path);
// The string itself; ApiError when it is empty.
const std::string& some_text(const std::string& value, const std::string& path);
// The string itself; ApiError when it is none or holds U+0000 (texts of the library end there).
const std::string& plain_text(const Json& value, const std::string& path);
// The same of every string in it.
void plain_texts(const Json& value, const std::string& path);

}  // namespace tinybrain::server
