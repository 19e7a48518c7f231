// Energy that this machine used, where the system tells (Linux): the processors' counters (RAPL), else a
// battery that is being drawn on. Both count the whole machine or package, not this process alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tinybrain {

class EnergyMeter {
 public:
  // Begins to count. root: where /sys/class is.
  explicit EnergyMeter(const std::string& root = "/sys/class");

  // "rapl", "battery"; nullptr when nothing here can be read (RAPL usually wants root).
  const char* source() const { return source_; }
  // Joules since the construction; 0 without a source. A battery states its power of the moment: call
  // this now and then, each time stands for the time since the one before.
  double joules();

 private:
  struct Counter {
    std::string path;  // microjoules, going round at `range`
    uint64_t last, range;
  };
  void find_counters(const std::string& root);
  void find_battery(const std::string& root);

  const char* source_ = nullptr;
  std::vector<Counter> counters_;
  std::string battery_;  // its folder
  double joules_ = 0;
  double last_time_ = 0;  // seconds, of the last look at the battery
};

}  // namespace tinybrain
