// A person's CSV file as rows: any encoding and line ends; what is wrong names the file.
#pragma once

#include <filesystem>
#include <vector>

#include "data/csv.h"

namespace tinybrain::skills {

// The first record names the columns; the others have as many fields. Error{bad_file}: another number, with its line; nothing
// in it; {not_found}, {io}.
std::vector<CsvRecord> read_csv_file(const std::filesystem::path& file);

}  // namespace tinybrain::skills
