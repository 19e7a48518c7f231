// What the office asks of a language model: a task, examples of it, and one text.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "skills/writer.h"

namespace tinybrain::skills::office {

struct Ask {
  std::string system;  // "" = none
  // Shown as turns before: what was asked and what was right.
  std::vector<std::pair<std::string, std::string>> examples;
  std::string text;
  uint32_t most_tokens = 256;
  float temperature = 0;
  uint64_t seed = 0;
  bool one_line = false;
};

// Without white space around it. Errors as of Writer::reply.
std::string written(Writer& writer, const Ask& ask);

}  // namespace tinybrain::skills::office
