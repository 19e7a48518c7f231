#include "learn/reminder.h"

#include <algorithm>

namespace tinybrain {
namespace {

Json message(const char* role, std::string_view content) {
  Json m;
  m.set("role", role);
  m.set("content", content);
  return m;
}

}  // namespace

Json::Array reminder(std::span<const LearnExample* const> lessons) {
  Json::Array all;
  for (const LearnExample* e : lessons) {
    if (e->answer.empty()) continue;
    all.push_back(message("user", e->prompt));
    all.push_back(message("assistant", e->answer));
  }
  return all;
}

Json::Array reminder(const Scope& scope, std::span<const Scope::Near> nearest, size_t most) {
  std::vector<const LearnExample*> lessons;
  for (const Scope::Near& near : nearest.first(std::min(most, nearest.size())))
    lessons.insert(lessons.begin(), &scope.lesson(near.lesson));
  return reminder(lessons);
}

void remind(Json::Array& messages, const Json::Array& reminder) {
  if (!messages.empty()) messages.insert(messages.end() - 1, reminder.begin(), reminder.end());
}

}  // namespace tinybrain
