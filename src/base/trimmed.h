// Texts without the white space around them.
#pragma once

#include <string_view>

namespace tinybrain {

// ASCII white space only: blanks, tabs and the ends of lines.
inline std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const size_t first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

}  // namespace tinybrain
