// The functions that measure the machine, of every table: they count what they do and stay in bounds.
// How fast they are is nothing a test can know.
#include <doctest/doctest.h>

#include "kernels/testing.h"

using namespace tinybrain::kernels;
using namespace tinybrain::kernels::testing;

TEST_CASE("limits: operations are counted per round") {
  const Table* all[kMostTables];
  for (size_t i = 0, n = tables(all); i < n; ++i) {
    CAPTURE(all[i]->name);
    CHECK((all[i]->bf16_peak != nullptr) == all[i]->bf16_pairs);
    for (uint64_t (*peak)(size_t) : {all[i]->int8_peak, all[i]->bf16_peak, all[i]->f32_peak}) {
      if (!peak) continue;
      CHECK(peak(0) == 0);
      const uint64_t one = peak(1);
      CHECK(one >= 2);
      CHECK(one % 2 == 0);  // a multiplication and an addition
      CHECK(peak(1000) == 1000 * one);
    }
  }
}

TEST_CASE("limits: reading ends where it should") {
  const Table* all[kMostTables];
  for (size_t i = 0, n = tables(all); i < n; ++i) {
    CAPTURE(all[i]->name);
    for (size_t steps : {0, 1, 3, 64}) {
      const Aligned<uint8_t> memory(steps * kReadStep);  // exact: ASan sees a byte too many
      all[i]->read(memory.data(), memory.size());
    }
  }
}
