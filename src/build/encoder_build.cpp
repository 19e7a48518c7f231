#include "build/encoder_build.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/build.h"
#include "base/messages/train.h"
#include "build/brain_file.h"
#include "build/evaluate.h"
#include "kernels/kernels.h"

namespace tinybrain {
namespace {

constexpr size_t kMostTokens = 256;    // of a training text
constexpr float kTemperature = 0.05f;  // of cosines
constexpr double kRate = 5e-5;
constexpr double kSteps = 200;

}  // namespace

TokenExample EncoderBuild::pair_side(const std::string& text, const Tokenizer& tokenizer,
                                     const ModelSource& source) {
  TokenExample t;
  t.tokens = classifier_tokens(tokenizer, source.config(), text, kMostTokens);
  return t;
}

void EncoderBuild::learn_pairs(Network& network, std::vector<TokenExample> train_pairs,
                               std::vector<TokenExample> dev_pairs) {
  const size_t count = train_pairs.size() / 2;
  PairObjective objective(std::move(train_pairs), std::move(dev_pairs), kTemperature);
  TrainerOptions options;
  options.batch = recipe_.batch > 0 ? recipe_.batch : 64;
  options.tokens = 4096;
  options.optimizer.rate = static_cast<float>(recipe_.rate > 0 ? recipe_.rate : kRate);
  options.epochs = recipe_.epochs > 0
                       ? recipe_.epochs
                       : static_cast<uint32_t>(std::clamp(
                             kSteps * options.batch / static_cast<double>(count), 2.0, 10.0));
  options.average = 20;
  options.patience = recipe_.patience;
  options.seed = recipe_.seed;
  options.checkpoint = place_.working("checkpoint.gguf");
  options.checkpoint_seconds = recipe_.checkpoint_seconds;
  options.fingerprint = fingerprint();
  const TrainingCurve curve = train(network, objective, options, [&](const TrainingProgress& p) {
    return tell_training("train", p, options.epochs);
  });
  Json t = training_json(options, curve);
  t.set("pairs", static_cast<uint64_t>(count));
  measures_.set("training", std::move(t));
}

void EncoderBuild::write_encoder(const ModelSource& source, Network& network,
                                 std::span<const ClassifierHead> heads) {
  const std::optional<DType> type =
      recipe_.type.empty() ? DType::q8_0 : dtype_from_name(recipe_.type);
  if (!type) throw Error(Code::bad_argument, msg::kRecipeType, recipe_.type);
  write_brain(source, network, heads, *type, place_.file(kModelFile), threads_,
              [&](uint64_t done, uint64_t total) { return tell_progress("write", done, total); });
}

std::vector<bool> EncoderBuild::nearest_right(LoadedModel& model, std::span<const Example> pairs,
                                              const char* stage) {
  const size_t d = model.config().width, n = pairs.size();
  std::vector<float> first(n * d), second(n * d);
  for (size_t i = 0; i < n; ++i) {
    if (i % 16 == 0 && !tell_progress(stage, i, n))
      throw Error(Code::cancelled, msg::kTrainStopped);
    const std::string_view a = pairs[i].text, b = pairs[i].answer;
    embed_texts(model, {&a, 1}, true, first.data() + i * d);
    embed_texts(model, {&b, 1}, true, second.data() + i * d);
  }
  std::vector<bool> right;
  for (size_t i = 0; i < n; ++i) {
    size_t best = 0;
    float most = -2;
    for (size_t j = 0; j < n; ++j) {
      const float near = kernels::table().dot(first.data() + i * d, second.data() + j * d, d);
      if (near > most) most = near, best = j;
    }
    right.push_back(pairs[best].answer == pairs[i].answer);
  }
  return right;
}

Json EncoderBuild::nearest_json(const std::vector<bool>& right) {
  const auto hits = static_cast<uint64_t>(std::count(right.begin(), right.end(), true));
  Json j;
  j.set("texts", static_cast<uint64_t>(right.size()));
  j.set("nearest", static_cast<double>(hits) / static_cast<double>(right.size()));
  j.set("nearest_interval", interval_json(wilson(hits, right.size())));
  return j;
}

}  // namespace tinybrain
