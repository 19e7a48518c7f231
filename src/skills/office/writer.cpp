#include "skills/office/writer.h"

#include <algorithm>

namespace tinybrain::skills::office {
namespace {

constexpr uint32_t kContext = 4096;  // tokens

SessionConfig window_of(const LoadedModel& model) {
  SessionConfig config;
  config.context = std::min(kContext, model.config().context);
  return config;
}

LoadedModel& writing(LoadedModel& model) {
  model.require_generator();
  return model;
}

std::string trimmed(const std::string& text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

Json message(const char* role, const std::string& content) {
  Json m;
  return m.set("role", role).set("content", content);
}

}  // namespace

Writer::Writer(LoadedModel& model)
    : session_(writing(model), window_of(model)), chats_(model.has_chat_template()) {}

std::string Writer::write(const Ask& ask) {
  GenerateConfig config;
  config.max_tokens = ask.most_tokens;
  config.sampling.temperature = ask.temperature;
  config.sampling.seed = ask.seed;
  if (ask.temperature == 0)
    config.sampling.repeat_penalty = 1.1f;  // small models go round in circles
  if (ask.one_line) config.stops = {"\n"};
  const Session::Stream stream = [](const Chunk&) { return true; };
  if (!chats_) {
    std::string prompt = ask.system.empty() ? "" : ask.system + "\n\n";
    for (const auto& [asked, right] : ask.examples) prompt += asked + "\n" + right + "\n\n";
    if (!ask.one_line) config.stops = {"\n\n"};
    return trimmed(session_.complete(prompt + ask.text + "\n", false, config, stream).text);
  }
  ChatRequest request;
  if (!ask.system.empty()) request.messages.push_back(message("system", ask.system));
  for (const auto& [asked, right] : ask.examples) {
    request.messages.push_back(message("user", asked));
    request.messages.push_back(message("assistant", right));
  }
  request.messages.push_back(message("user", ask.text));
  return trimmed(session_.chat(request, config, stream).text);
}

}  // namespace tinybrain::skills::office
