#include "skills/writer.h"

#include <array>

#include "generate/session.h"

namespace tinybrain::skills {
namespace {

// How families mark what is to be filled in: before, after, between.
constexpr std::array<const char*, 3> kMarks[] = {
    {"<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"},  // Qwen2.5-Coder, CodeGemma
    {"<fim_prefix>", "<fim_suffix>", "<fim_middle>"},        // StarCoder, Granite
    {"<fim-prefix>", "<fim-suffix>", "<fim-middle>"},
    {"<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"},  // DeepSeek-Coder
    {"<PRE>", "<SUF>", "<MID>"},
};

class ModelWriter : public Writer {
 public:
  explicit ModelWriter(LoadedModel& model) : model_(model) {}

  Writing reply(const std::vector<WriterTurn>& turns, const WriterWish& wish) override {
    if (!model_.has_chat_template()) {
      std::string prompt;
      for (const WriterTurn& turn : turns)
        prompt += turn.text + (std::string_view(turn.role) == "user" ? "\n" : "\n\n");
      WriterWish wanted = wish;
      if (wanted.stops.empty()) wanted.stops = {"\n\n"};
      return go_on(prompt, wanted);
    }
    ChatRequest request;
    for (const WriterTurn& turn : turns) {
      Json one;
      request.messages.push_back(one.set("role", turn.role).set("content", turn.text));
    }
    return taken(session().chat(request, config_of(wish), {}));
  }

  Writing go_on(std::string_view before, const WriterWish& wish) override {
    return taken(session().complete(before, false, config_of(wish), {}));
  }

  std::optional<Writing> fill(std::string_view before, std::string_view after,
                              const WriterWish& wish) override {
    const Tokenizer& tokenizer = model_.tokenizer();
    for (const auto& [prefix, suffix, middle] : kMarks) {
      if (tokenizer.find(prefix) < 0 || tokenizer.find(suffix) < 0 || tokenizer.find(middle) < 0)
        continue;
      const TextPart parts[] = {{prefix, true},
                                {std::string(before), false},
                                {suffix, true},
                                {std::string(after), false},
                                {middle, true}};
      return taken(session().complete(parts, config_of(wish), {}));
    }
    return std::nullopt;
  }

 private:
  Session& session() {
    if (!session_) {
      model_.require_generator();
      session_ = std::make_unique<Session>(model_, SessionConfig{});
    }
    return *session_;
  }

  static GenerateConfig config_of(const WriterWish& wish) {
    GenerateConfig config;
    config.sampling.temperature = wish.temperature;
    config.sampling.repeat_penalty = wish.repeat_penalty;
    config.sampling.seed = wish.seed;
    config.max_tokens = wish.most;
    config.stops = wish.stops;
    return config;
  }

  static Writing taken(Reply reply) {
    return {std::move(reply.text), reply.finish == Finish::stop, reply.reply_tokens};
  }

  LoadedModel& model_;
  std::unique_ptr<Session> session_;
};

}  // namespace

std::unique_ptr<Writer> writer_on(LoadedModel& model) {
  return std::make_unique<ModelWriter>(model);
}

}  // namespace tinybrain::skills
