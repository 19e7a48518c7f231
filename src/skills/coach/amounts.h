// How much of a thing a line of ingredients asks for, in grams, roughly: a cup of flour is not a cup of water.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tinybrain::skills::coach {

// "1 1/2 cups of milk" -> 360; "~150g (1/3 lb) bacon" -> 150; "2-3 carrots" -> 200; nothing where no amount is said.
std::optional<double> grams_in(std::string_view line);

}  // namespace tinybrain::skills::coach
