#include "skills/coach/crisis.h"

#include <algorithm>
#include <array>
#include <span>

#include "skills/coach/crisis_match.h"
#include "skills/coach/crisis_rules.h"
#include "skills/coach/crisis_text.h"

namespace tinybrain::skills::coach {
namespace {

using Words = std::vector<std::string>;

template <class List>
bool among(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// "never", "not" within four words before, in the same clause; "not joking" denies nothing.
bool denied(const Words& words, size_t begin) {
  static constexpr std::array<std::string_view, 16> kNo{
      "not",  "never", "dont",   "no",      "wouldnt", "didnt", "isnt",   "arent",
      "wont", "wasnt", "doesnt", "without", "havent",  "hasnt", "nobody", "neither"};
  static constexpr std::array<std::string_view, 16> kNothingDenied{
      "joking", "kidding", "lying", "gonna", "going", "ok",   "okay", "fine",
      "sure",   "safe",    "doing", "lie",   "know",  "well", "just", "only"};
  for (size_t back = 1; back <= 5 && back <= begin; ++back) {
    const std::string& word = words[begin - back];
    if (word == "." || word == "but") return false;
    if (among(kNo, word))
      return !(begin - back + 1 < words.size() && among(kNothingDenied, words[begin - back + 1]));
  }
  return false;
}

bool denied_within(const Words& words, const Span& span) {
  for (size_t i = span.begin; i < span.end; ++i)
    if (words[i] == "not" || words[i] == "dont" || words[i] == "never" || words[i] == "wouldnt" ||
        words[i] == "wont" || words[i] == "didnt")
      return !(i + 1 < words.size() && (words[i + 1] == "joking" || words[i + 1] == "kidding"));
  return false;
}

// "I don't want to die but ..." is no denial to rely on.
bool goes_on(const Words& words, size_t end) {
  for (size_t i = end; i < words.size() && words[i] != "."; ++i)
    if (words[i] == "but") return true;
  return false;
}

bool figure_of_speech(const Words& words, const Span& span) {
  static constexpr std::array<std::string_view, 13> kAfter{
      "of",   "for",   "laughing", "inside", "happy", "if",  "to",
      "lift", "lifts", "weight",   "line",   "set",   "hang"};
  static constexpr std::array<std::string_view, 11> kReal{"pills", "cancer", "depression", "pain",
                                                          "grief", "guilt",  "loneliness", "shame",
                                                          "gun",   "rope",   "knife"};
  const std::string& last = words[span.end - 1];
  if (last != "die" && last != "dead" && last != "dying" && last != "death" && last != "myself")
    return false;
  if (last == "myself" && (span.end >= words.size() || words[span.end] != "laughing")) return false;
  if (span.end >= words.size() || !among(kAfter, words[span.end])) return false;
  for (size_t i = span.end; i < words.size() && i < span.end + 4; ++i)
    if (among(kReal, words[i])) return false;
  return true;
}

std::string joined(const Words& words, const Span& span) {
  std::string all;
  for (size_t i = span.begin; i < span.end; ++i) all += (all.empty() ? "" : " ") + words[i];
  return all;
}

std::optional<Crisis> by_rules(std::span<const CrisisRule> rules, const Words& words) {
  for (const CrisisRule& rule : rules) {
    Span span;
    for (size_t from = 0; match_words(rule.pattern, words, from, span); from = span.begin + 1) {
      if (std::string_view(rule.kind) == "suicide" && figure_of_speech(words, span)) continue;
      if (rule.negatable && (denied(words, span.begin) || denied_within(words, span)) &&
          !goes_on(words, span.end))
        continue;
      return Crisis{rule.kind, joined(words, span)};
    }
  }
  return std::nullopt;
}

std::optional<Crisis> in_english(std::string_view text) {
  const Words words = crisis_words(text);
  if (auto found = by_rules(english_crisis_rules(), words)) return found;
  return by_rules(wide_english_crisis_rules(), words);
}

bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view one) { return text.substr(0, one.size()) == one; });
}

// What follows says that it is not so: 죽고 싶지 않아요, 자살할 생각 없어요.
bool denied_after(std::string_view rest) {
  for (const std::string_view between :
       {"", "은", "을", "할", "는", "다는", "단", "어", "하고싶", "싶"}) {
    if (rest.substr(0, between.size()) != between) continue;
    if (begins_with_any(rest.substr(between.size()),
                        {"지않",         "지는않",     "진않",     "지도않",   "건아니",
                         "게아니",       "거아니",     "것은아니", "생각없",   "생각은없",
                         "생각이없",     "생각은전혀", "생각전혀", "생각은안", "생각안",
                         "생각은한번도", "마음없",     "마음은없", "적없",     "적은없",
                         "적이없",       "없어요",     "없습니다", "은없",     "는없"}))
      return true;
  }
  return false;
}

bool figure_before(std::string_view text, size_t begin) {
  const auto ends = [&](std::string_view with) {
    return begin >= with.size() && text.substr(begin - with.size(), with.size()) == with;
  };
  return ends("기") || ends("풀") || ends("숨") || ends("전복") || ends("호박");
}

std::optional<Crisis> in_korean(std::string_view text) {
  const std::string syllables = crisis_syllables(text);
  if (syllables.empty()) return std::nullopt;
  for (const CrisisRule& rule : korean_crisis_rules()) {
    Span span;
    for (size_t from = 0; match_syllables(rule.pattern, syllables, from, span);
         from = span.begin + 1) {
      const std::string_view all = syllables;
      if (rule.negatable && denied_after(all.substr(span.end))) continue;
      if (all.substr(span.begin, 3) == "죽" && figure_before(all, span.begin)) continue;
      return Crisis{rule.kind, syllables.substr(span.begin, span.end - span.begin)};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Crisis> crisis_in(std::string_view text) {
  // Pieces overlap, so that no sentence is lost at a border.
  constexpr size_t kPiece = 20'000, kOverlap = 400;
  for (size_t at = 0; at < text.size() || at == 0; at += kPiece - kOverlap) {
    const std::string_view piece = text.substr(std::min(at, text.size()), kPiece);
    if (auto found = in_english(piece)) return found;
    if (auto found = in_korean(piece)) return found;
  }
  return std::nullopt;
}

std::optional<Crisis> crisis_in(const Json& value) {
  if (value.is_string()) return crisis_in(std::string_view(value.as_string()));
  if (value.is_array())
    for (const Json& one : value.as_array())
      if (auto found = crisis_in(one)) return found;
  if (value.is_object())
    for (const auto& [key, one] : value.as_object()) {
      if (auto found = crisis_in(std::string_view(key))) return found;
      if (auto found = crisis_in(one)) return found;
    }
  return std::nullopt;
}

}  // namespace tinybrain::skills::coach
