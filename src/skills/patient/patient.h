// Descriptions of symptoms, sorted by texts that are known: what is urgent first, then likely kinds with their chances and
// sources, or nothing where it is not clear. Decision support, never a diagnosis.
#pragma once

#include <memory>

#include "skills/skill.h"

namespace tinybrain::skills {

std::unique_ptr<Skill> make_patient(const Opening& opening);

}  // namespace tinybrain::skills
