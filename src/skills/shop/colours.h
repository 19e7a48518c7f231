// Colours as people who sell clothes name them, in English and Korean, and how well two of them go together by the colour wheel.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace tinybrain::skills::shop {

struct Colour {
  const char *en, *ko;
  int hue;  // degrees on the wheel of painters (red 0, yellow 120, blue 240); -1 = neutral
};
// By either name, whatever its case, also within a longer one ("Navy Blue"); nullptr = not known.
const Colour* colour_of(std::string_view name);

enum class Harmony { unknown, neutral, same, near, opposite, triad, clash };
Harmony harmony_of(std::string_view one, std::string_view other);
double value_of(Harmony harmony);  // -0.5 to 1: handed down by tailors, not measured
std::string words(Harmony harmony, Language language);

// The other language's words for what a shop sells ("청바지" -> "jeans"); "" = none known.
std::string translated(std::string_view word);
// What the catalogue says in English in the language asked for ("Jeans" -> "청바지"); as it is where that is not known.
std::string in_words(const std::string& english, Language language);

}  // namespace tinybrain::skills::shop
