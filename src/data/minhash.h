// Near-duplicates in linear time: MinHash signatures (Broder 1997) of character 5-grams, candidates by
// bands, each verified by the exact Jaccard similarity.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain {

// For each text the first earlier one with at least that similarity, or itself. Texts are compared as
// unicode::folded() gives them; those under five characters are alike only when equal.
std::vector<uint32_t> first_near(std::span<const std::string> texts, double similarity);

}  // namespace tinybrain
