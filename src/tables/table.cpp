#include "tables/table.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "base/format.h"
#include "base/messages/tables.h"
#include "base/trimmed.h"
#include "data/csv.h"
#include "data/encoding.h"

namespace tinybrain::tables {
namespace {

constexpr size_t kMostBytes = size_t{64} << 20;
constexpr size_t kMostColumns = 2000;

// Whether all of the cell is a finite number.
bool parse_number(std::string_view cell, double& value) {
  cell = trimmed(cell);
  if (!cell.empty() && cell[0] == '+') cell.remove_prefix(1);
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return error == std::errc() && end == cell.data() + cell.size() && std::isfinite(value);
}

std::string names_of(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

}  // namespace

size_t Sheet::column(std::string_view name) const {
  const auto at = std::find(header.begin(), header.end(), name);
  if (at == header.end())
    throw Error(Code::bad_argument, msg::kTableNoColumn, file, name, names_of(header));
  return static_cast<size_t>(at - header.begin());
}

Sheet read_sheet(const std::filesystem::path& file) {
  Sheet sheet;
  sheet.file = file.string();
  const DecodedText text = decode_text(read_file(file, kMostBytes));
  if (text.damaged)
    throw Error(Code::bad_file, msg::kTableEncoding, sheet.file,
                text.odd_lines.empty() ? 1 : text.odd_lines.front());
  std::vector<CsvRecord> records;
  try {
    records = parse_csv(text.text);
  } catch (const Error& e) {
    throw e.in(sheet.file);
  }
  if (records.size() < 2) throw Error(Code::bad_file, msg::kTableEmpty, sheet.file);
  for (const std::string& name : records[0].fields) sheet.header.emplace_back(trimmed(name));
  const std::set<std::string> different(sheet.header.begin(), sheet.header.end());
  if (different.size() != sheet.header.size() || different.count("") ||
      sheet.header.size() > kMostColumns)
    throw Error(Code::bad_file, msg::kTableHeader, sheet.file);
  for (size_t i = 1; i < records.size(); ++i) {
    if (records[i].fields.size() != sheet.header.size())
      throw Error(Code::bad_file, msg::kTableFields, sheet.file, records[i].line,
                  records[i].fields.size(), sheet.header.size());
    sheet.rows.push_back(std::move(records[i].fields));
    sheet.lines.push_back(records[i].line);
  }
  return sheet;
}

bool is_missing(std::string_view cell) {
  cell = trimmed(cell);
  std::string low;
  for (char c : cell.substr(0, 5))
    low += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return low.empty() || low == "?" || low == "na" || low == "n/a" || low == "nan" || low == "null";
}

Column column_of(const Sheet& sheet, size_t at, std::span<const uint32_t> rows) {
  Column column;
  column.name = sheet.header.at(at);
  std::vector<double> numbers;
  std::map<std::string, size_t> seen;
  for (uint32_t row : rows) {
    const std::string& cell = sheet.rows[row][at];
    if (is_missing(cell)) continue;
    double value = 0;
    if (column.number && parse_number(cell, value))
      numbers.push_back(value);
    else
      column.number = false;
    ++seen[std::string(trimmed(cell))];
  }
  if (column.number) {
    std::sort(numbers.begin(), numbers.end());
    if (numbers.empty()) return column;
    const auto share = [&](double s) {
      return numbers[static_cast<size_t>(s * static_cast<double>(numbers.size() - 1))];
    };
    column.low = share(0.1), column.middle = share(0.5), column.high = share(0.9);
    column.whole = std::all_of(numbers.begin(), numbers.end(),
                               [](double v) { return v == std::floor(v) && std::abs(v) < 1e15; });
    std::vector<double>& steps = column.steps;
    steps = numbers;
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    if (steps.size() > kMostSteps) {
      steps.clear();
      for (size_t i = 0; i < kMostSteps; ++i)
        steps.push_back(share(static_cast<double>(i) / (kMostSteps - 1)));
      steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    }
    return column;
  }
  std::vector<std::pair<size_t, std::string>> often;
  for (const auto& [name, count] : seen) often.emplace_back(count, name);
  std::stable_sort(often.begin(), often.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  often.resize(std::min(often.size(), kMostCategories));
  for (auto& [count, name] : often) column.categories.push_back(std::move(name));
  std::sort(column.categories.begin(), column.categories.end());
  return column;
}

double value_of(const Column& column, std::string_view cell, std::string_view where) {
  constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
  if (is_missing(cell)) return kMissing;
  if (column.number) {
    double value = 0;
    if (!parse_number(cell, value))
      throw Error(Code::bad_argument, msg::kTableNotNumber, where, column.name, cell.substr(0, 60));
    return value;
  }
  const auto at =
      std::lower_bound(column.categories.begin(), column.categories.end(), trimmed(cell));
  if (at == column.categories.end() || *at != trimmed(cell)) return kMissing;
  return static_cast<double>(at - column.categories.begin());
}

std::string text_of(const Column& column, double value) {
  if (std::isnan(value)) return "";
  if (!column.number) return column.categories.at(static_cast<size_t>(value));
  return column.whole ? fmt::format("{:.0f}", value) : fmt::format("{:.6g}", value);
}

Matrix matrix_of(const Sheet& sheet, std::span<const Column> columns,
                 std::span<const uint32_t> rows) {
  Matrix m{.d = columns.size(), .values = {}};
  std::vector<size_t> at;
  for (const Column& column : columns) at.push_back(sheet.column(column.name));
  for (uint32_t row : rows) {
    const std::string where = fmt::format("{}:{}", sheet.file, sheet.lines[row]);
    for (size_t k = 0; k < columns.size(); ++k)
      m.values.push_back(value_of(columns[k], sheet.rows[row][at[k]], where));
  }
  return m;
}

Json to_json(const Column& column) {
  Json j;
  j.set("name", column.name);
  if (column.number)
    return j.set("low", column.low)
        .set("middle", column.middle)
        .set("high", column.high)
        .set("whole", column.whole)
        .set("steps", Json::Array(column.steps.begin(), column.steps.end()));
  return j.set("categories", Json::Array(column.categories.begin(), column.categories.end()));
}

Column column_from(const Json& json) {
  Column column;
  column.name = json.at("name").as_string();
  if (const Json* categories = json.find("categories")) {
    column.number = false;
    for (const Json& one : categories->as_array()) column.categories.push_back(one.as_string());
    if (column.categories.size() > kMostCategories ||
        !std::is_sorted(column.categories.begin(), column.categories.end()))
      throw Error(Code::bad_file, msg::kScoreDamaged, column.name);
    return column;
  }
  column.low = json.at("low").as_double();
  column.middle = json.at("middle").as_double();
  column.high = json.at("high").as_double();
  column.whole = json.at("whole").as_bool();
  for (const Json& step : json.at("steps").as_array()) column.steps.push_back(step.as_double());
  return column;
}

}  // namespace tinybrain::tables
