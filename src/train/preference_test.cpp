// Preference optimization against PyTorch's losses (tests/golden/preference.py) and finite differences.
#include "train/preference.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/json.h"
#include "train/optimizer.h"
#include "train/trainer.h"

using namespace tinybrain;

namespace {

const std::string kRoot = TINYBRAIN_SOURCE_DIR;
const std::vector<uint32_t> kAll{0, 1, 2};

// The pairs of that script.
std::vector<PreferenceExample> golden_pairs(size_t vocabulary) {
  const size_t lengths[3][3] = {{5, 6, 7}, {9, 4, 2}, {3, 11, 5}};
  std::vector<PreferenceExample> pairs(3);
  for (size_t j = 0; j < 3; ++j)
    for (size_t r = 0; r < 2; ++r) {
      TokenExample& e = r ? pairs[j].rejected : pairs[j].chosen;
      e.learn_from = static_cast<uint32_t>(lengths[j][0]);
      for (size_t i = 0; i < lengths[j][0] + lengths[j][1 + r]; ++i)
        e.tokens.push_back(static_cast<TokenId>(
            (7 * i * i + 13 * i + 31 * j + (i < e.learn_from ? 0 : 5 * r) + 2) % vocabulary));
    }
  return pairs;
}

NetworkOptions all_weights() {
  NetworkOptions options;
  options.precision = Precision::f32;
  options.train_weights = options.train_embedding = true;
  return options;
}

}  // namespace

TEST_CASE("ten losses of preference optimization are PyTorch's within 1e-3") {
  const Json golden = Json::parse(read_file(kRoot + "/tests/golden/preference.json"));
  for (const auto& [family, losses] : golden.at("losses").as_object()) {
    CAPTURE(family);
    Threads threads(2);
    const ModelSource source(kRoot + "/tests/data/models/" + family);
    Network network(source, all_weights(), threads);
    PreferenceObjective objective(golden_pairs(source.config().vocabulary), {}, 0.1f);
    objective.set_reference(network);
    OptimizerOptions how;
    how.rate = 1e-4f;
    how.weight_decay = 0.1f;
    Optimizer optimizer(network.trained(), how);
    for (const Json& expected : losses.as_array()) {
      CHECK(std::abs(objective.learn(network, kAll) - expected.as_double()) < 1e-3);
      optimizer.step(1, threads);
    }
  }
}

TEST_CASE("the gradient of preferences agrees with finite differences, away from the reference") {
  Threads threads(2);
  const ModelSource source(kRoot + "/tests/data/models/llama");
  Network network(source, all_weights(), threads);
  PreferenceObjective objective(golden_pairs(source.config().vocabulary), {}, 0.3f);
  objective.set_reference(network);
  for (Parameter* p : network.trained())  // so that the pairs' margins differ
    for (size_t i = 0; i < p->size(); ++i) p->values()[i] *= i % 3 ? 1.01f : 0.97f;
  objective.learn(network, kAll);
  std::vector<std::vector<float>> slopes;
  for (Parameter* p : network.trained()) slopes.emplace_back(p->grad(), p->grad() + p->size());
  for (size_t i = 0; i < slopes.size(); ++i) {
    Parameter& p = *network.trained()[i];
    CAPTURE(p.name);
    const std::vector<float> kept(p.values(), p.values() + p.size());
    double length = 0;
    for (float g : slopes[i]) length += double{g} * g;
    length = std::sqrt(length);
    REQUIRE(length > 0);
    const double step = 2e-3;
    double at[2];
    for (int side = 0; side < 2; ++side) {
      for (size_t j = 0; j < p.size(); ++j)
        p.values()[j] = kept[j] + static_cast<float>((side ? step : -step) * slopes[i][j] / length);
      at[side] = objective.learn(network, kAll);
    }
    std::copy(kept.begin(), kept.end(), p.values());
    CHECK((at[1] - at[0]) / (2 * step) == doctest::Approx(length).epsilon(0.02));
  }
}

TEST_CASE("adapters learn what is preferred, and the reference is the base") {
  Threads threads(2);
  const ModelSource source(kRoot + "/tests/data/models/llama");
  LoraOptions lora;
  lora.rank = 4;
  NetworkOptions options;
  options.precision = Precision::f32;
  options.lora = &lora;
  Network network(source, options, threads);
  const std::vector<PreferenceExample> pairs = golden_pairs(source.config().vocabulary);
  PreferenceObjective objective(pairs, pairs, 0.1f);
  objective.set_reference(network);
  for (double margin : objective.margins(network)) CHECK(margin == 0);
  CHECK(objective.score(network) < 0);  // nothing is preferred yet: no pair is right
  TrainerOptions how;
  how.epochs = 8;
  how.batch = 3;
  how.tokens = 30;  // a pair a pass: accumulated
  how.optimizer.rate = 2e-3f;
  const TrainingCurve curve = train(network, objective, how, {});
  CHECK(curve.losses.front().loss == doctest::Approx(std::log(2.0)));
  CHECK(curve.losses.back().loss < 0.5);
  for (double margin : objective.margins(network)) CHECK(margin > 0);
}

TEST_CASE("only answers count: a pair that differs nowhere in them stays at log 2") {
  Threads threads(1);
  const ModelSource source(kRoot + "/tests/data/models/llama");
  Network network(source, all_weights(), threads);
  PreferenceExample same{{{1, 2, 3, 4}, 0, 2}, {{1, 2, 3, 4}, 0, 2}}, empty = same;
  empty.chosen.learn_from = empty.rejected.learn_from = 4;  // no answer at all
  PreferenceObjective objective({same, empty}, {}, 0.1f);
  objective.set_reference(network);
  const std::vector<uint32_t> both{0, 1};
  CHECK(objective.learn(network, both) == doctest::Approx(std::log(2.0)));
  for (Parameter* p : network.trained())
    for (size_t i = 0; i < p->size(); ++i)
      if (std::abs(p->grad()[i]) > 1e-6f) FAIL("a gradient without a preference");
}
