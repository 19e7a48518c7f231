// Words that the rules know: relatives, animals, jobs, languages, illnesses, events, devices; in both languages, with the
// name that a slot gets. Closed lists: what is not in them is not guessed.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace tinybrain::memory {

// A word of one or both languages and the name it has in a slot: {"dog", "강아지"} -> "dog".
struct Named {
  std::string_view slot, en, ko;
};
// By a word of either language, lowered; nullptr when it is none.
const Named* relative_of(std::string_view word);
const Named* animal_of(std::string_view word);    // also in the plural
const Named* relative_in(std::string_view slot);  // by its name in a slot
const Named* animal_in(std::string_view slot);

// Whether a phrase ends in a word of the list: "senior software engineer", "초등학교 교사".
bool is_job(std::string_view phrase, Language language);
bool is_language(std::string_view phrase);  // one or several: "Korean and English"
bool is_illness(std::string_view phrase);
bool is_medicine(std::string_view phrase);
bool is_diet(std::string_view phrase);
bool is_event(std::string_view phrase);      // an appointment, an exam, a flight
bool names_a_time(std::string_view phrase);  // a day, a date, an hour
bool is_instrument(std::string_view word);
// "phone", "laptop", "tablet", "watch", "car", "console" or "": of a product's name.
std::string_view device_of(std::string_view phrase);
// Of a text as a whole: whether it is about health, or about feelings.
bool is_about_health(std::string_view lower);
bool is_about_mood(std::string_view lower);

}  // namespace tinybrain::memory
