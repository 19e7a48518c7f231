// Numbers, days, times of day and spans of time in a text, by rules, in English and Korean: "5.5 km", "스무 명", "next
// monday", "3월 2일", "half past three", "오후 3시 반", "두 시간". What is not said for sure is not guessed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace tinybrain::skills {

enum class ValueType { number, date, time, duration };
const char* name_of(ValueType type);

struct TypedValue {
  ValueType type;
  size_t begin, end;  // bytes of the text
  // number: a number; date: "2026-03-01"; time: "15:30"; duration: seconds.
  Json value;
};

// Those of a text, apart from one another, by place. today: days since 1970, which "tomorrow" counts from; -1 = today here.
std::vector<TypedValue> typed_values(std::string_view text, int64_t today = -1);

}  // namespace tinybrain::skills
