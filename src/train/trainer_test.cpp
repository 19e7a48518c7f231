// Whole runs of training: they learn, they are the same every time, and a stopped one goes on to the same bytes.
#include "train/trainer.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/error.h"
#include "base/folder_testing.h"
#include "base/rng.h"

using namespace tinybrain;

namespace {

const std::string kModels = TINYBRAIN_SOURCE_DIR "/tests/data/models/";

// Two classes that differ by which of two tokens occurs; pairs; and sequences that repeat.
std::vector<TokenExample> examples(size_t count, uint64_t seed) {
  std::vector<TokenExample> all(count);
  Rng rng(seed);
  for (TokenExample& e : all) {
    e.label = static_cast<uint32_t>(rng.next() % 2);
    for (int i = 0; i < 6; ++i) e.tokens.push_back(static_cast<TokenId>(40 + rng.next() % 20));
    e.tokens[rng.next() % 6] = static_cast<TokenId>(10 + e.label);
  }
  return all;
}

struct Trained {
  std::vector<float> values;
  TrainingCurve curve;
};

// stop_after: steps until it is cancelled; 0 = never.
Trained run(const std::string& checkpoint, uint64_t stop_after, uint32_t most_tokens = 2048,
            size_t thread_count = 2, bool smooth = false) {
  Threads threads(thread_count);
  const ModelSource source(kModels + "bert");
  NetworkOptions options;
  options.precision = Precision::f32;
  options.train_weights = true;
  options.checkpoint = false;
  Network network(source, options, threads);
  ClassOptions classes;
  classes.balance = true;
  classes.smoothing = 0.05f;
  classes.seed = 3;
  if (smooth) classes.token_dropout = 0.1f;
  ClassObjective objective(network.config(), 2, examples(64, 1), examples(40, 2), classes);
  TrainerOptions how;
  if (smooth) how.average = 10;
  how.optimizer.rate = 3e-3f;
  how.epochs = 6;
  how.batch = 8;
  how.tokens = most_tokens;
  how.checkpoint = checkpoint;
  how.checkpoint_seconds = 0;
  how.fingerprint = "test";
  Trained result;
  result.curve = train(network, objective, how, [&](const TrainingProgress& p) {
    return stop_after == 0 || p.step < stop_after;
  });
  for (Parameter* p : network.trained())
    result.values.insert(result.values.end(), p->values(), p->values() + p->size());
  return result;
}

}  // namespace

TEST_CASE("a classifier learns, the same on any number of threads") {
  const Trained two = run("", 0), one = run("", 0, 2048, 1);
  CHECK(two.curve.best_score > 0.9);
  CHECK(two.curve.losses.size() == 48);
  CHECK(two.values == one.values);
}

TEST_CASE("a batch in several passes is the batch in one") {
  const Trained whole = run("", 0), parts = run("", 0, 20);
  float worst = 0;
  for (size_t i = 0; i < 4; ++i)
    worst = std::max(worst, static_cast<float>(
                                std::abs(whole.curve.losses[i].loss - parts.curve.losses[i].loss)));
  CHECK(worst < 1e-3f);
}

TEST_CASE("a stopped run goes on to the same bytes, wherever it stopped") {
  for (const bool smooth : {false, true}) {  // with hidden tokens and the mean of steps, too
    const Trained whole = run("", 0, 2048, 2, smooth);
    CHECK(whole.curve.best_score > 0.9);
    for (const uint64_t stop : {1, 8, 21, 40}) {
      CAPTURE(stop);
      const testing::TemporaryFolder folder;
      const std::string checkpoint = folder.path / "checkpoint.gguf";
      CHECK_THROWS_AS(run(checkpoint, stop, 2048, 2, smooth), Error);
      const Trained rest = run(checkpoint, 0, 2048, 2, smooth);
      CHECK(rest.values == whole.values);
      CHECK(rest.curve.losses.size() == whole.curve.losses.size());
      CHECK(rest.curve.best_score == whole.curve.best_score);
    }
  }
}

TEST_CASE("a damaged checkpoint is an error that says so, and is not overwritten") {
  const testing::TemporaryFolder folder;
  const std::string checkpoint = folder.path / "checkpoint.gguf";
  CHECK_THROWS_AS(run(checkpoint, 3), Error);
  std::filesystem::resize_file(checkpoint, std::filesystem::file_size(checkpoint) / 2);
  const auto size = std::filesystem::file_size(checkpoint);
  CHECK_THROWS_AS(run(checkpoint, 0), Error);
  CHECK(std::filesystem::file_size(checkpoint) == size);
}

TEST_CASE("pairs come near each other") {
  Threads threads(2);
  const ModelSource source(kModels + "bert");
  NetworkOptions options;
  options.precision = Precision::f32;
  options.train_weights = true;
  Network network(source, options, threads);
  // The second of a pair has the tokens of the first in another order and a few of its own.
  const auto pairs = [](size_t count, uint64_t seed) {
    std::vector<TokenExample> all;
    for (size_t i = 0; i < count; ++i) {
      Rng rng(seed * 1000 + i);
      TokenExample a, b;
      for (int j = 0; j < 5; ++j) a.tokens.push_back(static_cast<TokenId>(10 + rng.next() % 60));
      b.tokens.assign(a.tokens.rbegin(), a.tokens.rend());
      b.tokens.push_back(static_cast<TokenId>(70 + rng.next() % 20));
      all.push_back(a);
      all.push_back(b);
    }
    return all;
  };
  PairObjective objective(pairs(64, 1), pairs(40, 2), 0.1f);
  const double before = objective.score(network);
  TrainerOptions how;
  how.optimizer.rate = 2e-3f;
  how.epochs = 8;
  how.batch = 16;
  const TrainingCurve curve = train(network, objective, how, {});
  CHECK(curve.best_score > before);
  CHECK(curve.losses.back().loss < curve.losses.front().loss);
}
