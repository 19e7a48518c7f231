// Which of the two languages that a reply may have a text is written in.
#pragma once

#include <string_view>

#include "base/error.h"

namespace tinybrain {

// Korean when Hangul is a tenth of its letters or more, counted in syllables and Latin letters: Korean texts hold English
// names and the other way round. English when it has neither.
Language language_of(std::string_view text);

}  // namespace tinybrain
