// Training of a screening from a table of past applications whose outcome is known.
#pragma once

#include <filesystem>

#include "base/json.h"
#include "skills/loan/screen.h"

namespace tinybrain::skills::loan {

// A table's rows with a known outcome, and who is of which group.
struct Past {
  tables::Sheet sheet;
  std::vector<uint32_t> rows;  // of the sheet
  std::vector<bool> good;
};
// Error{bad_argument}: the target has not two values.
Past read_past(const std::filesystem::path& file, const std::string& target, const std::string& good);
// Of each row the group of `column`; all kNoGroup where the sheet has no such column.
std::vector<uint32_t> groups_in(const Past& past, const tables::Protected& column);

// arguments: as skill.toml has them for the tool train. Every model in it was made without the protected columns, unless
// "use_protected" says otherwise.
Screen train_screen(const std::filesystem::path& table, const Json& arguments);

}  // namespace tinybrain::skills::loan
