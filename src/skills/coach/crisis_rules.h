// The rules of crisis words: patterns as of crisis_match.h, by kind, with what takes a match back.
#pragma once

#include <span>

namespace tinybrain::skills::coach {

struct CrisisRule {
  const char* kind;
  const char* pattern;
  bool negatable =
      true;  // "I don't want to die" says the opposite; "I don't want to live" is what it says
};
std::span<const CrisisRule> english_crisis_rules();
std::span<const CrisisRule> wide_english_crisis_rules();
std::span<const CrisisRule> korean_crisis_rules();

}  // namespace tinybrain::skills::coach
