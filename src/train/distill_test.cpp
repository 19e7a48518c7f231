// Distillation from kept expectations: its divergences against a plain computation over the whole vocabulary,
// gradients against finite differences, and the file against what damages it.
#include "train/distill.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/folder_testing.h"
#include "base/rng.h"
#include "train/texts_testing.h"
#include "train/trainer.h"

using namespace tinybrain;

namespace {

const std::string kModels = TINYBRAIN_SOURCE_DIR "/tests/data/models/";

NetworkOptions all_weights() {
  NetworkOptions options;
  options.precision = Precision::f32;
  options.train_weights = options.train_embedding = true;
  return options;
}

// log softmax(logits / temperature) of every row of a text.
std::vector<std::vector<double>> log_probabilities(Network& network, const TokenExample& e,
                                                   float temperature) {
  Batch batch;
  batch.add(e.tokens);
  const size_t v = network.config().vocabulary;
  std::vector<float> logits(e.tokens.size() * v);
  const float* const hidden = network.forward(batch);
  network.head().forward(hidden, e.tokens.size(), logits.data(), v, network.compute());
  std::vector<std::vector<double>> all(e.tokens.size(), std::vector<double>(v));
  for (size_t t = 0; t < all.size(); ++t) {
    double sum = 0;
    for (size_t j = 0; j < v; ++j) sum += std::exp(double{logits[t * v + j]} / temperature);
    for (size_t j = 0; j < v; ++j)
      all[t][j] = double{logits[t * v + j]} / temperature - std::log(sum);
  }
  return all;
}

const std::vector<uint32_t> kAll{0, 1, 2};

}  // namespace

TEST_CASE("with all but one token kept, the loss is the divergence of whole distributions") {
  Threads threads(2);
  const ModelSource source(kModels + "llama");
  const ModelConfig& c = source.config();
  Network teacher(source, all_weights(), threads), student(source, all_weights(), threads);
  testing::disturb(student, 0.1f);
  const std::vector<TokenExample> texts = testing::some_texts(c);
  for (const float temperature : {1.0f, 2.0f})
    for (const bool reverse : {false, true}) {
      CAPTURE(temperature);
      CAPTURE(reverse);
      double expected = 0;
      size_t count = 0;
      for (const TokenExample& e : texts) {
        const auto p = log_probabilities(teacher, e, temperature);
        const auto q = log_probabilities(student, e, temperature);
        const auto plain = log_probabilities(student, e, 1);
        for (size_t t = 0; t + 1 < e.tokens.size(); ++t) {
          if (t + 1 < e.learn_from) continue;
          ++count;
          double sum = 0;
          for (size_t j = 0; j < c.vocabulary; ++j)
            sum += reverse ? std::exp(q[t][j]) * (q[t][j] - p[t][j])
                           : std::exp(p[t][j]) * (p[t][j] - q[t][j]);
          expected += 0.7 * temperature * temperature * sum -
                      0.3 * plain[t][static_cast<size_t>(e.tokens[t + 1])];
        }
      }
      DistillObjective objective(c, texts, {},
                                 Expectations::of(teacher, texts, c.vocabulary, temperature, {}),
                                 {0.7f, reverse});
      CHECK(objective.learn(student, kAll) ==
            doctest::Approx(expected / static_cast<double>(count)).epsilon(1e-3));
    }
}

TEST_CASE("gradients of both divergences with few tokens kept agree with finite differences") {
  Threads threads(2);
  for (const char* family : {"llama", "gemma3"}) {
    const ModelSource source(kModels + family);
    Network teacher(source, all_weights(), threads);
    const std::vector<TokenExample> texts = testing::some_texts(source.config());
    for (const bool reverse : {false, true}) {
      CAPTURE(family);
      CAPTURE(reverse);
      Network student(source, all_weights(), threads);
      testing::disturb(student, 0.1f);
      DistillObjective objective(source.config(), texts, {},
                                 Expectations::of(teacher, texts, 6, 1.5f, {}), {0.8f, reverse});
      objective.learn(student, kAll);
      std::vector<std::vector<float>> slopes;
      for (Parameter* p : student.trained()) slopes.emplace_back(p->grad(), p->grad() + p->size());
      for (size_t i = 0; i < slopes.size(); ++i) {
        Parameter& p = *student.trained()[i];
        CAPTURE(p.name);
        const std::vector<float> kept(p.values(), p.values() + p.size());
        double length = 0;
        for (float g : slopes[i]) length += double{g} * g;
        length = std::sqrt(length);
        if (length < 1e-3) continue;  // a slope below float's rounding of the loss
        const double step = 1e-2;
        double at[2];
        for (int side = 0; side < 2; ++side) {
          for (size_t j = 0; j < p.size(); ++j)
            p.values()[j] =
                kept[j] + static_cast<float>((side ? step : -step) * slopes[i][j] / length);
          at[side] = objective.learn(student, kAll);
        }
        std::copy(kept.begin(), kept.end(), p.values());
        CHECK((at[1] - at[0]) / (2 * step) == doctest::Approx(length).epsilon(0.03));
      }
    }
  }
}

TEST_CASE("a student comes near its teacher") {
  Threads threads(2);
  const ModelSource source(kModels + "llama");
  Network teacher(source, all_weights(), threads), student(source, all_weights(), threads);
  testing::disturb(student, 0.2f);
  const std::vector<TokenExample> texts = testing::some_texts(source.config());
  DistillObjective objective(source.config(), texts, texts,
                             Expectations::of(teacher, texts, 16, 1, {}), {1.0f, false});
  TrainerOptions how;
  how.epochs = 30;
  how.optimizer.rate = 3e-3f;
  const TrainingCurve curve = train(student, objective, how, {});
  CHECK(curve.losses.back().loss < 0.2 * curve.losses.front().loss);
}

TEST_CASE(
    "what a teacher expects is the same from its file; another's or a damaged one is not used") {
  Threads threads(2);
  const testing::TemporaryFolder folder;
  const auto path = folder.path / "expected.gguf";
  const ModelSource source(kModels + "llama");
  const ModelConfig& c = source.config();
  Network teacher(source, all_weights(), threads);
  const std::vector<TokenExample> texts = testing::some_texts(c);
  CHECK(!Expectations::load(path, "a"));
  const Expectations made = Expectations::of(teacher, texts, 8, 2, {});
  made.save(path, "a");
  CHECK(!Expectations::load(path, "b"));
  const std::optional<Expectations> read = Expectations::load(path, "a");
  REQUIRE(read);
  CHECK(read->count() == 8);
  CHECK(read->temperature() == 2);
  REQUIRE(read->texts() == texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    REQUIRE(read->rows(i) == texts[i].tokens.size() - 1);
    for (size_t t = 0; t < read->rows(i); ++t)
      for (size_t j = 0; j < 8; ++j) {
        CHECK(read->tokens(i, t)[j] == made.tokens(i, t)[j]);
        CHECK(read->logs(i, t)[j] == made.logs(i, t)[j]);
      }
  }
  std::vector<TokenExample> others = texts;
  others[2].tokens.pop_back();
  CHECK_THROWS_AS(DistillObjective(c, others, {}, made, {}), Error);
  ModelConfig wider = c;
  wider.vocabulary += 1;
  CHECK_THROWS_AS(DistillObjective(wider, texts, {}, made, {}), Error);
  // Every byte turned over, one at a time: refused, of something else, or within bounds.
  const std::string whole = read_file(path);
  for (size_t at = 0; at < whole.size(); at += at < 1024 ? 1 : 7) {
    std::string bad = whole;
    bad[at] = static_cast<char>(bad[at] ^ 0x55);
    {
      AtomicFile file(folder.path / "bad.gguf");
      file.write(bad);
      file.commit();
    }
    try {
      const auto some = Expectations::load(folder.path / "bad.gguf", "a");
      if (!some) continue;
      for (size_t i = 0; i < some->texts(); ++i)
        for (size_t t = 0; t < some->rows(i); ++t)
          for (size_t j = 0; j < some->count(); ++j)
            if (some->tokens(i, t)[j] >= some->vocabulary()) FAIL("a token past the vocabulary");
    } catch (const Error&) {
    }
  }
}
