// A model that writes: chat (questions and answers, conversations) or complete (plain texts). Low-rank adapters learn on
// the base as it is, and are merged into the file that is written; the adapter itself is kept as well.
#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/build.h"
#include "base/messages/model.h"
#include "build/brain_file.h"
#include "build/builder.h"
#include "build/compiler.h"
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
    if (recipe_.task == Task::chat) {
      const std::string& own = source.chat_template();
      if (own.empty()) throw Error(Code::unsupported, msg::kBuildNoTemplate);
      template_.emplace(own);
    }
    if (recipe_.type.empty()) require_reach(source, recipe_.budget);
    stage("test");
    const double before = loss_of(source, data_.test);
    LoraOptions lora;
    lora.rank = recipe_.lora_rank > 0 ? static_cast<uint32_t>(recipe_.lora_rank) : kRank;
    lora.rank += lora.rank % 2;
    lora.alpha = 2 * static_cast<float>(lora.rank);
    lora.dora = recipe_.dora;
    NetworkOptions options;
    options.seed = recipe_.seed;
    options.train_embedding = !recipe_.has_base();
    if (recipe_.lora_rank == 0 || !recipe_.has_base()) {
      options.train_weights = true;
    } else {
      options.lora = &lora;
      options.int8_gradients = true;
    }
    std::vector<const char*> files{"model.gguf"};
    {
      Network network(source, options, threads_);
      learn(network,
            LanguageObjective(tokens_of(data_.train, source), tokens_of(data_.dev, source)),
            options.lora ? lora.rank : 0);
      if (recipe_.type.empty() && (recipe_.budget > 0 || recipe_.latency_ms > 0))
        compile(source, network);
      else
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
    }
    if (!data_.test.empty()) judge(source, before);
    finish(0, files);
    return measures_;
  }

 private:
  std::vector<TokenExample> tokens_of(const std::vector<Example>& examples,
                                      const ModelSource& model) const {
    const Tokenizer tokenizer(model.tokenizer());
    std::vector<TokenExample> all;
    for (const Example& e : examples) add_tokens(e, tokenizer, model.config(), all);
    return all;
  }

  static uint64_t predicted(const std::vector<TokenExample>& examples) {
    uint64_t count = 0;
    for (const TokenExample& e : examples) count += e.tokens.size() - std::max(1u, e.learn_from);
    return count;
  }

  // Nats of the texts, all together: by that, models with other vocabularies compare.
  double loss_of(const ModelSource& model, const std::vector<Example>& examples) {
    std::vector<TokenExample> all = tokens_of(examples, model);
    if (all.empty()) return 0;
    const auto count = static_cast<double>(predicted(all));
    Network frozen(model, {}, threads_);
    return -LanguageObjective({}, std::move(all)).score(frozen) * count;
  }

  // The file as it was written, on texts that nothing was chosen by. A token is one of the base's.
  void judge(const ModelSource& base, double before) {
    const uint64_t tokens = predicted(tokens_of(data_.test, base));
    const double after = loss_of(ModelSource(place_.file("model.gguf")), data_.test);
    Json t;
    t.set("texts", static_cast<uint64_t>(data_.test.size()));
    t.set("tokens", tokens);
    t.set("perplexity_before", std::exp(before / static_cast<double>(tokens)));
    t.set("perplexity", std::exp(after / static_cast<double>(tokens)));
    measures_.set("test", std::move(t));
  }

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

  // The best file within the limits, of what was learnt.
  void compile(const ModelSource& source, Network& network) {
    const fs::path merged = place_.working("trained.gguf");
    write_brain(source, network, {}, DType::f16, merged, threads_,
                [&](uint64_t done, uint64_t total) { return tell_progress("write", done, total); });
    const ModelSource trained(merged);
    const std::vector<Example>& judges = data_.dev.empty() ? data_.train : data_.dev;
    const auto tokens = static_cast<double>(predicted(tokens_of(judges, trained)));
    CompileTask task;
    task.budget = recipe_.budget;
    task.latency_ms = recipe_.latency_ms;
    for (const std::string& text : texts_of(data_)) task.text += text + "\n";
    task.loss = [&](const ModelSource& model, const CompressProgress&) {
      return loss_of(model, judges);
    };
    task.progress = [&](uint64_t done, uint64_t total) {
      return tell_progress("compile", done, total);
    };
    const std::vector<CompileCandidate> tried =
        compile_model(trained, task, merged.parent_path(), place_.file("model.gguf"), threads_);
    Json all{Json::Array{}};
    for (const CompileCandidate& c : tried) {
      Json one;
      const std::string how = c.how(Language::en);
      one.set("type", how);
      one.set("bytes", c.bytes);
      one.set("dev_perplexity", std::exp(c.loss / tokens));
      one.set("within", c.within);
      one.set("chosen", c.chosen);
      all.push(std::move(one));
      if (c.chosen) describe_model(how, c.bytes);
    }
    measures_.set("candidates", std::move(all));
  }

  void describe_model(const std::string& type, uint64_t bytes) {
    Json m;
    m.set("type", type);
    m.set("bytes", bytes);
    measures_.set("model", std::move(m));
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
    describe_model(std::string(dtype_info(type).name), bytes);
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
