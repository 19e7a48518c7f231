// Who a character is, and what it remembers of the player: both small, both as JSON.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "skills/npc/view.h"

namespace tinybrain::skills::npc {

struct Persona {
  std::string name, about;
  std::vector<std::string> never;  // verbs that it refuses
  std::map<std::string, std::string>
      phrases;  // what it says with a verb, instead of the model; "{0}": the thing
  bool refuses(const std::string& verb) const;
};

// {"name", "about", "never": ["attack"], "phrases": {"open": "I open the {0}.", "talk": "..."}}. In Korean phrases a particle
// may follow as in {0:을}, and takes its right form. Error{bad_argument} names the entry.
Persona read_persona(const Json& json);

// What it says by its phrases with that action ("refuse": with one that it refuses); "" when it has none for it.
// action: nullptr = talk.
std::string phrase_of(const Persona& persona, const View& view, const Candidate* action);

// What a character remembers of the player: facts, the oldest of which go when there are too many, and the last exchanges.
class PlayerMemory {
 public:
  static constexpr size_t kMostFacts = 16, kMostBytes = 200;
  // Exchanges: the older half goes at once, so that the prompt begins as the last one did for the turns between.
  static constexpr size_t kMostTalk = 4;
  struct Exchange {
    std::string player, character;  // the latter with its action in brackets
  };

  void remember(const std::string& fact);  // again: is the newest
  // What the player says of themselves by rules (memory/facts.h). How many facts were new.
  size_t listen(std::string_view text, Language language);
  void said(std::string player, std::string character);

  const std::deque<std::string>& facts() const { return facts_; }
  const std::deque<Exchange>& talk() const { return talk_; }
  uint64_t turns() const { return turns_; }

  Json save() const;
  // Of save(). Error{bad_argument} names the entry, and nothing changes.
  void load(const Json& json);

 private:
  std::deque<std::string> facts_;
  std::deque<Exchange> talk_;
  uint64_t turns_ = 0;
};

}  // namespace tinybrain::skills::npc
