// What a character sees and what the world lets it do now: an app's JSON, checked, and every action that is possible as a
// candidate. Nothing else can ever be an answer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace tinybrain::skills::npc {

// Something that actions are about: its name and other words for it.
struct Thing {
  std::string name;
  std::vector<std::string> words;
};

// A kind of action and the words that ask for it, its own name first.
struct Verb {
  std::string name;
  std::vector<std::string> words;
  std::string link;  // between the two things that it is about: "in", "with"
};

// An action that is possible: of a verb, about no thing, one, or two in that order. Indexes.
struct Candidate {
  size_t verb = 0;
  std::vector<size_t> things;
  std::string text;  // "open treasure chest"
};

struct View {
  std::string scene;
  std::vector<Thing> things;
  std::vector<Verb> verbs;
  std::vector<Candidate> candidates;

  // {"name": "open", "objects": ["treasure chest"]}
  Json action(const Candidate& candidate) const;
};

// {"scene": "...", "things": [{"name", "words": [...]}], "actions": [{"name", "words": [...], "link": "in",
// "objects": ["chest"], "to": ["player"], "pairs": [["key", "chest"]]}]}. An action without objects is about nothing;
// objects with `to` are every pair of different ones. A thing that is only named in an action needs no entry of its own.
// Error{bad_argument} names the entry: of the wrong kind, without a name, too long or too many.
View read_view(const Json& json);

// A text as one line of a prompt: white space as single spaces, without brackets. It must be valid.
std::string as_line(std::string_view text);
// The same of a member. Error{bad_argument}: no text, empty, too long.
std::string one_line(const Json& json, const std::string& what, size_t most);

}  // namespace tinybrain::skills::npc
