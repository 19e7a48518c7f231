// Whether a value is of a kind that a rule asks for: a pet, whom one has, food, a school, a company. See lexicon.h for the
// closed lists and values.h for how a value is written.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace tinybrain::memory {

std::string_view without_article(std::string_view value);
bool is_family_state(std::string_view value);  // married, single
// "two kids", "남동생"; children: whether it is those.
bool is_family_member(std::string_view value, Language language, bool& children);
bool is_pet(std::string_view value, Language language, std::string& slot);
bool is_food(std::string_view value, Language language);
bool is_school(std::string_view value);
bool names_a_company(
    std::string_view value);              // by its writing: a capital, or an ending of companies
bool is_company(std::string_view value);  // rather than where one goes for leisure

}  // namespace tinybrain::memory
