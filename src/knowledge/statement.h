// What a text says, in parts that can be compared with another: words, numbers with their units, names, addresses, and
// whether it denies. Korean and English, by rules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tinybrain {

struct Said {
  std::vector<std::string>
      words;  // folded, Hangul as single letters; without those that say nothing by themselves
  std::vector<std::string> numbers;    // "1200", "3.5"
  std::vector<std::string> measures;   // numbers with a unit that follows: "3 kg"
  std::vector<std::string> names;      // capitalised words within a sentence, folded
  std::vector<std::string> addresses;  // of mail and the web, folded
  bool denies = false;
};
Said said_by(std::string_view text);

// Share of `words` that the others have, in this or another form: "batteries" counts for "battery", 배터리는 for 배터리가.
float covered(const std::vector<std::string>& words, const std::vector<std::string>& others);

}  // namespace tinybrain
