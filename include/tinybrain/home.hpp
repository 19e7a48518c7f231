// tinybrain for C++17 and later, second header: a thin layer over home.h, as tinybrain.hpp is over tinybrain.h.
#ifndef TINYBRAIN_HOME_HPP
#define TINYBRAIN_HOME_HPP

#include <string>

#include "tinybrain/home.h"
#include "tinybrain/tinybrain.hpp"

namespace tb {

// A text without personal data and what was found, as JSON; options as of tb_redact.
inline std::string redact(const std::string& text, const std::string& options = {}) {
  char* json = nullptr;
  detail::check(tb_redact(text.c_str(), detail::or_null(options), &json));
  return detail::take(json);
}

// The values in place of their placeholders; found: JSON, the list that redact() gave.
inline std::string restore(const std::string& text, const std::string& found) {
  char* restored = nullptr;
  detail::check(tb_restore(text.c_str(), found.c_str(), &restored));
  return detail::take(restored);
}

}  // namespace tb

#endif  // TINYBRAIN_HOME_HPP
