// Who is likely to pass: from the marks so far, read as noisy signs of one level, and what is known of a pupil besides.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tinybrain::skills::tutor {

struct Outlook {
  std::vector<double> chances;        // of the rows asked for
  std::vector<std::string> features;  // what they are of, and
  std::vector<double> weights;        // how much each counts, of standardized values
  size_t learnt_from = 0;             // rows whose outcome is known
};

// pupils.csv: rows whose `outcome` is there are learnt from, the others are answered, in order. earlier: columns with earlier
// marks, oldest first; pass: the least mark that passes. Error{bad_file}; Error{bad_argument}: too few rows, or all the same.
Outlook outlook(const std::filesystem::path& folder, const std::vector<std::string>& earlier,
                const std::string& outcome, double pass, const std::vector<std::string>& besides);

}  // namespace tinybrain::skills::tutor
