// How the filter files register their filters: each gives one table of names and functions.
#pragma once

#include <span>
#include <string_view>
#include <utility>

#include "text/jinja_runtime.h"

namespace tinybrain::jinja {

using Filter = Value (*)(Runtime&, const Value&, const Arguments&);
using FilterTable = std::span<const std::pair<std::string_view, Filter>>;

FilterTable list_filters();  // jinja_list_filters.cpp; the others are in jinja_filters.cpp

}  // namespace tinybrain::jinja
