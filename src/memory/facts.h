// Lasting facts that a person says of themselves, out of single sentences. By rules: what no rule knows is no fact. First
// person only; questions, wishes, guesses, the past and others' words are none.
#pragma once

#include <string>
#include <vector>

#include "memory/topics.h"
#include "memory/utterance.h"

namespace tinybrain::memory {

struct Fact {
  Topic topic;
  std::string value;  // as it was said, without what belongs to the sentence
  std::string text;   // the clause that says so
  double confidence = 0.9;
  bool ended = false;  // it is so no longer: "I don't live in Seoul anymore"
};

// about: whom the sentence before spoke of ("pet.dog"), for "his name is Max"; "" = nobody. Told anew.
std::vector<Fact> facts_in(const Sentence& sentence, std::string& about);
inline std::vector<Fact> facts_in(const Sentence& sentence) {
  std::string nobody;
  return facts_in(sentence, nobody);
}

// A kind of sentence that states a fact.
enum class Check {
  topic,  // a value of its topic
  sure,   // a name by its writing alone
  job,    // {p}: and where
  taste,
  language,
  illness,
  diet,
  food,  // what one is allergic to or does not eat
  pet,
  event,  // {v}, at the time {t}
  instrument,
  device,  // the slot is that of the product
  medicine,
  company,        // where one works rather than goes
  known_company,  // one by its writing
  blood,          // a blood type
  district,       // a place without its particle: 부산 살아
  noun,           // {n} names the topic: "my {n} is {v}"
  birthday,       // {n} has it on {v}
  called,         // {n} is called {v}
  passing,        // the same, said in passing: "my dog Max is three"
  theirs,         // the name of whom the clause before was about
  introduced,     // a name after a cue that leaves no doubt
  favourite,      // {n} names what one has a favourite of
  plain,          // up to six words
  school,         // names itself a school
  family,         // "married", "two kids", "a sister"
};
struct Rule {
  const char* pattern;
  const char* kind;
  const char* slot;
  Check check;
  double confidence = 0.9;
  bool ended = false;
};
struct Rules {
  const Rule* begin;
  const Rule* end;
  const char* const (*pieces)[2];
  size_t piece_count;
};
// The tables; see facts_english.cpp and facts_korean.cpp.
Rules english_rules();
Rules korean_rules();

}  // namespace tinybrain::memory
