// The arguments of a tool's call: what is missing or of the wrong kind is said by name.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/messages/skill_tutor.h"
#include "text/unicode.h"

namespace tinybrain::skills::tutor {

inline constexpr size_t kLongestText = 8000;  // bytes

// A call's arguments.
class Given {
 public:
  explicit Given(const Json& arguments) : json_(arguments) {
    if (!json_.is_object()) throw Error(Code::bad_argument, msg::kTutorArgument, "arguments");
    const std::string named = text_or("language", "en");
    if (named != "en" && named != "ko") wrong("language");
    language_ = named == "ko" ? Language::ko : Language::en;
  }
  Language language() const { return language_; }

  std::string text(const char* name) const {
    const Json* found = json_.find(name);
    if (!found || !found->is_string() || found->as_string().empty() ||
        found->as_string().size() > kLongestText)
      wrong(name);
    return unicode::repaired(found->as_string());
  }
  std::string text_or(const char* name, const char* otherwise) const {
    const Json* found = json_.find(name);
    return !found || found->is_null() ? otherwise : text(name);
  }
  double number(const char* name, double low, double high) const {
    const Json* found = json_.find(name);
    if (!found || !found->is_number() || !(found->as_double() >= low) ||
        !(found->as_double() <= high))
      wrong(name);
    return found->as_double();
  }
  double number_or(const char* name, double otherwise, double low, double high) const {
    const Json* found = json_.find(name);
    return !found || found->is_null() ? otherwise : number(name, low, high);
  }
  std::vector<std::string> texts(const char* name) const {
    std::vector<std::string> all;
    const Json* found = json_.find(name);
    if (!found || found->is_null()) return all;
    if (!found->is_array()) wrong(name);
    for (const Json& one : found->as_array()) {
      if (!one.is_string()) wrong(name);
      all.push_back(one.as_string());
    }
    return all;
  }
  [[noreturn]] static void wrong(const char* name) {
    throw Error(Code::bad_argument, msg::kTutorArgument, name);
  }

 private:
  const Json& json_;
  Language language_ = Language::en;
};

}  // namespace tinybrain::skills::tutor
