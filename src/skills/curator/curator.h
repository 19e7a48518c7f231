// The curator: a feed by taste with a dial for how wide it is, why an item is in it, and summaries of sentences from the text.
#pragma once

#include <memory>

#include "skills/skill.h"

namespace tinybrain::skills::curator {

std::unique_ptr<Skill> make_curator(const Opening& opening);

}  // namespace tinybrain::skills::curator
