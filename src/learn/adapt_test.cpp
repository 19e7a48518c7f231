// Lessons become adapters: what is taught is learnt, and a stopped run goes on to the same bytes.
#include "learn/adapt.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/folder_testing.h"

using namespace tinybrain;

namespace {

const std::string kModels = TINYBRAIN_SOURCE_DIR "/tests/data/models/";

}  // namespace

TEST_CASE("a taught answer is learnt") {
  LoadedModel base(kModels + "llama", 2, {});
  const std::vector<LearnExample> lessons{{1, "who is it", "it is me", "", "en"}};
  AdaptOptions options;
  options.rank = 4;
  options.layers = 1;
  const Adapted made = adapt(base, lessons, {}, options, {});
  CHECK(made.course.at("last_loss").as_double() < made.course.at("first_loss").as_double());
}
