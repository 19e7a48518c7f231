// What a person was shown, when, and what they did with it; and what that says of their taste, as a reward and a weight.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"

namespace tinybrain {

// What can be liked: a song, a film, a page, a product.
struct Item {
  std::string id, text, creator;
  std::vector<std::string> tags;
};

struct Situation {
  std::optional<int> hour;                            // 0 to 23, of the person's day
  std::optional<int> weekday;                         // 1 = Monday to 7 = Sunday
  std::vector<std::pair<std::string, double>> moods;  // and how likely each is; none = not known
  std::vector<std::pair<std::string, std::string>> device;  // state: {"headphones", "true"}
};

// reward: -1 = disliked to 1 = liked. weight: how much it says, 1 = as much as a thumb.
struct Reward {
  double value = 0, weight = 0;
};

struct Observation {
  Item item;
  Situation situation;
  std::string signal;
  Json numbers;  // members of the signal: {"seconds": 12, "of": 180}
};

// {"id", "text", "tags": [..], "creator"}; {"hour", "weekday", "mood": a word, or words with their
// chances, "device": {..}}. Error{bad_argument} when there is no
// id, a text is too long, or an hour is none; Error{bad_file} for members of another type.
Item item_of(const Json& json);
Situation situation_of(const Json* json);  // null = nothing is known
std::vector<std::pair<std::string, double>> moods_of(const Json& mood);
Json to_json(const std::vector<std::pair<std::string, double>>& moods);
// {"signal", "item", "context", and the signal's numbers}: play, dwell and skip with seconds and of (how long it is, or is
// looked at usually); like; dislike; chosen; ignored; bought; rating with value, low (1), high (5); reward with value,
// weight. Error{bad_argument}: no such signal, or a number out of range.
Observation observation_of(const Json& json);
// As it is kept, without the mood, which has a purpose of its own.
Json to_json(const Observation& observation);

Reward reward_of(const Observation& observation);
// Of a mark between low and high.
double reward_of_rating(double mark, double low, double high);

}  // namespace tinybrain
