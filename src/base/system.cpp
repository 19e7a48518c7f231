// Memory figures from /proc, control groups (v2) and getrlimit.
#include "base/system.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <limits>

namespace tinybrain {
namespace {

constexpr uint64_t kUnknown = std::numeric_limits<uint64_t>::max();

// The first number after `label` in a file of the kernel's, e.g. "MemAvailable:"; an empty label = the
// file's first word.
uint64_t number_in(const char* path, const char* label) {
  std::FILE* file = std::fopen(path, "re");
  if (!file) return kUnknown;
  char line[256], format[64];
  std::snprintf(format, sizeof format, "%s%%" SCNu64, label);
  uint64_t value = kUnknown, read = 0;
  while (std::fgets(line, sizeof line, file))
    if (std::sscanf(line, format, &read) == 1) {
      value = read;
      break;
    }
  std::fclose(file);
  return value;
}

uint64_t in_kilobytes(uint64_t v) { return v == kUnknown ? v : v * 1024; }

}  // namespace

uint64_t total_memory() {
  const uint64_t v = in_kilobytes(number_in("/proc/meminfo", "MemTotal:"));
  return v == kUnknown ? 0 : v;
}

uint64_t last_cache() {
  long bytes = 0;
#ifdef _SC_LEVEL3_CACHE_SIZE
  for (const int level : {_SC_LEVEL2_CACHE_SIZE, _SC_LEVEL3_CACHE_SIZE})
    bytes = std::max(bytes, sysconf(level));
#endif
  return static_cast<uint64_t>(bytes);
}

uint64_t available_memory() {
  uint64_t least = in_kilobytes(number_in("/proc/meminfo", "MemAvailable:"));
  const uint64_t limit = number_in("/sys/fs/cgroup/memory.max", "");
  const uint64_t used = number_in("/sys/fs/cgroup/memory.current", "");
  if (limit != kUnknown && used != kUnknown)
    least = std::min(least, limit > used ? limit - used : 0);
  rlimit address_space{};
  if (getrlimit(RLIMIT_AS, &address_space) == 0 && address_space.rlim_cur != RLIM_INFINITY) {
    const uint64_t pages = number_in("/proc/self/statm", "");
    const uint64_t mapped =
        pages == kUnknown ? 0 : pages * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
    const uint64_t cap = address_space.rlim_cur;
    least = std::min(least, cap > mapped ? cap - mapped : 0);
  }
  return least;
}

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace tinybrain
