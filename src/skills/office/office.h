// The working day in words: texts sorted by labels, names and amounts found in them, translated segment by segment with
// the person's own pairs, and drafted in the person's own style. See docs/skills/office.md.
#pragma once

#include <memory>

#include "skills/skill.h"

namespace tinybrain::skills::office {

std::unique_ptr<Skill> make_office(const Opening& opening);

}  // namespace tinybrain::skills::office
