// Filters of a list in the address ("?limit=20&state=open") as the JSON object that the library takes. Values are words,
// numbers and times; what a person wrote does not belong into an address.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/json.h"
#include "server/endpoint.h"

namespace tinybrain::server {

inline constexpr int64_t kMostRows = 1000;  // of one list

// limit (at most kMostRows) and before, and what else the list knows; states: what "state" may be. ApiError 400. Names that
// nobody knows are ignored.
Json read_filter(const Call& call, std::initializer_list<const char*> words,
                 std::initializer_list<const char*> flags,
                 std::initializer_list<const char*> states = {});

// id: as it stands in the address; what: "memory". ApiError 404.
int64_t row_number(const std::string& id, const char* what);
[[noreturn]] void throw_no_row(const std::string& id, const char* what);

// The row of that number, from a list of the vault that takes a filter. ApiError 404.
template <class List>
Json find_row(const std::string& id, const char* what, List list) {
  const int64_t number = row_number(id, what);
  Json filter;
  filter.set("before", number + 1);
  filter.set("limit", 1);
  filter.set("withdrawn_too", true);
  filter.set("superseded_too", true);
  const Json rows = Json::parse(list(filter.dump()));
  if (rows.as_array().empty() || rows.as_array()[0].get_int("id", 0) != number)
    throw_no_row(id, what);
  return rows.as_array()[0];
}

}  // namespace tinybrain::server
