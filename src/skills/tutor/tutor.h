// The tutor: what a learner can, what to do next, hints, corrections and questions about the course, as tools.
#pragma once

#include <memory>

#include "skills/skill.h"

namespace tinybrain::skills::tutor {

std::unique_ptr<Skill> make_tutor(const Opening& opening);

}  // namespace tinybrain::skills::tutor
