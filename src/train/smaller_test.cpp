// What makes smaller models better: a teacher, weights that stay pruned, weights that learn as they will be rounded.
#include <doctest/doctest.h>

#include <cmath>

#include "base/error.h"
#include "base/rng.h"
#include "model/write.h"
#include "tensor/quantize.h"
#include "train/objective.h"
#include "train/optimizer.h"

using namespace tinybrain;

namespace {

const std::string kModels = TINYBRAIN_SOURCE_DIR "/tests/data/models/";

std::vector<TokenExample> texts(const ModelConfig& config) {
  std::vector<TokenExample> all(4);
  Rng rng(4);
  for (TokenExample& e : all)
    for (int i = 0; i < 9; ++i)
      e.tokens.push_back(static_cast<TokenId>(rng.next() % config.vocabulary));
  return all;
}

NetworkOptions all_weights() {
  NetworkOptions options;
  options.precision = Precision::f32;
  options.train_weights = options.train_embedding = true;
  return options;
}

// Rows after the last norm of a sequence.
std::vector<float> hidden_of(Network& network, const TokenExample& e) {
  Batch batch;
  batch.add(e.tokens);
  const float* hidden = network.forward(batch);
  return {hidden, hidden + e.tokens.size() * network.config().width};
}

}  // namespace

TEST_CASE(
    "what a teacher expects has the gradient of its cross-entropy, and its minimum at the "
    "teacher") {
  Threads threads(2);
  const ModelSource source(kModels + "llama");
  Network teacher(source, all_weights(), threads), student(source, all_weights(), threads);
  Rng rng(8);
  for (Parameter* p : student.trained())
    for (size_t i = 0; i < p->size(); ++i)
      p->values()[i] += 0.05f * static_cast<float>(rng.uniform() - 0.5);
  LanguageObjective objective(texts(source.config()), {});
  objective.set_teacher(teacher, source.config(), 0.7f);
  const std::vector<uint32_t> picks{0, 1, 2, 3};
  const double loss = objective.learn(student, picks);
  for (Parameter* p : student.trained()) {
    if (p->n == 1) continue;
    CAPTURE(p->name);
    // Along the gradient itself.
    std::vector<float> slope(p->grad(), p->grad() + p->size()),
        kept(p->values(), p->values() + p->size());
    double length = 0;
    for (float g : slope) length += double{g} * g;
    length = std::sqrt(length);
    double at[2];
    const double step = 1e-2;
    for (int side = 0; side < 2; ++side) {
      for (size_t i = 0; i < p->size(); ++i)
        p->values()[i] = kept[i] + static_cast<float>((side ? step : -step) * slope[i] / length);
      at[side] = objective.learn(student, picks);
    }
    std::copy(kept.begin(), kept.end(), p->values());
    CHECK((at[1] - at[0]) / (2 * step) == doctest::Approx(length).epsilon(0.03));
    break;  // the embedding, which is the head as well; layers are held to differences elsewhere
  }
  objective.set_teacher(teacher, source.config(), 1);
  const double above = objective.learn(student, picks);
  LanguageObjective same(texts(source.config()), {});
  same.set_teacher(teacher, source.config(), 1);
  Network twin(source, all_weights(), threads);
  CHECK(same.learn(twin, picks) < above);
  double largest = 0;
  for (Parameter* p : twin.trained())
    for (size_t i = 0; i < p->size(); ++i)
      largest = std::max(largest, double{std::abs(p->grad()[i])});
  CHECK(largest < 1e-4);
  CHECK(std::isfinite(loss));
  ModelConfig other = source.config();
  other.vocabulary += 1;
  CHECK_THROWS_AS(objective.set_teacher(teacher, other, 1), Error);
}

TEST_CASE("pruned weights stay pruned while the others learn") {
  Threads threads(2);
  const ModelSource source(kModels + "llama");
  Network network(source, all_weights(), threads);
  std::vector<std::pair<Parameter*, std::vector<float>>> before;
  for (Parameter* p : network.trained()) {
    if (p->n > 1 && p->name.starts_with("blk."))
      for (size_t i = 0; i < p->size(); i += 2) p->values()[i] = 0;
    before.emplace_back(p, std::vector<float>(p->values(), p->values() + p->size()));
  }
  OptimizerOptions options;
  options.keep_zeros = true;
  Optimizer optimizer(network.trained(), options);
  LanguageObjective objective(texts(source.config()), {});
  const std::vector<uint32_t> picks{0, 1, 2, 3};
  for (int step = 0; step < 5; ++step) {
    objective.learn(network, picks);
    optimizer.step(1, threads);
  }
  for (const auto& [p, was] : before) {
    if (p->n == 1 || !p->name.starts_with("blk.")) continue;
    CAPTURE(p->name);
    size_t moved = 0;
    for (size_t i = 0; i < p->size(); ++i) {
      if (i % 2 == 0 && p->values()[i] != 0) FAIL_CHECK("a pruned weight came back");
      moved += p->values()[i] != was[i];
    }
    CHECK(moved > p->size() / 4);
  }
}

TEST_CASE("training sees the weights as the file will hold them, and learns through the rounding") {
  Threads threads(2);
  const ModelSource source(kModels + "llama");
  NetworkOptions rounded = all_weights();
  rounded.round_to = DType::q4_0;
  Network network(source, rounded, threads), plain(source, all_weights(), threads);
  size_t matrices = 0;
  for (Parameter* p : plain.trained()) {
    if (p->n == 1 || !p->name.starts_with("blk.")) continue;
    const DType type = type_in_model(p->name, p->n, p->k, DType::q4_0);
    if (type == DType::f32) continue;
    ++matrices;
    std::vector<std::byte> blocks(row_bytes(type, p->k));
    for (size_t i = 0; i < p->n; ++i) {
      quantize_row(type, p->values() + i * p->k, blocks.data(), p->k);
      dequantize_row(type, blocks.data(), p->values() + i * p->k, p->k);
    }
  }
  CHECK(matrices > 0);
  const TokenExample e = texts(source.config())[0];
  CHECK(hidden_of(network, e) == hidden_of(plain, e));
  LanguageObjective objective(texts(source.config()), {});
  const std::vector<uint32_t> picks{0, 1, 2, 3};
  Optimizer optimizer(network.trained(), {});
  const double first = objective.learn(network, picks);
  double last = first;
  for (int step = 0; step < 20; ++step) {
    optimizer.step(1, threads);
    last = objective.learn(network, picks);
  }
  CHECK(last < 0.9 * first);
}
