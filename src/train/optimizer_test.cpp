// Whole steps of training against PyTorch's (tests/golden/training.py).
#include "train/optimizer.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/json.h"
#include "train/loss.h"
#include "train/network.h"

namespace tinybrain {
namespace {

const std::string kRoot = TINYBRAIN_SOURCE_DIR;

// The batch of that script's step.
Batch golden_batch(size_t step, size_t vocabulary) {
  Batch batch;
  size_t j = 0;
  for (size_t length : {24, 7, 40}) {
    std::vector<TokenId> ids(length);
    for (size_t i = 0; i < length; ++i)
      ids[i] = static_cast<TokenId>((7 * i * i + 13 * i + 31 * j + 3 * step + 1) % vocabulary);
    batch.add(ids);
    ++j;
  }
  return batch;
}

}  // namespace

TEST_CASE("ten losses of full fine-tuning are PyTorch's within 1e-3") {
  const Json golden = Json::parse(read_file(kRoot + "/tests/golden/training.json"));
  for (const auto& [family, losses] : golden.at("losses").as_object()) {
    CAPTURE(family);
    Threads threads(2);
    const ModelSource source(kRoot + "/tests/data/models/" + family);
    NetworkOptions options;
    options.precision = Precision::f32;
    options.train_weights = options.train_embedding = true;
    Network network(source, options, threads);
    OptimizerOptions how;
    how.rate = 2e-3f;
    how.weight_decay = 0.1f;
    Optimizer optimizer(network.trained(), how);
    for (size_t step = 0; step < losses.as_array().size(); ++step) {
      const Batch batch = golden_batch(step, source.config().vocabulary);
      const std::vector<TokenId> targets = next_tokens(batch);
      const float scale = 1.0f / static_cast<float>(batch.tokens.size() - batch.sequences());
      std::vector<float> dhidden(batch.tokens.size() * source.config().width);
      const float* hidden = network.forward(batch);
      const double loss = next_token_loss(network, hidden, targets, scale, dhidden.data());
      network.backward(dhidden.data());
      optimizer.step(1, threads);
      CAPTURE(step);
      CHECK(std::abs(loss - losses.as_array()[step].as_double()) < 1e-3);
    }
  }
}

TEST_CASE("a gradient that is no number changes nothing") {
  Threads threads(1);
  Parameter p("blk.0.x", 2, 2, true);
  p.train();
  p.values()[0] = 3;
  p.grad()[1] = std::nanf("");
  Parameter* const all[] = {&p};
  Optimizer optimizer(all, {});
  CHECK(!std::isfinite(optimizer.step(1, threads)));
  CHECK(p.values()[0] == 3);
  CHECK(optimizer.steps() == 0);
  CHECK(p.grad()[1] == 0);
}

TEST_CASE("Muon's step is nearly orthogonal, and lowers the loss") {
  Threads threads(2);
  for (const auto& [n, k] : {std::pair<size_t, size_t>{16, 40}, {40, 16}}) {
    Parameter p("blk.0.attn_q.weight", n, k, true);
    p.train();
    for (size_t i = 0; i < n * k; ++i) p.grad()[i] = std::sin(static_cast<float>(i * i));
    OptimizerOptions how;
    how.muon = true;
    how.muon_rate = 1;
    how.clip = 0;
    Parameter* const all[] = {&p};
    Optimizer(all, how).step(1, threads);
    // Singular values of the step lie around 1 (0.7 to 1.2 by construction): so does the mean square.
    double squares = 0;
    const double shape = std::max(1.0, static_cast<double>(n) / static_cast<double>(k));
    for (size_t i = 0; i < n * k; ++i) squares += double{p.values()[i]} * p.values()[i];
    CHECK(squares / 16 / shape > 0.4);
    CHECK(squares / 16 / shape < 1.5);
  }
}

TEST_CASE("the rate's course") {
  CHECK(warm_up_and_decay(0, 100, 10) == doctest::Approx(0.1));
  CHECK(warm_up_and_decay(9, 100, 10) == doctest::Approx(1.0));
  CHECK(warm_up_and_decay(10, 100, 10) == doctest::Approx(1.0));
  CHECK(warm_up_and_decay(55, 100, 10) == doctest::Approx(0.5));
  CHECK(warm_up_and_decay(100, 100, 10, 0.1f) == doctest::Approx(0.1));
}

}  // namespace tinybrain
