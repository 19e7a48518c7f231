// The language model that a skill was given, asked for one text at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "generate/session.h"

namespace tinybrain::skills::office {

class Writer {
 public:
  explicit Writer(LoadedModel& model);  // Error{unsupported} for one that does not write

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
  // Without white space around it. A model without a chat template goes on writing after the examples.
  std::string write(const Ask& ask);

 private:
  Session session_;
  bool chats_;
};

}  // namespace tinybrain::skills::office
