// Whether what an answer says stands in the passages that it was given: sentence by sentence, by words, numbers, names
// and negation. It compares what is said; it does not reason.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generate/loaded_model.h"

namespace tinybrain {

// How one sentence stands to one passage.
struct Evidence {
  float covered = 0;      // share of the sentence's words that the passage has in some form
  float closest = 0;      // the same with the one sentence of the passage that is nearest
  float meaning = 0;      // cosine with the nearest sentence; 0 without an encoder
  bool numbers = true;    // every number, with its unit, stands in the passage
  bool names = true;      // every capitalised word does
  bool addresses = true;  // every mail address and URL does
  bool negation = true;   // the nearest sentence denies, or does not, as this one does
};

struct Supported {
  std::string sentence;
  bool supported = false;
  int passage = -1;   // index of the one that says it, or comes nearest; -1 = there is none
  float score = 0;    // 0 to 1; at least kSupported when it is supported
  Evidence evidence;  // of that passage
  std::string
      missing;  // what spoke against it: "words", "numbers", "names", "addresses" or "negation"; "" = nothing
};
inline constexpr float kSupported = 0.5f;

// For every sentence of the answer. A sentence without words is left out. encoder: for evidence.meaning, which is told
// but does not count; nullptr = none.
std::vector<Supported> check_support(std::string_view answer, std::span<const std::string> passages,
                                     LoadedModel* encoder);

}  // namespace tinybrain
