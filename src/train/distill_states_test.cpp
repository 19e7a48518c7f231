// Hints: their gradient against finite differences, their minimum, and what cannot be compared.
#include "train/distill_states.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/error.h"
#include "base/rng.h"
#include "train/texts_testing.h"

using namespace tinybrain;

namespace {

const std::string kModels = TINYBRAIN_SOURCE_DIR "/tests/data/models/";
const std::vector<uint32_t> kAll{0, 1, 2};

NetworkOptions all_weights(bool checkpoint = true) {
  NetworkOptions options;
  options.precision = Precision::f32;
  options.train_weights = options.train_embedding = true;
  options.checkpoint = checkpoint;
  return options;
}

}  // namespace

TEST_CASE("the gradient with hints agrees with finite differences, with checkpoints and without") {
  Threads threads(2);
  for (const char* family : {"llama", "gemma3"})
    for (const bool checkpoint : {true, false}) {
      CAPTURE(family);
      CAPTURE(checkpoint);
      const ModelSource source(kModels + family);
      const ModelConfig& c = source.config();
      Network teacher(source, all_weights(), threads),
          student(source, all_weights(checkpoint), threads);
      testing::disturb(student, 0.1f);
      StateOptions options;
      options.weight = 3;
      options.expected = 0.6f;
      options.hints = {{0, 0}, {0, 1}, {c.layers - 1, c.layers - 1}};
      StateObjective objective(teacher, c, testing::some_texts(c), {}, options);
      objective.learn(student, kAll);
      std::vector<std::vector<float>> slopes;
      for (Parameter* p : student.trained()) slopes.emplace_back(p->grad(), p->grad() + p->size());
      for (size_t which = 0; which < slopes.size(); ++which) {
        Parameter* const p = student.trained()[which];
        if (p->n == 1) continue;
        CAPTURE(p->name);
        const std::vector<float>& slope = slopes[which];
        const std::vector<float> kept(p->values(), p->values() + p->size());
        double length = 0;
        for (float g : slope) length += double{g} * g;
        length = std::sqrt(length);
        if (length < 1e-3) continue;  // a slope below float's rounding of the loss
        const double step = 1e-2;
        double at[2];
        for (int side = 0; side < 2; ++side) {
          for (size_t i = 0; i < p->size(); ++i)
            p->values()[i] =
                kept[i] + static_cast<float>((side ? step : -step) * slope[i] / length);
          at[side] = objective.learn(student, kAll);
        }
        std::copy(kept.begin(), kept.end(), p->values());
        CHECK((at[1] - at[0]) / (2 * step) == doctest::Approx(length).epsilon(0.03));
      }
    }
}

TEST_CASE("a student that is its teacher has nothing to learn from hints") {
  Threads threads(2);
  const ModelSource source(kModels + "llama");
  const ModelConfig& c = source.config();
  Network teacher(source, all_weights(), threads), twin(source, all_weights(), threads);
  std::vector<uint32_t> kept;
  for (uint32_t i = 0; i < c.layers; ++i) kept.push_back(i);
  StateOptions options;
  options.hints = hints_of_kept(kept, c.layers);
  StateObjective objective(teacher, c, testing::some_texts(c), {}, options);
  StateOptions without = options;
  without.weight = 0;
  StateObjective plain(teacher, c, testing::some_texts(c), {}, without);
  const double loss = objective.learn(twin, kAll);
  CHECK(loss == doctest::Approx(plain.learn(twin, kAll)));
  double largest = 0;
  for (Parameter* p : twin.trained())
    for (size_t i = 0; i < p->size(); ++i)
      largest = std::max(largest, double{std::abs(p->grad()[i])});
  CHECK(largest < 1e-4);
}

TEST_CASE("hints lead to the states before the next kept layer") {
  const std::vector<uint32_t> kept{0, 1, 4, 6};
  const std::vector<StateHint> hints = hints_of_kept(kept, 9);
  REQUIRE(hints.size() == 4);
  const uint32_t expected[] = {0, 3, 5, 8};
  for (uint32_t i = 0; i < 4; ++i) {
    CHECK(hints[i].student == i);
    CHECK(hints[i].teacher == expected[i]);
  }
}

TEST_CASE("what cannot be compared is refused") {
  Threads threads(2);
  const ModelSource source(kModels + "llama");
  Network teacher(source, all_weights(), threads);
  ModelConfig other = source.config();
  StateOptions options;
  options.hints = {{0, source.config().layers}};
  CHECK_THROWS_AS(StateObjective(teacher, other, {}, {}, options), Error);
  options.hints = {{0, 0}};
  other.width *= 2;
  CHECK_THROWS_AS(StateObjective(teacher, other, {}, {}, options), Error);
  other = source.config();
  other.vocabulary += 1;
  CHECK_THROWS_AS(StateObjective(teacher, other, {}, {}, options), Error);
}
