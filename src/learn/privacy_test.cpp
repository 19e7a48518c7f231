// The accountant beside dp-accounting (tests/golden/privacy.py).
#include "learn/privacy.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/file.h"
#include "base/json.h"

using namespace tinybrain;

TEST_CASE("epsilon is what dp-accounting says") {
  const Json cases =
      Json::parse(read_file(TINYBRAIN_SOURCE_DIR "/tests/golden/privacy.json", SIZE_MAX));
  CHECK(cases.as_array().size() == 7);
  for (const Json& c : cases.as_array()) {
    const double expected = c.at("epsilon").as_double();
    CAPTURE(expected);
    const double found =
        privacy_spent(c.at("noise").as_double(), c.at("rate").as_double(),
                      static_cast<uint64_t>(c.at("steps").as_int()), c.at("delta").as_double());
    CHECK(std::abs(found - expected) < 1e-6 * (1 + expected));
  }
}

TEST_CASE("no noise hides nothing, no steps tell nothing, and more noise hides more") {
  CHECK(std::isinf(privacy_spent(0, 0.1, 10, 1e-5)));
  CHECK(privacy_spent(1, 0.1, 0, 1e-5) == 0);
  CHECK(privacy_spent(2, 0.1, 10, 1e-5) < privacy_spent(1, 0.1, 10, 1e-5));
  CHECK(privacy_spent(1, 0.1, 10, 1e-5) < privacy_spent(1, 0.1, 20, 1e-5));
}
