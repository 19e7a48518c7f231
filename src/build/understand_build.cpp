// A brain that understands: one encoder with several classification heads, and vectors that bring together what means the
// same. All is learnt at once, in batches of one task each.
#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/messages/build.h"
#include "build/brain_file.h"
#include "build/encoder_build.h"
#include "build/evaluate.h"
#include "build/understand_data.h"
#include "eval/classification.h"
#include "generate/classify.h"
#include "train/joint.h"

namespace tinybrain {
namespace {

constexpr size_t kMostTokens = 128;  // of a text in training
constexpr uint32_t kEpochs = 8;      // over the tasks, a round
constexpr uint32_t kBatch = 32;
constexpr double kRate = 4e-4;
constexpr float kTemperature = 0.05f;  // of cosines, in pairs
constexpr double kSure = 0.8;          // of a label that is passed on to a text that means the same

class UnderstandBuild : public EncoderBuild {
 public:
  using EncoderBuild::EncoderBuild;

  Json run() override {
    stage("read");
    data_ = read_understand_data(recipe_);
    describe();
    const ModelSource source = open_base(all_texts(), true);
    if (!source.config().encoder)
      throw Error(Code::unsupported, msg::kBuildAnswerBase, source.config().architecture);
    describe_base(source);
    const Tokenizer tokenizer(source.tokenizer());
    tokenizer_ = &tokenizer;
    config_ = &source.config();
    NetworkOptions options;
    options.seed = recipe_.seed;
    options.train_weights = options.train_embedding = true;
    options.checkpoint = false;
    Network network(source, options, threads_);
    learn_tasks("training", "train", network);
    if (pass_labels_on(network)) learn_tasks("second_training", "again", network);
    write_encoder(source, network, heads_);
    Json m;
    m.set("type", recipe_.type.empty() ? "Q8_0" : recipe_.type);
    m.set("bytes", static_cast<uint64_t>(std::filesystem::file_size(place_.file(kModelFile))));
    measures_.set("model", std::move(m));
    judge();
    finish(0, {kModelFile});
    return measures_;
  }

 private:
  TokenExample tokens(const std::string& text, uint32_t label = 0) const {
    TokenExample t;
    t.tokens = classifier_tokens(*tokenizer_, *config_, text, kMostTokens);
    t.label = label;
    return t;
  }

  static uint32_t index_of(const HeadData& head, const std::string& label) {
    const auto at = std::lower_bound(head.labels.begin(), head.labels.end(), label);
    TB_ASSERT(at != head.labels.end() && *at == label);
    return static_cast<uint32_t>(at - head.labels.begin());
  }

  std::vector<TokenExample> labelled(const HeadData& head,
                                     const std::vector<Example>& examples) const {
    std::vector<TokenExample> all;
    for (const Example& e : examples)
      if (std::binary_search(head.labels.begin(), head.labels.end(), e.label))
        all.push_back(tokens(e.text, index_of(head, e.label)));
    return all;
  }

  std::vector<TokenExample> paired(const std::vector<Example>& examples) const {
    std::vector<TokenExample> all;
    for (const Example& e : examples) {
      all.push_back(tokens(e.text));
      all.push_back(tokens(e.answer));
    }
    return all;
  }

  // Everything there is to read, but for tests and what is chosen by.
  std::vector<std::string> all_texts() const {
    std::vector<std::string> all;
    for (const PairData& p : data_.pairs)
      for (const Example& e : p.train) {
        all.push_back(e.text);
        all.push_back(e.answer);
      }
    for (const HeadData& h : data_.heads)
      for (const auto* examples : {&h.train, &h.alike})
        for (const Example& e : *examples) all.push_back(e.text);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

  TrainerOptions trainer_options(const std::string& file, uint32_t epochs, double rate) const {
    TrainerOptions options;
    options.batch = recipe_.batch > 0 ? recipe_.batch : kBatch;
    options.tokens = 4096;
    options.optimizer.rate = static_cast<float>(recipe_.rate > 0 ? recipe_.rate : rate);
    options.epochs = epochs;
    options.patience = recipe_.patience;
    options.average = 100;
    options.seed = recipe_.seed;
    options.checkpoint = place_.working(file.c_str());
    options.checkpoint_seconds = recipe_.checkpoint_seconds;
    options.fingerprint = fingerprint();
    return options;
  }

  void learn(const char* measure, const char* stage_name, Network& network, Objective& objective,
             const TrainerOptions& options) {
    const TrainingCurve curve = train(network, objective, options, [&](const TrainingProgress& p) {
      return tell_training(stage_name, p, options.epochs);
    });
    measures_.set(measure, training_json(options, curve));
  }

  // Another one for each objective.
  TokenDropout dropout(uint64_t objective) const {
    return {static_cast<float>(recipe_.token_dropout), tokenizer_->spec().mask, 1,
            recipe_.seed + objective};
  }

  std::unique_ptr<ClassObjective> head_objective(size_t i, Network& network) const {
    const HeadData& h = data_.heads[i];
    ClassOptions how;
    how.name = h.name;
    how.balance = h.balance;
    how.smoothing = static_cast<float>(recipe_.smoothing);
    how.dropout = dropout(i);
    auto objective = std::make_unique<ClassObjective>(
        network.config(), h.labels.size(), labelled(h, h.train), labelled(h, h.dev), how);
    if (heads_.empty()) {
      objective->start_from_means(network);
    } else {  // goes on from what the first round learnt
      std::copy(heads_[i].weight.begin(), heads_[i].weight.end(), objective->weight().values());
      std::copy(heads_[i].bias.begin(), heads_[i].bias.end(), objective->bias().values());
    }
    return objective;
  }

  void learn_tasks(const char* measure, const char* stage_name, Network& network) {
    const TrainerOptions options = trainer_options(
        std::string(stage_name) + ".gguf", recipe_.epochs > 0 ? recipe_.epochs : kEpochs, kRate);
    JointObjective all(options.batch);
    std::vector<ClassObjective*> heads;
    for (size_t i = 0; i < data_.heads.size(); ++i) {
      auto objective = head_objective(i, network);
      heads.push_back(objective.get());
      all.add(std::move(objective), true);
    }
    for (const PairData& p : data_.pairs)
      all.add(std::make_unique<PairObjective>(paired(p.train), paired(p.dev), kTemperature,
                                              dropout(all.examples())),
              !p.dev.empty());
    learn(measure, stage_name, network, all, options);
    std::vector<ClassifierHead> found;
    for (size_t i = 0; i < heads.size(); ++i)
      found.push_back(calibrated(data_.heads[i], *heads[i], network));
    heads_ = std::move(found);
  }

  ClassifierHead calibrated(const HeadData& data, ClassObjective& objective,
                            Network& network) const {
    ClassifierHead head;
    head.name = data.name;
    head.labels = data.labels;
    const Parameter &w = objective.weight(), &b = objective.bias();
    head.weight.assign(w.values(), w.values() + w.size());
    head.bias.assign(b.values(), b.values() + b.size());
    const std::vector<TokenExample> dev = labelled(data, data.dev);
    std::vector<uint32_t> truth;
    for (const TokenExample& e : dev) truth.push_back(e.label);
    if (!dev.empty())
      head.temperature = static_cast<float>(
          fit_temperature(objective.logits(network, dev), truth, head.labels.size()));
    return head;
  }

  // What the brain is sure of in one language, it shall hold true of the same text in the other. False: there is
  // no such text.
  bool pass_labels_on(Network& network) {
    bool any = false;
    for (size_t i = 0; i < data_.heads.size(); ++i) {
      HeadData& h = data_.heads[i];
      const size_t d = config_->width;
      size_t passed = 0;
      for (Example& e : h.alike) {
        Batch batch;
        batch.add(tokens(e.answer).tokens);
        std::vector<float> pooled(d), p(h.labels.size());
        pool_rows(*config_, batch.starts, network.forward(batch), pooled.data());
        heads_[i].probabilities(pooled.data(), p.data());
        const size_t best = static_cast<size_t>(std::max_element(p.begin(), p.end()) - p.begin());
        if (p[best] < kSure) continue;
        e.label = h.labels[best];
        h.train.push_back(e);
        ++passed;
      }
      if (!h.alike.empty()) passed_[h.name] = passed;
      any = any || passed > 0;
    }
    return any;
  }

  void describe() {
    Facts facts;
    for (const HeadData& h : data_.heads) {
      facts.train += h.train.size();
      facts.dev += h.dev.size();
      facts.test += h.test.size();
    }
    for (const PairData& p : data_.pairs) {
      facts.train += p.train.size();
      facts.dev += p.dev.size();
      facts.test += p.test.size();
    }
    facts.rows = facts.train + facts.dev + facts.test;
    facts.sources = data_.sources;
    facts.main_sources = data_.main_sources;
    if (data_.leaks > 0) {
      Finding f;
      f.severity = Finding::Severity::note;
      f.kind = "leak";
      f.en = text_of(Language::en, msg::kPlanLeaks, data_.leaks);
      f.ko = text_of(Language::ko, msg::kPlanLeaks, data_.leaks);
      facts.findings.push_back(std::move(f));
    }
    describe_facts(facts);
  }

  // The file as it was written, on the rows that nothing was chosen by.
  void judge() {
    LoadedModel model(place_.file(kModelFile), threads_.count(), {});
    Json heads{Json::Array{}}, pairs{Json::Array{}};
    for (const HeadData& h : data_.heads) heads.push(judge_head(model, h));
    for (const PairData& p : data_.pairs) {
      if (p.test.empty()) continue;
      Json one = nearest_json(nearest_right(model, p.test, "test"));
      one.set("pairs", p.name);
      pairs.push(std::move(one));
    }
    measures_.set("heads", std::move(heads));
    measures_.set("pairs", std::move(pairs));
  }

  Json judge_head(LoadedModel& model, const HeadData& h) {
    Json one;
    one.set("name", h.name);
    Json labels{Json::Array{}}, results{Json::Array{}};
    for (const std::string& label : h.labels) labels.push(label);
    one.set("labels", std::move(labels));
    one.set("train", static_cast<uint64_t>(h.train.size()));
    if (const auto passed = passed_.find(h.name); passed != passed_.end())
      one.set("passed_on", static_cast<uint64_t>(passed->second));
    std::map<std::string, std::vector<Example>> by_language;
    for (const Example& e : h.test) by_language[e.group].push_back(e);
    for (const auto& [language, examples] : by_language) {
      const ClassifierEvaluation e = evaluate_classifier(
          model, *model.head(h.name), examples,
          [&](uint64_t done, uint64_t total) { return tell_progress("test", done, total); });
      Json r = evaluation_json(e, examples);
      r.set("language", language);
      results.push(std::move(r));
    }
    one.set("results", std::move(results));
    return one;
  }

  UnderstandData data_;
  const Tokenizer* tokenizer_ = nullptr;
  const ModelConfig* config_ = nullptr;
  std::vector<ClassifierHead> heads_;  // as the last round left them
  std::map<std::string, size_t>
      passed_;  // by head: texts that got a label from what means the same
};

}  // namespace

std::unique_ptr<Builder> understand_build(const Recipe& recipe, size_t threads,
                                          const BuildProgress& progress) {
  return std::make_unique<UnderstandBuild>(recipe, threads, progress);
}

}  // namespace tinybrain
