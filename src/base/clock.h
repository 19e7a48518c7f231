// Moments as milliseconds since 1970 (UTC), and how they are written: 2026-03-01T09:30:00.125Z. For what is kept; for
// measuring how long something takes see base/system.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tinybrain {

constexpr int64_t kSecond = 1000, kDay = 86'400 * kSecond;

int64_t now();
std::string time_text(int64_t time);
// A moment or a day ("2026-03-01", its begin, UTC). Error{bad_argument}.
int64_t time_of(std::string_view text);

}  // namespace tinybrain
