#include "build/encoder_build.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/build.h"
#include "build/brain_file.h"
#include "model/classifier.h"

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
  Json t;
  t.set("epochs", options.epochs);
  t.set("batch", options.batch);
  t.set("rate", double{options.optimizer.rate});
  t.set("pairs", static_cast<uint64_t>(count));
  t.set("seed", recipe_.seed);
  t.set("best_epoch", curve.best_epoch);
  t.set("losses", points_json(curve.losses));
  t.set("scores", points_json(curve.scores));
  measures_.set("training", std::move(t));
}

void EncoderBuild::write_encoder(const ModelSource& source, Network& network) {
  const std::optional<DType> type =
      recipe_.type.empty() ? DType::q8_0 : dtype_from_name(recipe_.type);
  if (!type) throw Error(Code::bad_argument, msg::kRecipeType, recipe_.type);
  write_brain(source, network, nullptr, *type, place_.file(kModelFile), threads_,
              [&](uint64_t done, uint64_t total) { return tell_progress("write", done, total); });
}

}  // namespace tinybrain
