// Sorted numbers as JSON ranges, [[first, last], ...]: what an erasure names its rows by.
#pragma once

#include <span>

#include "base/json.h"

namespace tinybrain {

inline Json ranges_of(std::span<const int64_t> sorted) {
  Json all{Json::Array{}};
  for (size_t i = 0; i < sorted.size();) {
    size_t end = i + 1;
    while (end < sorted.size() && sorted[end] == sorted[end - 1] + 1) ++end;
    all.push(Json::Array{sorted[i], sorted[end - 1]});
    i = end;
  }
  return all;
}

template <class Body>
void each_in(const Json& ranges, Body&& body) {
  for (const Json& range : ranges.as_array("ranges")) {
    const Json::Array& ends = range.as_array("range");
    if (ends.size() != 2) continue;
    for (int64_t n = ends[0].as_int(); n <= ends[1].as_int(); ++n) body(n);
  }
}

}  // namespace tinybrain
