#include "skills/coach/arguments.h"

#include <cmath>

#include "base/messages/skill_coach.h"

namespace tinybrain::skills::coach {

double number_of(const Json& arguments, const char* name, double otherwise, double least,
                 double most) {
  const Json* value = arguments.find(name);
  if (!value || value->is_null()) return otherwise;
  const double number = value->is_number() ? value->as_double() : std::nan("");
  if (!(number >= least && number <= most))
    throw Error(Code::bad_argument, msg::kCoachArgument, name, fmt::format("{} - {}", least, most));
  return number;
}

int64_t count_of(const Json& arguments, const char* name, int64_t otherwise, int64_t least,
                 int64_t most) {
  const double number = number_of(arguments, name, static_cast<double>(otherwise),
                                  static_cast<double>(least), static_cast<double>(most));
  return static_cast<int64_t>(number);
}

std::vector<std::string> texts_of(const Json& arguments, const char* name) {
  const Json* value = arguments.find(name);
  if (!value || value->is_null()) return {};
  if (value->is_string()) return {value->as_string()};
  std::vector<std::string> texts;
  const bool fits = value->is_array();
  for (const Json& one : fits ? value->as_array() : Json::Array{nullptr}) {
    if (!one.is_string() || one.as_string().size() > 200)
      throw Error(Code::bad_argument, msg::kCoachArgument, name, "[text, ...]");
    texts.push_back(one.as_string());
  }
  if (texts.size() > 200) throw Error(Code::bad_argument, msg::kCoachArgument, name, "<= 200");
  return texts;
}

Language language_of(const Json& arguments) {
  const Json* value = arguments.find("language");
  return value && value->is_string() && value->as_string() == "ko" ? Language::ko : Language::en;
}

double rounded(double value, int digits) {
  const double scale = std::pow(10.0, digits);
  return std::round(value * scale) / scale;
}

}  // namespace tinybrain::skills::coach
