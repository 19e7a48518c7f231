// How a person writes, measured from samples: length of sentences, endings, greeting and sign-off; and whether a draft is
// so. Counting only; a model is not asked.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace tinybrain::skills::office {

// How a Korean sentence ends: -습니다, -십시오; -요; -다, -음, -함; -어, -지, -자 and the like.
enum class Ending { formal, polite, plain, casual, other };
inline constexpr size_t kEndings = 5;
const char* name_of(Ending ending);
Ending ending_of(std::string_view sentence);

struct Style {
  Language language = Language::en;
  uint64_t texts = 0, sentences = 0;
  double words = 0, fewest = 0,
         most = 0;  // a sentence: mean, and what a tenth has fewer and more of
  std::array<double, kEndings> endings{};  // shares, Korean only
  double contractions = 0;                 // share of English sentences with one: it's, don't
  double exclamations = 0;                 // share of sentences
  std::string greeting, sign_off;          // lines, as the person writes them most; "" = none
  Ending usual() const;
  Json json() const;
};

// Error{bad_argument}: no sentence in them.
Style style_of(std::span<const std::string> samples);

// A text parted into greeting, body and sign-off by the usual words for them.
struct Parts {
  std::string greeting, body, sign_off;
};
Parts parts_of(std::string_view text);

struct Check {
  const char*
      what;  // "language", "ending", "length", "greeting", "sign_off", "points", "numbers", "copied"
  bool good;
  std::string wanted, is;
};
// points: what it must say; told: all that was given, which alone its numbers may come from.
std::vector<Check> check_draft(std::string_view draft, const Style& style,
                               std::span<const std::string> points, std::string_view told);

}  // namespace tinybrain::skills::office
