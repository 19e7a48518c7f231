#include "learn/adapt.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/error.h"
#include "base/messages/learn.h"
#include "base/sha256.h"
#include "base/system.h"
#include "learn/lesson_objective.h"
#include "learn/lesson_tokens.h"
#include "learn/privacy.h"
#include "train/adapter.h"
#include "train/trainer.h"

namespace tinybrain {
namespace {

constexpr uint32_t kPassTokens = 512;            // of lessons in one pass, which bounds memory
constexpr size_t kMostRows = size_t{128} << 20;  // bytes of the trunk's rows that are kept

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
  add(fmt::format("{} {} {} {} {} {:a} {:a} {:a} {} {:a} {:a} {} {:a}", o.rank, o.layers, o.epochs,
                  o.batch, o.wordings, o.learning_rate, o.replay, o.preference, o.seed, o.noise,
                  o.clip, o.remind, o.contrast));
  return hash.finish_hex();
}

void check(const AdaptOptions& o) {
  const auto require = [](bool right, const char* what, auto value, const char* range) {
    if (!right) throw Error(Code::bad_argument, msg::kLearnRange, what, value, range);
  };
  require(o.rank >= 2 && o.rank <= 256 && o.rank % 2 == 0, "rank", o.rank, "2, 4, ... 256");
  require(o.layers >= 1, "layers", o.layers, ">= 1");
  require(o.epochs >= 1 && o.epochs <= 1000, "epochs", o.epochs, "1 - 1000");
  require(o.batch >= 1 && o.batch <= 64, "batch", o.batch, "1 - 64");
  require(o.wordings >= 1 && o.wordings <= 16, "wordings", o.wordings, "1 - 16");
  require(o.learning_rate > 0 && o.learning_rate <= 1, "learning_rate", o.learning_rate, "0 - 1");
  require(o.replay >= 0 && o.replay <= 8, "replay", o.replay, "0 - 8");
  require(o.remind <= 8, "remind", o.remind, "0 - 8");
  require(o.contrast >= 0 && o.contrast <= 8, "contrast", o.contrast, "0 - 8");
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
  std::optional<Threads> own;
  if (options.threads > 0) own.emplace(options.threads);
  Threads& threads = own ? *own : base.threads();
  LoraOptions lora;
  lora.rank = options.rank;
  lora.alpha = 2 * static_cast<float>(options.rank);
  NetworkOptions how;
  how.lora = &lora;
  how.seed = options.seed;
  how.checkpoint = false;  // few layers: what they leave for the way back fits
  how.int8_gradients = true;
  how.first_layer = base.config().layers - std::min(options.layers, base.config().layers);
  Network network(base.source(), how, threads);
  Trunk trunk(base, how.first_layer, threads);
  TrunkRows rows(trunk, base.config().width, shared_beginning(base), kMostRows);
  LessonObjective objective(base, lessons, replay, options, rows);
  objective.set_reference(network, [&] { return !progress || progress({}); });
  TrainerOptions trainer;
  trainer.batch = options.batch;
  trainer.tokens = kPassTokens;
  trainer.optimizer.rate = options.learning_rate;
  trainer.epochs = options.epochs;
  trainer.seed = options.seed;
  trainer.checkpoint = options.checkpoint;
  trainer.checkpoint_seconds = 10;
  trainer.fingerprint = fingerprint(base, lessons, replay, options);
  const TrainingCurve curve = train(network, objective, trainer, [&](const TrainingProgress& p) {
    return !progress || progress({p.step, p.steps, p.loss, p.epoch, p.tokens_per_second});
  });
  Adapted made{adapter_of(network), {}};
  Json& c = made.course;
  c.set("lessons", static_cast<uint64_t>(lessons.size()));
  c.set("replayed", static_cast<uint64_t>(objective.replayed()));
  c.set("steps", static_cast<uint64_t>(curve.losses.size()));
  c.set("variations", static_cast<uint64_t>(objective.variations()));
  c.set("tokens", objective.tokens_seen());
  c.set("seconds", seconds_now() - started);
  c.set("first_loss", curve.losses.front().loss);
  c.set("last_loss", curve.losses.back().loss);
  if (options.noise > 0)
    c.set("epsilon", privacy_spent(options.noise, objective.sampling_rate(), curve.losses.size(),
                                   options.delta));
  else
    c.set("epsilon", nullptr);
  c.set("delta", options.delta);
  if (!options.checkpoint.empty()) {
    std::error_code ignored;
    std::filesystem::remove(options.checkpoint, ignored);
  }
  return made;
}

}  // namespace tinybrain
