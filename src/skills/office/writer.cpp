#include "skills/office/writer.h"

#include "base/trimmed.h"

namespace tinybrain::skills::office {
namespace {

constexpr float kRepeatPenalty = 1.1f;  // small models go round in circles

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
  return std::string(trimmed(writer.reply(turns, wish).text));
}

}  // namespace tinybrain::skills::office
