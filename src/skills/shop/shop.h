// The shop: what goes with what was bought, outfits, search, price watch and notifications.
#pragma once

#include <memory>

#include "skills/skill.h"

namespace tinybrain::skills::shop {

std::unique_ptr<Skill> make_shop(const Opening& opening);

}  // namespace tinybrain::skills::shop
