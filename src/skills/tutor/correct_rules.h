// What the two languages' rules share: words with their places, and edits that do not overlap. Own to correct*.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "skills/tutor/correct.h"

namespace tinybrain::skills::tutor {

struct Token {
  size_t at = 0;
  std::string text, lower;
  bool word = false;  // letters; else marks
};

class Edits {
 public:
  explicit Edits(std::string_view text) : text_(text) {}
  // Bytes [at, at + length) become `now`; the first edit of a place wins, one that changes nothing is none.
  void put(size_t at, size_t length, const std::string& now, const char* rule);
  std::vector<Edit> take();

 private:
  std::string_view text_;
  std::vector<Edit> edits_;
};

std::vector<Edit> english_corrections(std::string_view text);
std::vector<Edit> korean_corrections(std::string_view text);

}  // namespace tinybrain::skills::tutor
