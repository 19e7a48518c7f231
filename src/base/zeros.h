// Zero bytes in texts.
#pragma once

#include <algorithm>
#include <string>

namespace tinybrain {

// With a space for each zero byte: texts of the public interface end at their first, and it must not hide what comes
// after it. The length stays, so that offsets hold.
inline std::string without_zeros(std::string text) {
  std::replace(text.begin(), text.end(), '\0', ' ');
  return text;
}

}  // namespace tinybrain
