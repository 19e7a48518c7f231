// Signs of an emergency in a text, in English and Korean, by rules that anybody can read (red_flags.cpp). They rather ring
// once too often: only a plain "no chest pain" is taken for a no.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace tinybrain::skills::patient {

struct RedFlag {
  std::string name;  // "chest", "stroke", ...
  const Message* about;
  std::string words;  // of the text, that say so
};

// The gravest first, each once.
std::vector<RedFlag> red_flags(std::string_view text);

}  // namespace tinybrain::skills::patient
