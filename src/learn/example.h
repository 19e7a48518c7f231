// A lesson as it is learnt: what was asked, what should have been said, and what was said instead.
#pragma once

#include <cstdint>
#include <string>

namespace tinybrain {

struct LearnExample {
  int64_t lesson = 0;    // its id in the vault; 0 = none (replay)
  std::string prompt;    // of the user; "" = `answer` is a plain text, not a reply
  std::string answer;    // UTF-8, not empty
  std::string rejected;  // what was said instead; "" = unknown: supervised only
  std::string language;  // "en", "ko"
};

}  // namespace tinybrain
