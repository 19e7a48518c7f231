// Whole runs of training: they learn, they are the same every time, and a stopped one goes on to the same bytes.
#include "train/trainer.h"

#include <doctest/doctest.h>

#include <barrier>
#include <cmath>
#include <cstring>
#include <thread>

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
            size_t thread_count = 2, bool smooth = false, uint32_t passes = 1,
            Peers* peers = nullptr) {
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
  classes.dropout.seed = 3;
  if (smooth) classes.dropout.share = 0.1f;
  ClassObjective objective(network.config(), 2, examples(64, 1), examples(40, 2), classes);
  TrainerOptions how;
  if (smooth) how.average = 10;
  how.optimizer.rate = 3e-3f;
  how.epochs = 6;
  how.batch = 8;
  how.tokens = most_tokens;
  how.passes = passes;
  how.peers = peers;
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

namespace {

// Threads of this process in the place of processes.
class Room {
 public:
  explicit Room(size_t size) : size_(size), barrier_(static_cast<std::ptrdiff_t>(size)) {}
  class Seat : public Peers {
   public:
    Seat(Room& room, size_t rank) : room_(room), rank_(rank) {}
    size_t rank() const override { return rank_; }
    size_t size() const override { return room_.size_; }
    void gather(const void* mine, size_t bytes, void* all) override {
      if (rank_ == 0) room_.shared_.resize(bytes * size());
      room_.barrier_.arrive_and_wait();
      if (bytes) std::memcpy(room_.shared_.data() + rank_ * bytes, mine, bytes);
      room_.barrier_.arrive_and_wait();
      if (bytes) std::memcpy(all, room_.shared_.data(), bytes * size());
      room_.barrier_.arrive_and_wait();
    }

   private:
    Room& room_;
    size_t rank_;
  };

 private:
  size_t size_;
  std::barrier<> barrier_;
  std::vector<char> shared_;
};

}  // namespace

TEST_CASE("processes that share the passes of a batch end as one process does, bit for bit") {
  const testing::TemporaryFolder folder;
  const Trained alone = run("", 0, 2048, 1, true, 3);
  for (const size_t size : {2, 3}) {
    CAPTURE(size);
    Room room(size);
    std::vector<Trained> found(size);
    const auto all_run = [&](const std::string& checkpoint, uint64_t stop_after) {
      std::vector<std::thread> processes;
      for (size_t rank = 0; rank < size; ++rank)
        processes.emplace_back([&, rank] {
          Room::Seat seat(room, rank);
          try {
            found[rank] = run(checkpoint, stop_after, 2048, 1, true, 3, &seat);
          } catch (const Error& e) {
            if (e.code() != Code::cancelled) throw;
          }
        });
      for (std::thread& p : processes) p.join();
    };
    all_run("", 0);
    for (const Trained& t : found) CHECK(t.values == alone.values);
    // Stopped and gone on with, from the file of the first.
    const std::string checkpoint = (folder.path / std::to_string(size)).string();
    all_run(checkpoint, 11);
    all_run(checkpoint, 0);
    for (const Trained& t : found) CHECK(t.values == alone.values);
  }
}
