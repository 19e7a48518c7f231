#include "learn/adapt.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/learn.h"
#include "base/sha256.h"
#include "base/system.h"
#include "learn/lesson_tokens.h"
#include "train/adapter.h"
#include "train/trainer.h"

namespace tinybrain {
namespace {

constexpr uint32_t kBatch = 8;  // lessons in a step

// Learns to the end: nothing is held back here, so the last state is the one that counts.
class LastCounts : public LanguageObjective {
 public:
  using LanguageObjective::LanguageObjective;
  void begin_step(uint64_t step) override { step_ = step; }
  double score(Network&) override { return static_cast<double>(step_); }

 private:
  uint64_t step_ = 0;
};

std::string fingerprint(const LoadedModel& base, std::span<const LearnExample> lessons,
                        std::span<const LearnExample> replay, const AdaptOptions& o) {
  Sha256 hash;
  const auto add = [&](std::string_view text) {
    hash.update(text.data(), text.size());
    hash.update("", 1);
  };
  add(base.fingerprint());
  for (const std::span<const LearnExample> all : {lessons, replay}) {
    add(fmt::format("{}", all.size()));
    for (const LearnExample& e : all) add(e.prompt), add(e.answer), add(e.rejected);
  }
  add(fmt::format("{} {} {} {:a} {:a} {:a} {} {:a} {:a}", o.rank, o.layers, o.epochs,
                  o.learning_rate, o.replay, o.preference, o.seed, o.noise, o.clip));
  return hash.finish_hex();
}

void check(const AdaptOptions& o) {
  const auto require = [](bool right, const char* what, auto value, const char* range) {
    if (!right) throw Error(Code::bad_argument, msg::kLearnRange, what, value, range);
  };
  require(o.rank >= 2 && o.rank <= 256 && o.rank % 2 == 0, "rank", o.rank, "2, 4, ... 256");
  require(o.layers >= 1, "layers", o.layers, ">= 1");
  require(o.epochs >= 1 && o.epochs <= 1000, "epochs", o.epochs, "1 - 1000");
  require(o.learning_rate > 0 && o.learning_rate <= 1, "learning_rate", o.learning_rate, "0 - 1");
  require(o.replay >= 0 && o.replay <= 8, "replay", o.replay, "0 - 8");
  require(o.preference >= 0 && o.preference <= 100, "preference", o.preference, "0 - 100");
  require(o.noise >= 0 && std::isfinite(o.noise), "noise", o.noise, ">= 0");
  require(o.clip > 0 && std::isfinite(o.clip), "clip", o.clip, "> 0");
  require(o.delta > 0 && o.delta < 1, "delta", o.delta, "0 - 1");
}

}  // namespace

Adapted adapt(LoadedModel& base, std::span<const LearnExample> lessons,
              std::span<const LearnExample> replay, const AdaptOptions& options,
              const std::function<bool(const AdaptProgress&)>& progress) {
  base.require_generator();
  check(options);
  if (lessons.empty()) throw Error(Code::bad_argument, msg::kLearnNoLessons);
  const double started = seconds_now();
  std::vector<TokenExample> examples;
  uint64_t tokens = 0;
  for (const LearnExample& e : lessons) {
    examples.push_back(lesson_tokens(base, e.prompt, e.answer, e.lesson));
    tokens += examples.back().tokens.size();
  }
  LoraOptions lora;
  lora.rank = options.rank;
  lora.alpha = 2 * static_cast<float>(options.rank);
  NetworkOptions how;
  how.lora = &lora;
  how.seed = options.seed;
  Network network(base.source(), how, base.threads());
  LastCounts objective(std::move(examples), {});
  TrainerOptions trainer;
  trainer.batch = kBatch;
  trainer.optimizer.rate = options.learning_rate;
  trainer.epochs = options.epochs;
  trainer.seed = options.seed;
  trainer.checkpoint = options.checkpoint;
  trainer.fingerprint = fingerprint(base, lessons, replay, options);
  const TrainingCurve curve = train(network, objective, trainer, [&](const TrainingProgress& p) {
    return !progress || progress({p.step, p.steps, p.loss, p.epoch, p.tokens_per_second});
  });
  Adapted made{adapter_of(network), {}};
  Json& c = made.course;
  c.set("lessons", static_cast<uint64_t>(lessons.size()));
  c.set("replayed", static_cast<uint64_t>(replay.size()));
  c.set("steps", static_cast<uint64_t>(curve.losses.size()));
  c.set("tokens", tokens * options.epochs);
  c.set("seconds", seconds_now() - started);
  c.set("first_loss", curve.losses.front().loss);
  c.set("last_loss", curve.losses.back().loss);
  c.set("epsilon", nullptr);
  if (!options.checkpoint.empty()) {
    std::error_code ignored;
    std::filesystem::remove(options.checkpoint, ignored);
  }
  return made;
}

}  // namespace tinybrain
