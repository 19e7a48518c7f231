// What can be said of limits and speed without a clock: that figures are there, what counts as work, and
// what is refused.
#include "eval/limits.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/error.h"
#include "eval/speed.h"

using namespace tinybrain;

namespace {

const std::string kModels = TINYBRAIN_SOURCE_DIR "/tests/data/models/";

Code failure(LoadedModel& model, uint32_t prompt, uint32_t decode) {
  try {
    measure_speed(model, prompt, decode, 1, 1, {});
  } catch (const Error& e) {
    return e.code();
  }
  return Code::ok;
}

}  // namespace

TEST_CASE("limits: every figure is there, the cache's only when asked for") {
  Threads threads(2);
  const Limits without = measure_limits(threads, 0);
  CHECK(without.cache_read == 0);
  const Limits with = measure_limits(threads, 1);  // less than one piece
  for (const double figure :
       {with.int8_operations, with.f32_operations, with.memory_read, with.cache_read}) {
    CHECK(std::isfinite(figure));
    CHECK(figure > 0);
  }
}

TEST_CASE("limits: operations are those of the layers' matrices") {
  // Width 32, feed-forward 64, 4 heads and 2 key/value heads of 32, 2 layers, all in f32.
  const LoadedModel model(kModels + "llama", 1, {});
  const LayerOperations work = layer_operations(model.weights());
  CHECK(work.int8 == 0);
  CHECK(work.f32 == 2 * 2 * (32 * 128 + 2 * 32 * 64 + 128 * 32 + 3 * 32 * 64));
}

TEST_CASE("speed: a prompt, single steps, both, and more than the window") {
  LoadedModel model(kModels + "llama", 1, {});
  // Of an odd count of runs the median is one run's, so that the time and the rate are of the same one.
  const Speed both = measure_speed(model, 20, 3, 3, 1, {});
  CHECK(both.prompt_per_second > 0);
  CHECK(both.decode_per_second > 0);
  CHECK(both.first_token_seconds == doctest::Approx(20 / both.prompt_per_second));
  const Speed prompt = measure_speed(model, 20, 0, 1, 1, {});
  CHECK(prompt.decode_per_second == 0);
  const Speed decode = measure_speed(model, 0, 3, 1, 1, {});
  CHECK(decode.prompt_per_second == 0);
  CHECK(decode.first_token_seconds == 0);
  CHECK(measure_speed(model, 0, 3, 1, 2, {}).decode_per_second > 0);  // two sessions at once
  CHECK(failure(model, 127, 0) == Code::ok);                          // the model's window is 128
  CHECK(failure(model, 128, 0) == Code::bad_argument);
  CHECK(failure(model, 0, 1 << 24) == Code::bad_argument);
}
