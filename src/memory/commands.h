// What a message asks of the memory: to remember, to forget, to say what it knows, to put something right. By patterns, like
// the facts; what is no such wish is none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "memory/topics.h"
#include "memory/utterance.h"

namespace tinybrain::memory {

struct Wish {
  enum class Kind { none, remember, forget, recall, correct } kind = Kind::none;
  enum class What { that, all, topics, words } what = What::that;
  std::vector<Topic> topics;  // what is meant; a slot that ends in '.' = all that begin so
  std::string
      words;  // remember: the statement; forget, recall: what to look for; correct: the right value
  std::string instead_of;  // correct: the wrong value, where it was said
};

Wish wish_of(const Sentence& sentence);

}  // namespace tinybrain::memory
