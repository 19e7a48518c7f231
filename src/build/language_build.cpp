// A model that writes: chat (questions and answers, conversations) or complete (plain texts). Low-rank adapters learn on
// the base as it is, and are merged into the file that is written; the adapter itself is kept as well.
#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/build.h"
#include "base/messages/model.h"
#include "build/brain_file.h"
#include "build/builder.h"
#include "text/chat_template.h"
#include "train/adapter.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;

constexpr uint32_t kRank = 16;
constexpr double kRate = 3e-4;
constexpr double kFreshRate = 1e-3;  // of a model that begins from nothing
constexpr uint32_t kFreshEpochs = 8;
constexpr size_t kMostTokens = 512;  // of an example

class LanguageBuild : public Builder {
 public:
  using Builder::Builder;

  Json run() override {
    stage("read");
    data_ = prepare(recipe_);
    describe_data(data_);
    const ModelSource source = open_base(texts_of(data_), false);
    if (source.config().encoder)
      throw Error(Code::unsupported, msg::kBuildLanguageBase, source.config().architecture);
    describe_base(source);
    const Tokenizer tokenizer(source.tokenizer());
    if (recipe_.task == Task::chat) {
      const std::string& own = source.chat_template();
      if (own.empty()) throw Error(Code::unsupported, msg::kBuildNoTemplate);
      template_.emplace(own);
    }
    const auto tokens = [&](const std::vector<Example>& examples) {
      std::vector<TokenExample> all;
      for (const Example& e : examples) add_tokens(e, tokenizer, source.config(), all);
      return all;
    };
    LoraOptions lora;
    lora.rank = recipe_.lora_rank > 0 ? static_cast<uint32_t>(recipe_.lora_rank) : kRank;
    lora.rank += lora.rank % 2;
    lora.alpha = 2 * static_cast<float>(lora.rank);
    lora.dora = recipe_.dora;
    NetworkOptions options;
    options.seed = recipe_.seed;
    options.train_embedding = !recipe_.has_base();
    if (recipe_.lora_rank == 0 || !recipe_.has_base())
      options.train_weights = true;
    else
      options.lora = &lora;
    Network network(source, options, threads_);
    const std::vector<TokenExample> test = tokens(data_.test);
    LanguageObjective judge({}, test);
    stage("test");
    const double before = test.empty() ? 0 : -judge.score(network);
    learn(network, LanguageObjective(tokens(data_.train), tokens(data_.dev)),
          options.lora ? lora.rank : 0);
    const double after = test.empty() ? 0 : -judge.score(network);
    if (!test.empty()) {
      uint64_t count = 0;
      for (const TokenExample& e : test) count += e.tokens.size() - std::max(1u, e.learn_from);
      Json t;
      t.set("texts", static_cast<uint64_t>(data_.test.size()));
      t.set("tokens", count);
      t.set("perplexity_before", std::exp(before));
      t.set("perplexity", std::exp(after));
      measures_.set("test", std::move(t));
    }
    std::vector<const char*> files{"model.gguf"};
    write(source, network);
    if (options.lora) {
      const Adapter adapter = adapter_of(network);
      write_adapter_peft(adapter, source.config(), measures_.at("base").get_string("name", ""),
                         place_.file("adapter"));
      if (!lora.dora) {
        write_adapter_gguf(adapter, place_.file("adapter.gguf"));
        files.push_back("adapter.gguf");
      }
    }
    finish(0, files);
    return measures_;
  }

 private:
  void cut(TokenExample& e) const {
    if (e.tokens.size() > kMostTokens) e.tokens.resize(kMostTokens);
  }

  void add_tokens(const Example& e, const Tokenizer& tokenizer, const ModelConfig& config,
                  std::vector<TokenExample>& all) const {
    if (recipe_.task == Task::chat) return add_turns(e, tokenizer, config, all);
    // Passages carry their text as the answer to their heading.
    std::string text = e.heading.empty() ? e.text : e.heading + "\n" + e.answer;
    if (e.heading.empty() && !e.answer.empty() && e.answer != e.text) text += "\n" + e.answer;
    std::vector<TokenId> ids = tokenizer.encode(text, true);
    if (const TokenId eos = tokenizer.spec().eos; eos >= 0 && ids.back() != eos) ids.push_back(eos);
    for (size_t first = 0; first + 1 < ids.size(); first += kMostTokens) {
      TokenExample t;
      t.tokens.assign(
          ids.begin() + static_cast<std::ptrdiff_t>(first),
          ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), first + kMostTokens)));
      if (t.tokens.size() > 1) all.push_back(std::move(t));
    }
  }

  // Each reply of the assistant is an example; what comes before it is not learnt.
  void add_turns(const Example& e, const Tokenizer& tokenizer, const ModelConfig&,
                 std::vector<TokenExample>& all) const {
    std::vector<Turn> turns = e.turns;
    if (turns.empty()) turns = {{"user", e.text}, {"assistant", e.answer}};
    Json::Array messages;
    for (const Turn& turn : turns) {
      Json message;
      message.set("role", turn.role);
      message.set("content", turn.text);
      if (turn.role == "assistant" && !turn.text.empty()) {
        TokenExample t;
        t.tokens = rendered(messages, true, tokenizer);
        t.learn_from = static_cast<uint32_t>(t.tokens.size());
        messages.push_back(message);
        const std::vector<TokenId> whole = rendered(messages, false, tokenizer);
        // The reply and its end mark: what the template adds when the turn is there.
        if (whole.size() > t.tokens.size() &&
            std::equal(t.tokens.begin(), t.tokens.end(), whole.begin())) {
          t.tokens = whole;
          cut(t);
          if (t.learn_from < t.tokens.size()) all.push_back(std::move(t));
        }
        continue;
      }
      messages.push_back(std::move(message));
    }
  }

  std::vector<TokenId> rendered(const Json::Array& messages, bool open,
                                const Tokenizer& tokenizer) const {
    Json context, trusted{Json::Object{}};
    context.set("messages", messages);
    context.set("add_generation_prompt", open);
    const TokenId bos = tokenizer.spec().bos, eos = tokenizer.spec().eos;
    trusted.set("bos_token", bos >= 0 ? tokenizer.bytes(bos, true) : "");
    trusted.set("eos_token", eos >= 0 ? tokenizer.bytes(eos, true) : "");
    std::vector<TokenId> ids = tokenizer.encode(template_->render(context, trusted), true);
    if (ids.size() > 1 && bos >= 0 && ids[0] == bos && ids[1] == bos) ids.erase(ids.begin());
    return ids;
  }

  void learn(Network& network, LanguageObjective objective, uint32_t rank) {
    if (objective.examples() == 0)
      throw Error(Code::bad_argument, msg::kBuildNoTrain, data_.dev.size(), data_.test.size());
    TrainerOptions options;
    options.batch = recipe_.batch > 0 ? recipe_.batch : 16;
    const bool fresh = !recipe_.has_base();
    options.optimizer.rate = static_cast<float>(recipe_.rate > 0 ? recipe_.rate
                                                : fresh          ? kFreshRate
                                                                 : kRate);
    options.epochs = recipe_.epochs > 0 ? recipe_.epochs : fresh ? kFreshEpochs : 3;
    options.patience = recipe_.patience;
    options.passes = recipe_.passes;
    options.seed = recipe_.seed;
    options.checkpoint = place_.working("checkpoint.gguf");
    options.checkpoint_seconds = recipe_.checkpoint_seconds;
    options.fingerprint = fingerprint();
    const TrainingCurve curve = train(network, objective, options, [&](const TrainingProgress& p) {
      return tell_training("train", p, options.epochs);
    });
    Json t = training_json(options, curve);
    t.set("lora_rank", rank);
    t.set("dora", recipe_.dora);
    measures_.set("training", std::move(t));
  }

  void write(const ModelSource& source, Network& network) {
    DType type = DType::q8_0;
    if (!recipe_.type.empty()) {
      const std::optional<DType> named = dtype_from_name(recipe_.type);
      if (!named) throw Error(Code::bad_argument, msg::kRecipeType, recipe_.type);
      type = *named;
    }
    write_brain(source, network, {}, type, place_.file("model.gguf"), threads_,
                [&](uint64_t done, uint64_t total) { return tell_progress("write", done, total); });
    const uint64_t bytes = fs::file_size(place_.file("model.gguf"));
    if (recipe_.budget > 0 && bytes > recipe_.budget)
      throw Error(Code::bad_argument, msg::kBuildBudget, bytes, recipe_.budget, 0.0, 0.0);
    Json m;
    m.set("type", dtype_info(type).name);
    m.set("bytes", bytes);
    measures_.set("model", std::move(m));
  }

  Prepared data_;
  std::optional<ChatTemplate> template_;
};

}  // namespace

std::unique_ptr<Builder> language_build(const Recipe& recipe, size_t threads,
                                        const BuildProgress& progress) {
  return std::make_unique<LanguageBuild>(recipe, threads, progress);
}

}  // namespace tinybrain
