#include "learn/idle.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <thread>

#include "base/system.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;

std::string first_word(const fs::path& file) {
  std::ifstream in(file);
  std::string word;
  in >> word;
  return word;
}

double number_in(const fs::path& file, double otherwise) {
  std::ifstream in(file);
  double value = 0;
  return in >> value ? value : otherwise;
}

}  // namespace

DeviceState device_state(const fs::path& sys, const fs::path& proc) {
  DeviceState s;
  std::error_code error;
  for (const auto& supply : fs::directory_iterator(sys / "class/power_supply", error)) {
    const std::string type = first_word(supply.path() / "type");
    if (type == "Battery") {
      const bool draining = first_word(supply.path() / "status") == "Discharging";
      s.on_battery = s.on_battery.value_or(false) || draining;
    } else if (type == "Mains" && first_word(supply.path() / "online") == "1") {
      s.on_battery = false;
      break;
    }
  }
  const double processors = std::max(1u, std::thread::hardware_concurrency());
  s.load = number_in(proc / "loadavg", 0) / processors;
  for (const auto& zone : fs::directory_iterator(sys / "class/thermal", error)) {
    const double degrees = number_in(zone.path() / "temp", 0) / 1000;
    if (degrees > 0 && degrees < 150) s.degrees = std::max(s.degrees.value_or(0), degrees);
  }
  s.free_memory = available_memory();
  return s;
}

Moment judge_moment(const DeviceState& s, uint64_t memory_needed) {
  if (s.on_battery.value_or(false)) return Moment::battery;
  if (s.load > kBusyLoad) return Moment::busy;
  if (s.degrees.value_or(0) > kHotDegrees) return Moment::hot;
  if (s.free_memory < memory_needed) return Moment::memory;
  return Moment::good;
}

}  // namespace tinybrain
