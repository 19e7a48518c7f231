// Reads /sys/class/powercap and /sys/class/power_supply; see energy.h.
#include "base/energy.h"

#include "base/system.h"

#include <filesystem>
#include <fstream>
#include <optional>

namespace tinybrain {
namespace {

namespace fs = std::filesystem;

template <class T>
std::optional<T> read(const std::string& path) {
  std::ifstream file(path);
  T value{};
  if (file >> value) return value;
  return std::nullopt;
}

std::vector<std::string> folders_in(const std::string& path) {
  std::vector<std::string> out;
  std::error_code error;
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error))
    out.push_back(at->path().string());
  return out;
}

// Watts that leave the battery now; nothing when it is charging or does not say.
std::optional<double> battery_power(const std::string& folder) {
  if (read<std::string>(folder + "/status") != "Discharging") return std::nullopt;
  if (const auto microwatts = read<double>(folder + "/power_now")) return *microwatts * 1e-6;
  const auto microamperes = read<double>(folder + "/current_now");
  const auto microvolts = read<double>(folder + "/voltage_now");
  if (!microamperes || !microvolts) return std::nullopt;
  return *microamperes * *microvolts * 1e-12;
}

}  // namespace

EnergyMeter::EnergyMeter(const std::string& root) {
  find_counters(root);
  if (counters_.empty()) find_battery(root);
}

// Whole packages: "intel-rapl:0" with the name "package-0" (AMD's are called so too). Their parts
// ("intel-rapl:0:0") are contained in them.
void EnergyMeter::find_counters(const std::string& root) {
  for (const std::string& folder : folders_in(root + "/powercap")) {
    const auto name = read<std::string>(folder + "/name");
    if (!name || !name->starts_with("package")) continue;
    const std::string path = folder + "/energy_uj";
    const auto value = read<uint64_t>(path);
    const auto range = read<uint64_t>(folder + "/max_energy_range_uj");
    if (value && range) counters_.push_back({path, *value, *range});
  }
  if (!counters_.empty()) source_ = "rapl";
}

void EnergyMeter::find_battery(const std::string& root) {
  for (const std::string& folder : folders_in(root + "/power_supply")) {
    if (read<std::string>(folder + "/type") != "Battery" || !battery_power(folder)) continue;
    battery_ = folder;
    last_time_ = seconds_now();
    source_ = "battery";
    return;
  }
}

double EnergyMeter::joules() {
  for (Counter& c : counters_) {
    const uint64_t value = read<uint64_t>(c.path).value_or(c.last);
    const uint64_t used = value >= c.last ? value - c.last : value + (c.range - c.last);
    joules_ += static_cast<double>(used) * 1e-6;
    c.last = value;
  }
  if (!battery_.empty()) {
    const double time = seconds_now();
    joules_ += battery_power(battery_).value_or(0) * (time - last_time_);
    last_time_ = time;
  }
  return joules_;
}

}  // namespace tinybrain
