#include "learn/reminder.h"

namespace tinybrain {
namespace {

Json message(const char* role, std::string_view content) {
  Json m;
  m.set("role", role);
  m.set("content", content);
  return m;
}

}  // namespace

Json::Array reminder(std::string_view question, std::string_view answer) {
  return {message("user", question), message("assistant", answer)};
}

void remind(Json::Array& messages, const Scope::Near& near) {
  if (messages.empty() || near.answer.empty()) return;
  const Json::Array before = reminder(near.question, near.answer);
  messages.insert(messages.end() - 1, before.begin(), before.end());
}

}  // namespace tinybrain
