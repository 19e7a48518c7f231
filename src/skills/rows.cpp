#include "skills/rows.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/messages/skill_rows.h"
#include "data/csv.h"
#include "data/encoding.h"
#include "text/unicode.h"

namespace tinybrain::skills {
namespace {

namespace fs = std::filesystem;

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

std::string cell_of(const Json& value) {
  if (value.is_string()) return value.as_string();
  if (value.is_null()) return "";
  if (!value.is_array()) return value.dump();
  std::string all;  // a list of tags
  for (const Json& one : value.as_array()) all += (all.empty() ? "" : "|") + cell_of(one);
  return all;
}

void add_object(Rows& rows, const Json& object, uint64_t line) {
  if (!object.is_object()) throw Error(Code::bad_file, msg::kRowsNotRows, rows.file);
  Rows::Row row{.cells = std::vector<std::string>(rows.columns.size()), .line = line};
  for (const auto& [name, value] : object.as_object()) {
    const auto at = std::find(rows.columns.begin(), rows.columns.end(), name);
    const auto index = static_cast<size_t>(at - rows.columns.begin());
    if (at == rows.columns.end()) rows.columns.push_back(name);
    if (index >= row.cells.size()) row.cells.resize(index + 1);
    row.cells[index] = cell_of(value);
  }
  rows.rows.push_back(std::move(row));
}

void add_json(Rows& rows, const std::string& text, bool lines) {
  if (!lines) {
    const Json list = Json::parse(text);
    if (!list.is_array()) throw Error(Code::bad_file, msg::kRowsNotRows, rows.file);
    for (const Json& one : list.as_array()) add_object(rows, one, rows.rows.size() + 1);
    return;
  }
  uint64_t number = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    ++number;
    if (text.find_first_not_of(" \t\r", at) < end)
      add_object(rows, Json::parse(std::string_view(text).substr(at, end - at)), number);
    at = end + 1;
  }
}

void add_csv(Rows& rows, const std::string& text, char separator) {
  const std::vector<CsvRecord> records = parse_csv(text, separator);
  if (records.empty()) return;
  for (const std::string& name : records[0].fields) rows.columns.push_back(unicode::folded(name));
  for (size_t i = 1; i < records.size(); ++i)
    rows.rows.push_back({.cells = records[i].fields, .line = records[i].line});
}

}  // namespace

size_t Rows::optional_column(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names)
    for (size_t i = 0; i < columns.size(); ++i)
      if (unicode::folded(columns[i]) == unicode::folded(name)) return i;
  return kNone;
}

size_t Rows::column(std::initializer_list<std::string_view> names) const {
  const size_t at = optional_column(names);
  if (at == kNone)
    throw Error(Code::bad_file, msg::kRowsNoColumn, file, *names.begin(), joined(columns));
  return at;
}

const std::string& Rows::cell(const Row& row, size_t column) const {
  static const std::string kEmpty;
  return column < row.cells.size() ? row.cells[column] : kEmpty;
}

const std::string& Rows::text(const Row& row, size_t column) const {
  const std::string& text = cell(row, column);
  if (text.find_first_not_of(" \t") == std::string::npos)
    throw Error(Code::bad_file, msg::kRowsBlank, file, row.line, columns[column]);
  return text;
}

double Rows::number(const Row& row, size_t column, double low, double high) const {
  const std::string& text = cell(row, column);
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != 0 || !std::isfinite(value) || value < low || value > high)
    throw Error(Code::bad_file, msg::kRowsNumber, file, row.line, text, columns[column]);
  return value;
}

int64_t Rows::time(const Row& row, size_t column) const {
  try {
    return time_of(cell(row, column));
  } catch (const Error&) {
    throw Error(Code::bad_file, msg::kRowsTime, file, row.line, cell(row, column));
  }
}

std::optional<Rows> find_rows(const fs::path& folder, std::string_view name, size_t longest_cell) {
  for (const char* kind : {".csv", ".tsv", ".jsonl", ".json"}) {
    const fs::path path = folder / (std::string(name) + kind);
    if (!fs::exists(path)) continue;
    Rows rows;
    rows.file = path.string();
    try {
      const std::string text = decode_text(read_file(path)).text;
      if (kind[1] == 'j')
        add_json(rows, text, kind[5] == 'l');
      else
        add_csv(rows, text, kind[1] == 't' ? '\t' : '\0');
    } catch (const Error& e) {
      if (e.message(Language::en).starts_with(rows.file)) throw;
      throw e.in(rows.file);
    }
    if (rows.rows.empty()) throw Error(Code::bad_file, msg::kRowsEmpty, rows.file);
    if (rows.rows.size() > kMostRows)
      throw Error(Code::bad_file, msg::kRowsTooMany, rows.file, kMostRows);
    for (const Rows::Row& row : rows.rows)
      for (size_t i = 0; i < row.cells.size(); ++i)
        if (row.cells[i].size() > longest_cell)
          throw Error(Code::bad_file, msg::kRowsLong, rows.file, row.line,
                      i < rows.columns.size() ? rows.columns[i] : std::to_string(i + 1),
                      longest_cell);
    return rows;
  }
  return {};
}

Rows read_rows(const fs::path& folder, std::string_view name, std::string_view should_have,
               size_t longest_cell) {
  std::optional<Rows> rows = find_rows(folder, name, longest_cell);
  if (!rows) throw Error(Code::not_found, msg::kRowsMissing, name, folder.string(), should_have);
  return std::move(*rows);
}

}  // namespace tinybrain::skills
