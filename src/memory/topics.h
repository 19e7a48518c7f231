// What can be known of a person: which phrase names it ("my wife's name", "우리 강아지 이름"), what values it takes, and
// how it is said back. One table for facts, for questions and for what is to be forgotten.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace tinybrain::memory {

struct Topic {
  std::string kind;  // name, home, family, like, allergy, ...: as a memory's
  std::string slot;  // "" = can have several values
  bool operator==(const Topic&) const = default;
};

// Of a noun phrase in lower case, without "my": "dog's name", "favorite color", "좋아하는 색", "생일".
std::optional<Topic> topic_of(std::string_view phrase, Language language);
// Whether it can be a value of that: a birthday has a day, a name is no adjective. As it was written.
bool fits(const Topic& topic, std::string_view value, Language language);
// "remember", or "health" for what is about the body.
std::string_view purpose_of(std::string_view kind);

// "your dog's name" without the "your"; "강아지 이름".
std::string label_of(const Topic& topic, Language language);
// "Your dog's name is Choco."
std::string sentence_of(const Topic& topic, std::string_view value, Language language);
// Where it stands in a list of all: "Family and pets".
std::string group_of(std::string_view kind, Language language);

}  // namespace tinybrain::memory
