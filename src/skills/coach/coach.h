// The skill "coach": activity, sleep, heart, plans of exercise and meals, strain and calm. Words of a crisis come before all of it.
#pragma once

#include <memory>

#include "skills/skill.h"

namespace tinybrain::skills::coach {

std::unique_ptr<Skill> make_coach(const Opening& opening);

}  // namespace tinybrain::skills::coach
