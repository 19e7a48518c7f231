#include "learn/soften.h"

#include "base/error.h"
#include "base/messages/model.h"
#include "learn/gate.h"

namespace tinybrain {
namespace {

constexpr int kSteps = 8;  // of strength

Adapter at_strength(const Adapter& adapter, double strength) {
  Adapter weaker = adapter;
  weaker.alpha *= static_cast<float>(strength);
  return weaker;
}

}  // namespace

Softened soften(LoadedModel& base, const Adapter& adapter, const std::array<double, 2>& before,
                double margin, const std::function<bool(uint64_t, uint64_t)>& progress) {
  uint64_t looks = 0;
  const auto bearable = [&](int step) {
    if (progress && !progress(looks++, 4)) throw Error(Code::cancelled, msg::kCancelled);
    const auto after = frozen_perplexity(
        base, base.load_adapter(at_strength(adapter, static_cast<double>(step) / kSteps)));
    return after[0] <= before[0] * (1 + margin) && after[1] <= before[1] * (1 + margin);
  };
  if (bearable(kSteps)) return {adapter, 1};
  int low = 0, high = kSteps;  // bearable at low, not at high
  while (high - low > 1) {
    const int middle = (low + high) / 2;
    (bearable(middle) ? low : high) = middle;
  }
  if (low == 0) return {adapter, 1};
  const double strength = static_cast<double>(low) / kSteps;
  return {at_strength(adapter, strength), strength};
}

}  // namespace tinybrain
