// What the memory answers, in plain sentences of the message's language.
#pragma once

#include <string>
#include <vector>

#include "memory/hear.h"

namespace tinybrain::memory {

// "Home: Busan"; of a note its words.
std::string short_of(const Memory& memory, Language language);
// "You live in Busan."
std::string sentence_of(const Memory& memory, Language language);
// All that is known, by groups, with where it is from.
std::string list_of(const std::vector<Memory>& memories, Language language);

}  // namespace tinybrain::memory
