// Screening of applications from a table of past ones, on the person's own machine: a decision with reasons, or a human's.
#pragma once

#include <memory>

#include "skills/skill.h"

namespace tinybrain::skills {

std::unique_ptr<Skill> make_loan(const Opening& opening);

}  // namespace tinybrain::skills
