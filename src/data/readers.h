// One reader a kind of file; what they share. Private to src/data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "data/dataset.h"
#include "data/encoding.h"

namespace tinybrain {

// Each adds to dataset.examples (source = the last of dataset.sources) and to dataset.findings.
void read_csv_examples(const DecodedText& text, const ReadOptions& options, char separator,
                       Dataset& dataset);
void read_jsonl_examples(const DecodedText& text, const ReadOptions& options, Dataset& dataset);
void read_json_examples(const DecodedText& text, const ReadOptions& options, Dataset& dataset);
void read_markdown_examples(std::string_view text, Dataset& dataset);
void read_html_examples(std::string_view text, Dataset& dataset);
void read_text_examples(std::string_view text, Dataset& dataset);
// Text of a PDF by pdftotext, a process with limits on time, memory and output. Error{unsupported}.
std::string pdf_text(const std::filesystem::path& path);

// The names under which a table may keep each part, most telling first.
enum class Part { text, label, answer, group };
int find_column(Part part, const std::vector<std::string>& names, const ReadOptions& options);
// Columns with options: one with lists, or one an option. Error{bad_argument} when a named one is not there.
std::vector<int> find_option_columns(const std::vector<std::string>& names,
                                     const ReadOptions& options);
// Options in a cell: a JSON list, or texts with vertical bars between.
std::vector<std::string> options_in(const std::string& cell);
// The texts of a JSON list, or of the list "text" in an object; none of anything else.
std::vector<std::string> texts_in(const Json& value);
std::string text_of_json(const Json& value);  // a string as it is, null as nothing, else JSON

void add_row(Finding& finding, uint64_t row);

}  // namespace tinybrain
