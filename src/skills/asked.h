// What the arguments of a tool hold, with bounds: whatever calls a tool may be a model.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/messages/skill_rows.h"

namespace tinybrain::skills {

inline Language asked_language(const Json& arguments) {
  const std::string language = arguments.get_string("language", "en");
  if (language != "en" && language != "ko")
    throw Error(Code::bad_argument, msg::kSkillArgument, "language", "en, ko");
  return language == "ko" ? Language::ko : Language::en;
}

// The same where an answer must come whatever was given (a crisis), or a schema has looked at it: English if it is not "ko".
inline Language language_in(const Json& arguments) {
  const Json* value = arguments.find("language");
  return value && value->is_string() && value->as_string() == "ko" ? Language::ko : Language::en;
}

// Error{bad_argument}: given, and not a number in [low, high].
inline double asked_number(const Json& arguments, const char* name, double otherwise, double low,
                           double high) {
  const Json* value = arguments.find(name);
  if (!value || value->is_null()) return otherwise;
  if (!value->is_number() || !(value->as_double() >= low && value->as_double() <= high))
    throw Error(Code::bad_argument, msg::kSkillArgument, name, fmt::format("{} - {}", low, high));
  return value->as_double();
}

inline size_t asked_count(const Json& arguments, const char* name, size_t otherwise, size_t most) {
  return static_cast<size_t>(
      asked_number(arguments, name, static_cast<double>(otherwise), 1, static_cast<double>(most)));
}

// Texts of a list, or the one text that stands in its place. Error{bad_argument}: something else, or more than `most`.
inline std::vector<std::string> asked_texts(const Json& arguments, const char* name,
                                            size_t most = 200) {
  const Json* value = arguments.find(name);
  if (!value || value->is_null()) return {};
  if (value->is_string()) return {value->as_string()};
  std::vector<std::string> texts;
  const auto wrong = [&] {
    return Error(Code::bad_argument, msg::kSkillArgument, name,
                 fmt::format("[\"...\"], <= {}", most));
  };
  if (!value->is_array() || value->as_array().size() > most) throw wrong();
  for (const Json& one : value->as_array()) {
    if (!one.is_string()) throw wrong();
    texts.push_back(one.as_string());
  }
  return texts;
}

// Error{bad_argument}: missing, empty, or longer than `most` bytes.
inline std::string asked_text(const Json& arguments, const char* name, size_t most = 1000) {
  const std::string text = arguments.get_string(name, "");
  if (text.empty() || text.size() > most)
    throw Error(Code::bad_argument, msg::kSkillArgument, name, fmt::format("1 - {} B", most));
  return text;
}

// A line of a result's "trace": who did what. by: "code", "preferences", "encoder" or "model".
inline void add_trace(Json& trace, const char* by, std::string what) {
  Json line;
  trace.push(line.set("by", by).set("what", std::move(what)));
}

// Without digits that mean nothing: at most so many behind the point.
inline double rounded(double value, int digits = 4) {
  const double times = std::pow(10.0, digits);
  return std::round(value * times) / times;
}

}  // namespace tinybrain::skills
