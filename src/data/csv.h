// Comma-separated values (RFC 4180), also with semicolons or tabs: quoted fields may hold anything.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain {

struct CsvRecord {
  std::vector<std::string> fields;
  uint64_t line;  // where it begins, from 1
};

// `separator` 0 = the one of , ; and tab that the first line has most of. Empty lines are skipped.
// Error{bad_file}: a quoted field that never ends, with its line; characters after a closing quote.
std::vector<CsvRecord> parse_csv(std::string_view text, char separator = 0);

}  // namespace tinybrain
