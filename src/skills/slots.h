// From a request to the arguments of a tool: what the intent's examples taught to see, typed values by rules, choices by
// their words. What is required and was not said is missing, and asked for; nothing is made up.
//
// In skill.toml, all of it optional (a slot that has no table takes its type from the tool's schema):
//
//   [slots.minutes]
//   type = "duration"              text, all (the whole request), number, date, time, duration, choice
//   unit = "minutes"               of a duration: seconds, minutes, hours, days
//   argument = "minutes"           of the tool; the slot's own name when not said
//   en = "For how long?"           what is asked when it is missing
//   ko = "얼마 동안인가요?"
//   choices = {walk = ["walk", "산책"], run = ["run", "달리기"]}
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "skills/manifest.h"
#include "skills/tagger.h"

namespace tinybrain::skills {

struct SlotRule {
  std::string name, type = "text", argument;
  double unit = 1;                                                        // seconds
  std::vector<std::pair<std::string, std::vector<std::string>>> choices;  // value and its words
  Words ask;
};

// Those of an intent, in the order that it lists them; all properties of its tool when it lists none. Error{bad_argument}.
std::vector<SlotRule> slot_rules(const Manifest& manifest, const std::string& intent);

struct Filled {
  Json slots;      // [{"slot", "value", "text", "start", "end"}], places in characters
  Json arguments;  // for the tool
  Json missing;    // [{"slot", "ask"}]
};

// spans: of a tagger. today: as of typed_values.
Filled fill_slots(const std::vector<SlotRule>& rules, const Json& schema, std::string_view text,
                  const std::vector<Span>& spans, Language language, int64_t today = -1);

// spans as JSON, for intents without a tool.
Json spans_json(std::string_view text, const std::vector<Span>& spans);

}  // namespace tinybrain::skills
