// What can stand in a sentence as a value: whether "Minsu" is a name and "tired" is not. Strict: what is unsure is no value.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace tinybrain::memory {

// All as they were written.
bool is_person_name(std::string_view value, Language language);
// "I'm Minsu": nothing but the writing says that it is a name.
bool is_surely_a_name(std::string_view value, Language language);
// With a greeting before it: "Hi, I'm Minsu". One word with a capital that no other kind of word looks like.
bool may_be_a_name(std::string_view value);
bool is_place(std::string_view value, Language language);
bool is_age(std::string_view value);
bool is_date(std::string_view value);  // "3 May", "5월 3일"
// At most so many words, and none that shows that the sentence means something else.
bool is_plain_value(std::string_view value, Language language, size_t most_words);
// What one can like for good: no "it", "you", "the way ...".
bool is_taste(std::string_view value, Language language);
size_t digits_in(std::string_view value);

// Without what follows a value but is not it: "Seoul now" -> "Seoul", "cats so much" -> "cats", a comment after a comma.
std::string_view without_tail(std::string_view value, Language language);
// For comparing: lower case, no article, no marks.
std::string_view without_adverbs(std::string_view value);
std::string same_value(std::string_view value);

}  // namespace tinybrain::memory
