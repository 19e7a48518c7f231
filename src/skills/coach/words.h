// Words of ingredient lists, made comparable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tinybrain::skills::coach {

// Lower case, without accents, singular, without numbers and signs: "2 Tomatoes, crème" -> "tomato", "creme". Any UTF-8.
std::vector<std::string> food_words(std::string_view text);
std::string singular(const std::string& word);
bool is_hangul(std::string_view text);  // and nothing else; false for ""

}  // namespace tinybrain::skills::coach
