// Tables of numbers and categories: a file as it is read, what its columns are, and its rows as numbers for a model.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace tinybrain::tables {

// A file of comma-separated values as it is.
struct Sheet {
  std::string file;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  // each as long as the header
  std::vector<uint64_t> lines;                 // where each row begins, from 1

  size_t column(std::string_view name) const;  // Error{bad_argument} names those there are
};

// Error{bad_file}: no rows, two columns of a name, a row with another number of fields, text that is not UTF-8, with the
// line; {not_found, io} as of read_file.
Sheet read_sheet(const std::filesystem::path& file);

// "", "?", "NA", "N/A", "NaN" and "null" in any case.
bool is_missing(std::string_view cell);

// A column that a model looks at. A value is a number or the index of a category; NaN = missing or never seen.
struct Column {
  std::string name;
  bool number = true;
  std::vector<std::string> categories;  // ascending; at most kMostCategories, the others count as missing
  double low = 0, middle = 0, high = 0;  // of numbers: a tenth lie below, half, all but a tenth
  bool whole = false;                    // only whole numbers were seen
  std::vector<double> steps;             // of numbers: at most kMostSteps values that were seen, ascending
};
inline constexpr size_t kMostCategories = 200, kMostSteps = 41;

// A column is of numbers when every value that is there is one.
Column column_of(const Sheet& sheet, size_t at, std::span<const uint32_t> rows);
// Error{bad_argument}: text or an infinite value where numbers belong; `where` names the file and line.
double value_of(const Column& column, std::string_view cell, std::string_view where);
std::string text_of(const Column& column, double value);

// Rows as values, [n][d].
struct Matrix {
  size_t d = 0;
  std::vector<double> values;
  size_t rows() const { return d ? values.size() / d : 0; }
  std::span<const double> row(size_t i) const { return {values.data() + i * d, d}; }
};
Matrix matrix_of(const Sheet& sheet, std::span<const Column> columns,
                 std::span<const uint32_t> rows);

Json to_json(const Column& column);
Column column_from(const Json& json);  // Error{bad_file}

}  // namespace tinybrain::tables
