// Tables for people: columns that line up whatever the script, and JSON objects as lists of
// "label  value".
#pragma once

#include <string>
#include <vector>

#include "base/json.h"

namespace tinybrain::cli {

class Table {
 public:
  explicit Table(std::vector<std::string> head) { rows_.push_back(std::move(head)); }
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  void right(size_t column) { right_.push_back(column); }
  void print() const;

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<size_t> right_;
};

// Every member on a line of its own; known keys get their label in the user's language, sizes
// ("..._bytes", "memory...") a unit; objects are indented, arrays of plain values joined, arrays
// of objects become rows. bytes: plain numbers are counts of bytes.
void print_members(const Json& object, size_t indent = 0, bool bytes = false);

}  // namespace tinybrain::cli
