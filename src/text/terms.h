// What a text is found by: its words and pieces of them, fit for languages that inflect and that glue endings
// to nouns.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace tinybrain {

// Terms and how often each occurs, of the folded text. Words in Hangul, Han or Kana give single characters and
// pairs with marks for begin and end; other words give themselves and their three-character pieces.
std::unordered_map<std::string, uint32_t> terms_of(std::string_view text);

}  // namespace tinybrain
