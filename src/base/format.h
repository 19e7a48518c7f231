// fmt for the rest of the program. In an inline namespace of our own, so that an app may link any fmt
// of its own beside the static library; its non-template part is compiled once, in format.cpp.
#pragma once

#define FMT_BEGIN_NAMESPACE \
  namespace fmt {           \
  inline namespace tinybrain_v1 {
#define FMT_END_NAMESPACE \
  }                       \
  }
#include <fmt/format.h>
