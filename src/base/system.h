// What this machine has to offer: memory and cache (Linux; other systems get "unknown"), and a clock.
#pragma once

#include <cstdint>

namespace tinybrain {

// Bytes that a new allocation could use without swapping: the least of the system's available memory, the
// control group's limit and the process's address-space limit. UINT64_MAX = unknown.
uint64_t available_memory();
uint64_t total_memory();  // 0 = unknown
uint64_t last_cache();    // bytes of the largest cache; 0 = unknown

double seconds_now();  // since some moment; never goes back

}  // namespace tinybrain
