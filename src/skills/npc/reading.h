// What a player's words leave of the actions that are possible: one when they name it, some when they name a part of it.
// Rules, without a model; English and Korean.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "skills/npc/view.h"

namespace tinybrain::skills::npc {

// Why so many are left.
enum class Reason {
  named,      // the words name one action
  only_one,   // they name a part, and one action alone has that
  ambiguous,  // they name a part that several actions have
  unknown,    // an action with something that is not here
  question,   // asks, and asks for no action
  forbidden,  // "do not open it"
  nothing     // neither an action nor a thing is named
};

struct Reading {
  Reason reason = Reason::nothing;
  std::vector<size_t> candidates;  // what may be meant, indexes into the view's
  bool talk = true;                // nothing to do may be meant as well
  // Whether there is anything left to decide.
  bool sure() const { return candidates.size() + talk == 1; }
};

// things_before: what was last spoken of, for "it"; may be empty. Indexes into view.things.
Reading read_words(const View& view, std::string_view text,
                   const std::vector<size_t>& things_before = {});

const char* name_of(Reason reason);

}  // namespace tinybrain::skills::npc
