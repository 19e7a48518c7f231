#include "build/classifier.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"
#include "eval/classification.h"

namespace tinybrain {
namespace {

constexpr size_t kMostTokens = 256;  // of a training text
constexpr size_t kDecoderTokens = 512;
constexpr size_t kFewExamples = 2000;  // up to which smaller steps go further
constexpr double kFreshRate = 5e-4;    // of weights that begin at random
constexpr double kLostToRefusal =
    0.01;  // of the texts in scope that were right, to tell others apart
constexpr size_t kAveragedShare = 12;  // of the steps, over which the weights are averaged

std::vector<TokenExample> tokens_of(const std::vector<Example>& examples, const Prepared& data,
                                    const Tokenizer& tokenizer, const ModelConfig& config) {
  std::vector<TokenExample> all;
  for (const Example& e : examples) {
    const uint32_t label = data.index_of(e.label);
    if (label == Prepared::kNoLabel) continue;
    TokenExample t;
    t.tokens =
        classifier_tokens(tokenizer, config, e.text, config.encoder ? kMostTokens : kDecoderTokens);
    t.label = label;
    all.push_back(std::move(t));
  }
  return all;
}

// Divides the logits, chooses the threshold and the conformal sets, all on dev.
void calibrate(TrainedClassifier& trained, const std::vector<float>& logits,
               const std::vector<TokenExample>& dev) {
  ClassifierHead& head = trained.head;
  const size_t classes = head.labels.size();
  std::vector<uint32_t> truth;
  for (const TokenExample& e : dev) truth.push_back(e.label);
  if (truth.empty()) return;
  head.temperature = static_cast<float>(fit_temperature(logits, truth, classes));
  std::vector<float> p(logits.size());
  std::vector<double> confidence;
  std::vector<uint32_t> predicted, in_scope_truth;
  for (size_t i = 0; i < truth.size(); ++i) {
    float* const row = p.data() + i * classes;
    for (size_t c = 0; c < classes; ++c) row[c] = logits[i * classes + c] / head.temperature;
    kernels::table().softmax(row, classes);
    const uint32_t answer = head.decide(row);  // the threshold is still 0
    predicted.push_back(answer == ClassifierHead::kNone ? kNoClass : answer);
    in_scope_truth.push_back(head.labels[truth[i]] == head.out_of_scope ? kNoClass : truth[i]);
    double best = 0;
    for (size_t c = 0; c < classes; ++c)
      if (head.labels[c] != head.out_of_scope) best = std::max(best, double{row[c]});
    confidence.push_back(best);
  }
  trained.conformal_threshold = conformal_threshold(p, in_scope_truth, classes, 0.9);
  if (!head.out_of_scope.empty())
    head.threshold = static_cast<float>(
        std::max(0.0, highest_threshold(confidence, predicted, in_scope_truth, kLostToRefusal)));
}

// A network and what it is trained for, ready to begin.
struct Apprentice {
  LoraOptions lora;
  std::unique_ptr<Network> network;
  std::unique_ptr<ClassObjective> objective;
};

Apprentice apprentice(const Recipe& recipe, const ClassifierSettings& settings,
                      const ModelSource& source, size_t classes, std::vector<TokenExample> train,
                      std::vector<TokenExample> dev, const Tokenizer& tokenizer, Threads& threads) {
  const ModelConfig& config = source.config();
  Apprentice a;
  a.lora.rank = settings.lora_rank;
  a.lora.alpha = 2 * static_cast<float>(settings.lora_rank);
  a.lora.dora = recipe.dora;
  NetworkOptions options;
  options.seed = recipe.seed;
  options.checkpoint = !config.encoder;
  if (settings.lora_rank > 0)
    options.lora = &a.lora;
  else
    options.train_weights = true;
  options.train_embedding = !recipe.has_base();
  a.network = std::make_unique<Network>(source, options, threads);
  ClassOptions how;
  how.balance = recipe.balance;
  how.smoothing = static_cast<float>(recipe.smoothing);
  how.dropout.share = static_cast<float>(recipe.token_dropout);
  how.dropout.kept_ends = 1;
  how.dropout.mask = config.encoder ? tokenizer.find("[MASK]") : -1;
  how.dropout.seed = recipe.seed;
  a.objective =
      std::make_unique<ClassObjective>(config, classes, std::move(train), std::move(dev), how);
  a.objective->start_from_means(*a.network);
  return a;
}

TrainerOptions trainer_options(const Recipe& recipe, const ClassifierSettings& settings) {
  TrainerOptions options;
  options.optimizer.rate = static_cast<float>(settings.rate);
  options.epochs = settings.epochs;
  options.batch = settings.batch;
  options.average = settings.average;
  options.patience = recipe.patience;
  options.passes = recipe.passes;
  options.seed = recipe.seed;
  return options;
}

}  // namespace

ClassifierSettings classifier_settings(const Recipe& recipe, const ModelConfig& base,
                                       size_t examples) {
  ClassifierSettings s;
  s.lora_rank = recipe.lora_rank >= 0          ? static_cast<uint32_t>(recipe.lora_rank)
                : base.encoder && !recipe.dora ? 0
                                               : 16;
  s.lora_rank += s.lora_rank % 2;
  const bool few = examples <= kFewExamples;
  s.batch = recipe.batch > 0 ? recipe.batch : few ? 16 : 32;
  s.rate = recipe.rate > 0      ? recipe.rate
           : !recipe.has_base() ? kFreshRate
           : s.lora_rank > 0    ? 5e-4
           : few                ? 5e-5
                                : 1e-4;
  // So many steps as a small model needs, however few the examples; decoders are slower and learn faster.
  const double steps = base.encoder ? 3000 : 1200;
  const double epochs = std::round(steps * s.batch / static_cast<double>(examples));
  s.epochs = recipe.epochs > 0
                 ? recipe.epochs
                 : static_cast<uint32_t>(std::clamp(epochs, 3.0, base.encoder ? 15.0 : 10.0));
  s.average = static_cast<uint32_t>(
      std::clamp<size_t>(s.epochs * examples / s.batch / kAveragedShare, 10, 100));
  return s;
}

TrainedClassifier train_classifier(const Recipe& recipe, const Prepared& data,
                                   const ModelSource& source, Threads& threads,
                                   const std::filesystem::path& checkpoint,
                                   const std::string& fingerprint, Peers* peers,
                                   const std::function<bool(const TrainingProgress&)>& progress) {
  const ModelConfig& config = source.config();
  const Tokenizer tokenizer(source.tokenizer());
  TrainedClassifier trained;
  trained.settings = classifier_settings(recipe, config, data.train.size());
  const std::vector<TokenExample> dev = tokens_of(data.dev, data, tokenizer, config);
  Apprentice a =
      apprentice(recipe, trained.settings, source, data.labels.size(),
                 tokens_of(data.train, data, tokenizer, config), dev, tokenizer, threads);
  TrainerOptions options = trainer_options(recipe, trained.settings);
  options.checkpoint = checkpoint;
  options.checkpoint_seconds = recipe.checkpoint_seconds;
  options.fingerprint = fingerprint;
  options.peers = peers;
  trained.curve = train(*a.network, *a.objective, options, progress);

  ClassifierHead& head = trained.head;
  head.labels = data.labels;
  head.out_of_scope = recipe.out_of_scope;
  const Parameter &w = a.objective->weight(), &b = a.objective->bias();
  head.weight.assign(w.values(), w.values() + w.size());
  head.bias.assign(b.values(), b.values() + b.size());
  calibrate(trained, a.objective->logits(*a.network, dev), dev);
  trained.network = std::move(a.network);
  return trained;
}

double dev_accuracy_with(const Recipe& recipe, const Prepared& data, double share,
                         const ModelSource& source, Threads& threads,
                         const std::function<bool(const TrainingProgress&)>& progress) {
  std::map<std::string, size_t> counts, taken;
  for (const Example& e : data.train) ++counts[e.label];
  std::vector<Example> fewer;
  for (const Example& e : data.train) {
    const auto most = static_cast<size_t>(std::ceil(share * static_cast<double>(counts[e.label])));
    if (taken[e.label]++ < most) fewer.push_back(e);
  }
  const ModelConfig& config = source.config();
  const Tokenizer tokenizer(source.tokenizer());
  const ClassifierSettings settings = classifier_settings(recipe, config, data.train.size());
  Apprentice a = apprentice(recipe, settings, source, data.labels.size(),
                            tokens_of(fewer, data, tokenizer, config),
                            tokens_of(data.dev, data, tokenizer, config), tokenizer, threads);
  return train(*a.network, *a.objective, trainer_options(recipe, settings), progress).best_score;
}

}  // namespace tinybrain
