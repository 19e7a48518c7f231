// The training pass against the engine's, and gradients against finite differences.
#include "train/network.h"

#include <doctest/doctest.h>

#include <cmath>
#include <deque>
#include <functional>
#include <map>

#include "base/rng.h"
#include "model/forward.h"
#include "train/adapter.h"
#include "train/loss.h"

namespace tinybrain {
namespace {

const std::string kModels = TINYBRAIN_SOURCE_DIR "/tests/data/models/";
const char* const kDecoders[] = {"llama", "qwen2", "qwen3", "gemma3", "phi3"};

Batch some_batch(const ModelConfig& config, std::initializer_list<size_t> lengths, uint64_t seed) {
  Rng rng(seed);
  Batch batch;
  for (size_t length : lengths) {
    std::vector<TokenId> ids(length);
    for (TokenId& id : ids) id = static_cast<TokenId>(rng.next() % config.vocabulary);
    batch.add(ids);
  }
  return batch;
}

double loss_of(Network& network, const Batch& batch, float* dhidden = nullptr) {
  const std::vector<TokenId> targets = next_tokens(batch);
  const float* hidden = network.forward(batch);
  if (network.has_head()) return next_token_loss(network, hidden, targets, 0.1f, dhidden);
  // An encoder has no head: a fixed random direction of its pooled vectors.
  const size_t d = network.config().width, s = batch.sequences();
  std::vector<float> pooled(s * d), direction(s * d);
  pool_rows(network.config(), batch.starts, hidden, pooled.data());
  Rng rng(5);
  double sum = 0;
  for (size_t i = 0; i < s * d; ++i) {
    direction[i] = static_cast<float>(rng.uniform() - 0.5);
    sum += double{direction[i]} * pooled[i];
  }
  if (dhidden) pool_rows_backward(network.config(), batch.starts, direction.data(), dhidden);
  return sum;
}

// The slope of the loss along a random direction of every parameter, by central differences, against the
// gradient's. ending: only of those whose names end so.
void check_gradients(Network& network, const Batch& batch, double tolerance,
                     std::string_view ending = "") {
  std::vector<float> dhidden(batch.tokens.size() * network.config().width);
  loss_of(network, batch, dhidden.data());
  network.backward(dhidden.data());
  for (Parameter* p : network.trained()) {
    if (!p->name.ends_with(ending)) continue;
    CAPTURE(p->name);
    Rng rng(p->size());
    std::vector<float> direction(p->size()), kept(p->values(), p->values() + p->size());
    double expected = 0, size = 0;
    for (size_t i = 0; i < p->size(); ++i) {
      // Along the gradient and a little beside it: a slope well above rounding.
      direction[i] =
          p->grad()[i] + 0.1f * std::abs(p->grad()[i]) * static_cast<float>(rng.uniform());
      size += double{direction[i]} * direction[i];
    }
    if (size == 0) {
      CHECK_MESSAGE(p->name.find("lora_a") != std::string::npos, "no gradient at all");
      continue;
    }
    const auto inverse = static_cast<float>(1 / std::sqrt(size));
    for (size_t i = 0; i < p->size(); ++i) {
      direction[i] *= inverse;
      expected += double{direction[i]} * p->grad()[i];
    }
    const float step = 2e-2f;
    double at[2];
    for (int side = 0; side < 2; ++side) {
      for (size_t i = 0; i < p->size(); ++i)
        p->values()[i] = kept[i] + (side ? step : -step) * direction[i];
      at[side] = loss_of(network, batch);
    }
    std::copy(kept.begin(), kept.end(), p->values());
    CHECK((at[1] - at[0]) / (2 * step) == doctest::Approx(expected).epsilon(tolerance));
  }
}

}  // namespace

TEST_CASE("the training pass gives the engine's logits") {
  Threads threads(2);
  for (const char* family : kDecoders) {
    CAPTURE(family);
    const ModelSource source(kModels + family);
    Weights weights(source, threads, {});
    const ModelConfig& c = weights.config();
    NetworkOptions options;
    options.precision = Precision::f32;
    options.train_weights = options.train_embedding = true;
    Network network(source, options, threads);
    const Batch batch = some_batch(c, {17, 1, 30}, 3);
    const float* hidden = network.forward(batch);
    std::vector<float> logits(batch.tokens.size() * c.vocabulary);
    network.head().forward(hidden, batch.tokens.size(), logits.data(), c.vocabulary,
                           network.compute());
    if (c.final_softcap > 0)
      for (float& x : logits) x = c.final_softcap * std::tanh(x / c.final_softcap);
    Workspace work(c, threads.count());
    const auto pool = std::make_shared<KvPool>(c, kernels::KvType::f32);
    const Rope rope(c, c.context);
    float worst = 0;
    for (size_t s = 0; s < batch.sequences(); ++s) {
      KvCache cache(pool, c.context);
      const std::span<const TokenId> ids(batch.tokens.data() + batch.starts[s],
                                         batch.starts[s + 1] - batch.starts[s]);
      std::vector<float> expected(ids.size() * c.vocabulary);
      const Sequence sequence{&cache, &rope, 0, ids, ids.size(), expected.data()};
      forward(weights, work, {&sequence, 1}, threads);
      for (size_t i = 0; i < expected.size(); ++i)
        worst = std::max(worst, std::abs(expected[i] - logits[batch.starts[s] * c.vocabulary + i]));
    }
    CHECK(worst < 1e-4f);
  }
}

TEST_CASE("an encoder's rows are the engine's") {
  Threads threads(2);
  const ModelSource source(kModels + "bert");
  Weights weights(source, threads, {});
  NetworkOptions options;
  options.precision = Precision::f32;
  options.train_weights = options.train_embedding = true;
  Network network(source, options, threads);
  const size_t d = weights.config().width;
  const Batch batch = some_batch(weights.config(), {9, 21}, 4);
  const float* hidden = network.forward(batch);
  Workspace work(weights.config(), threads.count());
  float worst = 0;
  for (size_t s = 0; s < batch.sequences(); ++s) {
    const std::span<const TokenId> ids(batch.tokens.data() + batch.starts[s],
                                       batch.starts[s + 1] - batch.starts[s]);
    std::vector<float> expected(ids.size() * d);
    encode(weights, work, ids, expected.data(), threads);
    for (size_t i = 0; i < expected.size(); ++i)
      worst = std::max(worst, std::abs(expected[i] - hidden[batch.starts[s] * d + i]));
  }
  CHECK(worst < 1e-4f);
}

TEST_CASE("gradients of every tensor agree with finite differences, in every family") {
  Threads threads(2);
  for (const std::string family : {"llama", "qwen2", "qwen3", "gemma3", "phi3", "bert"}) {
    for (const bool checkpoint : {false, true}) {
      CAPTURE(family);
      CAPTURE(checkpoint);
      const ModelSource source(kModels + family);
      NetworkOptions options;
      options.precision = Precision::f32;
      options.train_weights = options.train_embedding = true;
      options.checkpoint = checkpoint;
      Network network(source, options, threads);
      check_gradients(network, some_batch(source.config(), {14, 3, 9}, 6), 0.02);
    }
  }
}

// B is 0 at the start, which leaves A without a slope and the results as they are.
void shake(Network& network, float size) {
  Rng rng(2);
  for (Parameter* p : network.trained())
    if (!p->name.ends_with("lora_a"))
      for (size_t i = 0; i < p->size(); ++i)
        p->values()[i] += static_cast<float>(rng.uniform() - 0.5) * size;
}

// The rows of a batch as the engine gives them, [T][D].
std::vector<float> engine_rows(const Weights& weights, const Batch& batch, Threads& threads) {
  const ModelConfig& c = weights.config();
  Workspace work(c, threads.count());
  std::vector<float> rows(batch.tokens.size() * c.width);
  for (size_t s = 0; s < batch.sequences(); ++s) {
    const std::span<const TokenId> ids(batch.tokens.data() + batch.starts[s],
                                       batch.starts[s + 1] - batch.starts[s]);
    float* const y = rows.data() + batch.starts[s] * c.width;
    if (c.encoder) {
      encode(weights, work, ids, y, threads);
      continue;
    }
    const Rope rope(c, c.context);
    KvCache cache(std::make_shared<KvPool>(c, kernels::KvType::f32), c.context);
    const Sequence sequence{&cache, &rope, 0, ids, ids.size(), nullptr, y};
    forward(weights, work, {&sequence, 1}, threads);
  }
  return rows;
}

float worst_difference(const std::vector<float>& a, const float* b) {
  float worst = 0;
  for (size_t i = 0; i < a.size(); ++i) worst = std::max(worst, std::abs(a[i] - b[i]));
  return worst;
}

TEST_CASE("the engine with an adapter gives what training with it gave") {
  Threads threads(2);
  for (const std::string family : {"llama", "qwen2", "qwen3", "gemma3", "phi3", "bert"}) {
    CAPTURE(family);
    const ModelSource source(kModels + family);
    for (const bool dora : {false, true}) {
      CAPTURE(dora);
      LoraOptions lora;
      lora.rank = 6;
      lora.dora = dora;
      NetworkOptions options;
      options.precision = Precision::f32;
      options.lora = &lora;
      Network network(source, options, threads);
      const Batch batch = some_batch(source.config(), {17, 1, 30}, 3);
      const size_t values = batch.tokens.size() * source.config().width;
      const float* rows = network.forward(batch);
      const std::vector<float> before(rows, rows + values);
      CHECK(worst_difference(engine_rows(Weights(source, threads, {}), batch, threads), rows) <
            1e-4f);
      shake(network, 0.3f);
      rows = network.forward(batch);
      CHECK(worst_difference(before, rows) > 0.01f);
      const Adapter adapter = adapter_of(network);
      CHECK(adapter.alpha == doctest::Approx(lora.alpha));
      check_adapter(adapter, source);
      Weights weights(source, threads, {});
      weights.adapt({adapter, source, threads});
      CHECK(worst_difference(engine_rows(weights, batch, threads), rows) < 1e-4f);
    }
  }
}

TEST_CASE("gradients of adapters on frozen weights") {
  Threads threads(2);
  for (const std::string family : {"llama", "phi3", "bert"}) {
    CAPTURE(family);
    const ModelSource source(kModels + family);
    LoraOptions lora;
    lora.rank = 4;
    NetworkOptions options;
    options.precision = Precision::f32;
    options.lora = &lora;
    Network network(source, options, threads);
    shake(network, 0.1f);
    CHECK(network.trained().size() == 2 * network.adapted().size());
    check_gradients(network, some_batch(source.config(), {14, 3, 9}, 7), 0.02);
  }
}

TEST_CASE("gradients of magnitudes; those of the halves take the lengths as constants") {
  Threads threads(2);
  for (const std::string family : {"llama", "phi3", "bert"}) {
    CAPTURE(family);
    const ModelSource source(kModels + family);
    LoraOptions lora;
    lora.rank = 4;
    lora.dora = true;
    NetworkOptions options;
    options.precision = Precision::f32;
    options.lora = &lora;
    Network network(source, options, threads);
    shake(network, 0.1f);
    CHECK(network.trained().size() == 3 * network.adapted().size());
    check_gradients(network, some_batch(source.config(), {14, 3, 9}, 7), 0.02, "lora_magnitude");
  }
}

// tests/golden/dora_peft.py
TEST_CASE("DoRA is PEFT's: rows, loss and gradients") {
  const Json golden = Json::parse(read_file(TINYBRAIN_SOURCE_DIR "/tests/golden/dora_peft.json"));
  Threads threads(2);
  const ModelSource source(kModels + "llama");
  const auto floats = [](const Json& json) {
    std::vector<float> values;
    for (const Json& x : json.as_array()) values.push_back(static_cast<float>(x.as_double()));
    return values;
  };
  // The gradients are named and shaped as the adapter's tensors, in the same order of rows.
  const auto adapter_in = [&](const char* member) {
    std::deque<std::vector<float>> values;
    std::vector<SafeTensor> tensors;
    for (const Json& t : golden.at(member).as_array()) {
      SafeTensor made{t.at("name").as_string(), DType::f32, {}, {}};
      for (const Json& d : t.at("shape").as_array())
        made.shape.push_back(static_cast<uint64_t>(d.as_int()));
      values.push_back(floats(t.at("values")));
      made.data = std::as_bytes(std::span(values.back()));
      tensors.push_back(std::move(made));
    }
    return adapter_from_peft(golden.at("settings"), tensors, source.config());
  };
  const Adapter adapter = adapter_in("adapter"), gradients = adapter_in("gradients");
  check_adapter(adapter, source);
  Batch batch;
  std::vector<TokenId> ids;
  for (const Json& id : golden.at("tokens").as_array())
    ids.push_back(static_cast<TokenId>(id.as_int()));
  batch.add(ids);
  const std::vector<float> rows = floats(golden.at("rows"));

  Weights weights(source, threads, {});
  weights.adapt({adapter, source, threads});
  CHECK(worst_difference(rows, engine_rows(weights, batch, threads).data()) < 1e-4f);

  LoraOptions lora;
  lora.rank = 2;
  lora.alpha = adapter.alpha;
  lora.dora = true;
  lora.targets = {"attn_q", "ffn_down"};
  NetworkOptions options;
  options.precision = Precision::f32;
  options.lora = &lora;
  Network network(source, options, threads);
  REQUIRE(network.adapted().size() == adapter.matrices.size());
  std::map<std::string, LowRank> learns;
  for (const auto& [name, layer] : network.adapted()) learns.emplace(name, *layer->adapter);
  for (const AdapterMatrix& m : adapter.matrices) {
    const LowRank& to = learns.at(m.name);
    std::copy(m.a.begin(), m.a.end(), to.a->values());
    std::copy(m.b.begin(), m.b.end(), to.b->values());
    std::copy(m.magnitude.begin(), m.magnitude.end(), to.magnitude->values());
  }
  const float* const found = network.forward(batch);
  CHECK(worst_difference(rows, found) < 1e-4f);
  std::vector<float> dhidden(rows.size());
  const double loss = next_token_loss(network, found, next_tokens(batch),
                                      1 / static_cast<float>(ids.size() - 1), dhidden.data());
  CHECK(loss == doctest::Approx(golden.at("loss").as_double()).epsilon(1e-5));
  network.backward(dhidden.data());
  for (const AdapterMatrix& m : gradients.matrices) {
    CAPTURE(m.name);
    const LowRank& of = learns.at(m.name);
    CHECK(worst_difference(m.a, of.a->grad()) < 1e-4f);
    CHECK(worst_difference(m.b, of.b->grad()) < 1e-4f);
    CHECK(worst_difference(m.magnitude, of.magnitude->grad()) < 1e-4f);
  }
}

}  // namespace tinybrain
