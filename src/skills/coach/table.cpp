#include "skills/coach/table.h"

#include <charconv>
#include <cmath>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/skill_coach.h"
#include "text/unicode.h"

namespace tinybrain::skills::coach {

Table::Table(const std::filesystem::path& file, std::initializer_list<std::string_view> needed)
    : name_(file.filename().string()) {
  std::string text = read_file(file);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  if (!unicode::is_valid(text)) text = unicode::repaired(text);
  try {
    records_ = parse_csv(text);
  } catch (const Error& e) {
    throw e.in(name_);
  }
  if (records_.empty()) throw Error(Code::bad_file, msg::kCoachEmpty, name_);
  for (size_t i = 0; i < records_[0].fields.size(); ++i) {
    std::string column = records_[0].fields[i];
    while (!column.empty() && column.back() == ' ') column.pop_back();
    columns_.try_emplace(column, i);
  }
  std::string all;
  for (const std::string& column : records_[0].fields) all += (all.empty() ? "" : ", ") + column;
  for (const std::string_view column : needed)
    if (!has(column))
      throw Error(Code::bad_file, msg::kCoachNoColumn, name_, column, all.substr(0, 300));
  rows_.reserve(records_.size());
  for (size_t i = 1; i < records_.size(); ++i) {
    if (records_[i].fields.size() < records_[0].fields.size())
      throw Error(Code::bad_file, msg::kCoachShortRow, name_, records_[i].line,
                  records_[i].fields.size(), records_[0].fields.size());
    Row row;
    row.table_ = this;
    row.record_ = &records_[i];
    rows_.push_back(row);
  }
}

const std::string& Table::Row::text(std::string_view column) const {
  static const std::string kNone;
  const auto at = table_->columns_.find(column);
  return at == table_->columns_.end() ? kNone : record_->fields[at->second];
}

std::optional<double> Table::Row::number(std::string_view column) const {
  const std::string& cell = text(column);
  const size_t from = cell.find_first_not_of(' ');
  if (from == std::string::npos) return std::nullopt;
  double value = 0;
  const char* end = cell.data() + cell.find_last_not_of(' ') + 1;
  const auto [at, error] = std::from_chars(cell.data() + from, end, value);
  if (error != std::errc() || at != end || !std::isfinite(value))
    throw Error(Code::bad_file, msg::kCoachNotNumber, table_->name_, line(), column,
                cell.substr(0, 60));
  return value;
}

std::optional<double> Table::Row::count(std::string_view column) const {
  const auto value = number(column);
  if (value && (*value < 0 || *value > 1e7))
    throw Error(Code::bad_file, msg::kCoachNotCount, table_->name_, line(), column,
                text(column).substr(0, 60));
  return value;
}

}  // namespace tinybrain::skills::coach
