// EnergyMeter on folders that look like /sys/class.
#include "base/energy.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "base/folder_testing.h"

using namespace tinybrain;
namespace fs = std::filesystem;

namespace {

// A /sys/class of its own, gone afterwards.
struct Sys {
  testing::TemporaryFolder folder;
  const fs::path& root = folder.path;
  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((root / path).parent_path());
    std::ofstream(root / path) << text << '\n';
  }
};

}  // namespace

TEST_CASE("energy: packages are added up, their parts are not, and counters go round") {
  Sys sys;
  for (const char* package : {"0", "1"}) {
    const std::string folder = std::string("powercap/intel-rapl:") + package;
    sys.write(folder + "/name", std::string("package-") + package);
    sys.write(folder + "/energy_uj", "900000000");
    sys.write(folder + "/max_energy_range_uj", "1000000000");
  }
  sys.write("powercap/intel-rapl:0:0/name", "core");
  sys.write("powercap/intel-rapl:0:0/energy_uj", "5");
  EnergyMeter meter(sys.root.string());
  REQUIRE(meter.source() == std::string("rapl"));
  CHECK(meter.joules() == 0);
  sys.write("powercap/intel-rapl:0/energy_uj", "902000000");
  sys.write("powercap/intel-rapl:0:0/energy_uj", "999999");
  CHECK(meter.joules() == doctest::Approx(2));
  sys.write("powercap/intel-rapl:1/energy_uj", "1000000");  // over the end: 100 J to it, 1 J after
  CHECK(meter.joules() == doctest::Approx(103));
}

TEST_CASE("energy: a battery counts only while it is drawn on") {
  Sys sys;
  sys.write("power_supply/BAT0/type", "Battery");
  sys.write("power_supply/BAT0/status", "Charging");
  sys.write("power_supply/BAT0/power_now", "10000000");
  CHECK(EnergyMeter(sys.root.string()).source() == nullptr);
  sys.write("power_supply/BAT0/status", "Discharging");
  EnergyMeter meter(sys.root.string());
  REQUIRE(meter.source() == std::string("battery"));
  const double first = meter.joules();
  CHECK(first >= 0);
  CHECK(meter.joules() >= first);
}

TEST_CASE("energy: nothing to read, or nonsense") {
  CHECK(EnergyMeter("/nonexistent").source() == nullptr);
  Sys sys;
  sys.write("powercap/intel-rapl:0/name", "package-0");
  sys.write("powercap/intel-rapl:0/energy_uj", "what");
  sys.write("powercap/intel-rapl:0/max_energy_range_uj", "1000");
  EnergyMeter meter(sys.root.string());
  CHECK(meter.source() == nullptr);
  CHECK(meter.joules() == 0);
}
