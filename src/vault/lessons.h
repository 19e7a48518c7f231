// What is to be learnt: questions that were unsure, answers and corrections that the owner gave, ratings. A queue; its
// rows stand on the purpose "corrections".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace tinybrain {

struct VaultStore;

struct Lesson {
  int64_t id = 0;
  int64_t time = 0;   // milliseconds since 1970
  std::string kind;   // question, answer, intent, slot, feedback
  std::string input;  // what was asked or said
  Json detail;  // e.g. {"answer"}, {"intent"}, {"slot", "value"}, {"rating": 1 or -1, "target"}
  std::string state;  // open, done, dismissed
};

struct LessonFilter {
  std::string kind, state;  // "" = all
  std::string desk;         // "" = all; else those whose detail names it as "desk" or names none
  int64_t before = 0;       // ids below this; 0 = from the newest
  size_t limit = 100;
  bool withdrawn_too =
      false;  // also while the purpose is not granted: to show, never to learn from
};

class Lessons {
 public:
  explicit Lessons(VaultStore& store) : store_(store) {}
  // The new lesson's id, its state open; nothing, and nothing written, without a grant of "corrections".
  std::optional<int64_t> add(std::string_view kind, std::string_view input, const Json& detail);
  std::vector<Lesson> list(const LessonFilter& filter = {});  // newest first
  int64_t count(const LessonFilter& filter = {});
  std::optional<Lesson> find(int64_t id);
  // detail: null = as it is. Error{not_found}; {bad_argument} for another state.
  void set(int64_t id, std::string_view state, const Json& detail = {});

 private:
  VaultStore& store_;
};

Json to_json(const Lesson& lesson);

}  // namespace tinybrain
