// Text as the rules read it: quotes, dashes and spaces of one kind, trimmed, in words, and which language it is in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace tinybrain::memory {

// One script of writing quotes, dashes and spaces; Hangul as syllables; nothing invisible.
std::string cleaned(std::string_view text);
// ASCII letters made small; as many bytes as before.
std::string lowered(std::string_view text);
// Korean when a third of the letters is Hangul.
Language language_in(std::string_view text);

// Without spaces and marks at both ends.
std::string_view trimmed(std::string_view text);
// The words between single spaces.
std::vector<std::string_view> words_of(std::string_view text);

}  // namespace tinybrain::memory
