// A table that an app gives to a skill: NAME.csv, .tsv, .json (a list of objects) or .jsonl in its folder, with columns by
// any of their usual names. What is wrong is said with file, line and column.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace tinybrain::skills {

inline constexpr size_t kMostRows = 1'000'000, kLongestCell = 4096;

class Rows {
 public:
  struct Row {
    std::vector<std::string> cells;  // one a column; "" = not given
    uint64_t line;                   // in the file, from 1; of JSON the number of the object
  };
  static constexpr size_t kNone = static_cast<size_t>(-1);

  std::string file;
  std::vector<std::string> columns;
  std::vector<Row> rows;

  // The first of these names that is there, whatever its case. Error{bad_file} names the columns that there are.
  size_t column(std::initializer_list<std::string_view> names) const;
  size_t optional_column(std::initializer_list<std::string_view> names) const;  // kNone

  const std::string& cell(const Row& row, size_t column) const;  // "" for kNone
  // Error{bad_file} with the line: an empty cell, one too long; not a finite number in [low, high]; not a date.
  const std::string& text(const Row& row, size_t column) const;
  double number(const Row& row, size_t column, double low, double high) const;
  int64_t time(const Row& row, size_t column) const;  // milliseconds since 1970
};

// Nothing when there is no such file. Error{bad_file}: not a table, or without rows.
std::optional<Rows> find_rows(const std::filesystem::path& folder, std::string_view name,
                              size_t longest_cell = kLongestCell);
// Error{not_found} says which columns it should have.
Rows read_rows(const std::filesystem::path& folder, std::string_view name,
               std::string_view should_have, size_t longest_cell = kLongestCell);

}  // namespace tinybrain::skills
