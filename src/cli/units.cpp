#include "cli/units.h"

#include <cmath>

#include "base/messages/cli.h"

namespace tinybrain::cli {
namespace {

double number_before(const std::string& text, std::string& unit) {
  try {
    size_t used = 0;
    const double value = std::stod(text, &used);
    unit = text.substr(used);
    while (!unit.empty() && unit[0] == ' ') unit.erase(0, 1);
    return value;
  } catch (const std::exception&) {
    return NAN;
  }
}

}  // namespace

uint64_t bytes_in(const std::string& size) {
  std::string unit;
  const double value = number_before(size, unit);
  for (const auto& [name, factor] : {std::pair{"", 1.0},
                                     {"B", 1.0},
                                     {"KB", 1e3},
                                     {"MB", 1e6},
                                     {"GB", 1e9},
                                     {"KiB", 1024.0},
                                     {"MiB", 1048576.0}})
    if (unit == name && value > 0 && value * factor < 1e12)
      return static_cast<uint64_t>(value * factor);
  throw Error(Code::bad_argument, msg::kBadSize, size);
}

double milliseconds_in(const std::string& time) {
  std::string unit;
  const double value = number_before(time, unit);
  if (value > 0 && (unit.empty() || unit == "ms")) return value;
  if (value > 0 && unit == "s") return 1000 * value;
  throw Error(Code::bad_argument, msg::kBadTime, time);
}

}  // namespace tinybrain::cli
