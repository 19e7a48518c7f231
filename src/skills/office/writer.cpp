#include "skills/office/writer.h"

namespace tinybrain::skills::office {
namespace {

constexpr float kRepeatPenalty = 1.1f;  // small models go round in circles

std::string trimmed(const std::string& text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

std::string written(Writer& writer, const Ask& ask) {
  WriterWish wish;
  wish.most = ask.most_tokens;
  wish.temperature = ask.temperature;
  wish.seed = ask.seed;
  if (ask.temperature == 0) wish.repeat_penalty = kRepeatPenalty;
  if (ask.one_line) wish.stops = {"\n"};
  std::vector<WriterTurn> turns;
  if (!ask.system.empty()) turns.push_back({"system", ask.system});
  for (const auto& [asked, right] : ask.examples) {
    turns.push_back({"user", asked});
    turns.push_back({"assistant", right});
  }
  turns.push_back({"user", ask.text});
  return trimmed(writer.reply(turns, wish).text);
}

}  // namespace tinybrain::skills::office
