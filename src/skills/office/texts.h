// The texts that a tool is given: one, a list, or a column of a table of the data folder. What is read is bounded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "skills/data_folder.h"

namespace tinybrain::skills::office {

inline constexpr size_t kMostBytes = 20'000, kMostTexts = 100'000;

struct Texts {
  std::vector<std::string> all;  // valid UTF-8
  bool one = false;              // `text` was given
};

// A cell of a CSV file, in quotes.
std::string csv_cell(const std::string& text);
// The runs of ASCII digits in a text.
std::vector<std::string> numbers_in(std::string_view text);

// Of the arguments text, texts, or table and text_column. Error{bad_argument}: none of them, an empty or too long one.
Texts asked_for(const Json& arguments, const DataFolder& folder);

}  // namespace tinybrain::skills::office
