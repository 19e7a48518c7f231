// Whether this is a good moment to learn by itself: on mains power, nothing else at work, not hot, memory enough.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace tinybrain {

struct DeviceState {
  std::optional<bool> on_battery;  // nothing: it has none, or nobody knows
  double load = 0;  // of a processor: runnable tasks of the last minute, divided by processors
  std::optional<double> degrees;  // of the hottest zone, Celsius
  uint64_t free_memory = 0;       // bytes
};
// sys, proc: other folders in tests.
DeviceState device_state(const std::filesystem::path& sys = "/sys",
                         const std::filesystem::path& proc = "/proc");

enum class Moment { good, battery, busy, hot, memory };
constexpr double kBusyLoad = 0.5, kHotDegrees = 75;
Moment judge_moment(const DeviceState& state, uint64_t memory_needed);

}  // namespace tinybrain
