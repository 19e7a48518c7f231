// A CSV file with named columns, for people's own exports: what is missing or no number is said with file and line.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/csv.h"

namespace tinybrain::skills::coach {

class Table {
 public:
  class Row {
   public:
    const std::string& text(std::string_view column) const;  // "" where the column is not there
    // Nothing for an empty cell. Error{bad_file}: not a finite number.
    std::optional<double> number(std::string_view column) const;
    std::optional<double> count(std::string_view column) const;  // not negative either
    uint64_t line() const { return record_->line; }

   private:
    friend class Table;
    const Table* table_;
    const CsvRecord* record_;
  };

  // At most 256 MiB. Error{bad_file}: no header, one of `needed` is not in it, a row that is too short.
  Table(const std::filesystem::path& file, std::initializer_list<std::string_view> needed);
  Table(const Table&) = delete;
  const std::vector<Row>& rows() const { return rows_; }
  bool has(std::string_view column) const { return columns_.find(column) != columns_.end(); }
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  std::vector<CsvRecord> records_;
  std::map<std::string, size_t, std::less<>> columns_;
  std::vector<Row> rows_;
};

}  // namespace tinybrain::skills::coach
