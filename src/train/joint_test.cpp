// Several objectives of one network: batches of one kind each, and all are learnt.
#include "train/joint.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "base/rng.h"
#include "train/trainer.h"

namespace tinybrain {
namespace {

const std::string kModels = TINYBRAIN_SOURCE_DIR "/tests/data/models/";

// Texts over a few tokens in which each token says what the next one is; two classes have tokens of their own.
std::vector<TokenExample> chains(size_t count, uint64_t seed) {
  std::vector<TokenExample> all;
  Rng rng(seed);
  for (size_t i = 0; i < count; ++i) {
    TokenExample t;
    auto token = static_cast<TokenId>(rng.next() % 12);
    t.label = static_cast<uint32_t>(rng.next() % 2);
    for (size_t k = 0; k < 10; ++k) {
      t.tokens.push_back(10 + token + 20 * static_cast<TokenId>(t.label));
      token = (token * 5 + 1) % 12;
    }
    all.push_back(std::move(t));
  }
  return all;
}

NetworkOptions all_learns() {
  NetworkOptions options;
  options.precision = Precision::f32;
  options.train_weights = options.train_embedding = true;
  return options;
}

}  // namespace

TEST_CASE("each batch is of one objective, all of them come up, small ones again and again") {
  const ModelSource source(kModels + "bert");
  JointObjective joint(8);
  ClassOptions how;
  how.name = "parity";
  joint.add(std::make_unique<ClassObjective>(source.config(), 2, chains(20, 3), chains(10, 4), how),
            true);
  joint.add(std::make_unique<PairObjective>(chains(10, 5), chains(2, 6), 0.1f), false, 4);
  joint.add(std::make_unique<PairObjective>(chains(200, 7), chains(2, 6), 0.1f), false, 2);
  CHECK(joint.examples() == (3 + 4 + 2) * 8);
  const auto part = [](uint32_t pick) { return pick < 20 ? 0 : pick < 25 ? 1 : 2; };
  std::set<uint32_t> seen;
  int batches[3] = {};
  const std::vector<uint32_t> order = joint.order(1);
  REQUIRE(order.size() == joint.examples());
  for (size_t b = 0; b < order.size(); b += 8) {
    ++batches[part(order[b])];
    for (size_t i = b; i < b + 8; ++i) {
      CHECK(part(order[i]) == part(order[b]));
      seen.insert(order[i]);
    }
  }
  CHECK(batches[0] == 3);
  CHECK(batches[1] == 4);
  CHECK(batches[2] == 2);
  for (uint32_t i = 0; i < 25; ++i) CHECK(seen.contains(i));
  CHECK(order == joint.order(1));
  CHECK(order != joint.order(2));
  CHECK(joint.parameters().size() == 2);
  CHECK(joint.parameters()[0]->name == "cls.parity.weight");
}

TEST_CASE("tasks learn together") {
  Threads threads(1);
  const ModelSource source(kModels + "bert");
  Network network(source, all_learns(), threads);
  JointObjective joint(16);
  joint.add(std::make_unique<ClassObjective>(source.config(), 2, chains(64, 3), chains(30, 4),
                                             ClassOptions{}),
            true);
  joint.add(std::make_unique<PairObjective>(chains(64, 1), chains(16, 2), 0.1f), false);
  TrainerOptions options;
  options.optimizer.rate = 3e-3f;
  options.epochs = 20;
  options.batch = 16;
  CHECK(train(network, joint, options, {}).best_score > 0.9);
}

}  // namespace tinybrain
