// A message as rules read it: in clean writing, cut into sentences and clauses, with what keeps a sentence from being a
// plain statement: a question, a wish, a condition, somebody else's words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "memory/writing.h"

namespace tinybrain::memory {

struct Clause {
  std::string text;   // without what opens a sentence ("well,") and marks at its end
  std::string lower;  // the same, lowered
};

struct Sentence {
  std::string text;  // with its marks, as it was written
  Language language = Language::en;
  bool question = false;
  bool unreal = false;    // a wish, a condition, a guess
  bool reported = false;  // of what somebody says, or in quotes
  std::vector<Clause> clauses;
  bool is_plain() const { return !question && !unreal && !reported; }
};

// Of cleaned text.
std::vector<Sentence> sentences_of(std::string_view text);

}  // namespace tinybrain::memory
