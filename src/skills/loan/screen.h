// A screening as it was trained: its columns, its models, when it decides by itself, and what it does against gaps between
// groups. A file of JSON, without any row of the table it was made from; of its texts it has the words that several rows share.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/json.h"
#include "skills/loan/texts.h"
#include "tables/flip.h"
#include "tables/groups.h"
#include "tables/score_model.h"

namespace tinybrain::skills::loan {

enum class Mitigation { none, reweighing, thresholds };
const char* name_of(Mitigation mitigation);
Mitigation mitigation_of(const std::string& name);  // Error{bad_argument}

// Chances of a good outcome. Between the two a human decides.
struct Lines {
  double refuse_below = 0, approve_from = 1;
};

struct Screen {
  std::string target, good, bad;        // the column with the outcome and its two values
  std::vector<tables::Column> columns;  // a text is a number here, as `texts` makes it
  std::vector<TextColumn> texts;
  std::vector<tables::Move> moves;  // how an applicant could change each column
  std::vector<tables::Protected> protected_columns;
  tables::ScoreModel plain, reweighed;  // the second on weighted rows
  std::vector<double> shifts;           // of log-odds, for each group of protected_columns[0]
  Mitigation mitigation = Mitigation::none;
  double cut = 0.5;       // approval when a decision is forced
  double coverage = 0.9;  // of the sets that the lines come from
  Lines lines[3];         // by mitigation
  Json card;              // about its training, for people

  const tables::ScoreModel& model(Mitigation m) const {
    return m == Mitigation::reweighing ? reweighed : plain;
  }
  const TextColumn* text(const std::string& column) const;  // nullptr: it is none of texts
  // group: of protected_columns[0]; kNoGroup = none, which shifts nothing.
  double log_odds(Mitigation m, std::span<const double> row, uint32_t group) const;
};

struct ReadScreen {
  Screen screen;
  std::string sha256;  // of the file
};
void write_screen(const std::filesystem::path& file, const Screen& screen);
// Error{not_found}: not trained yet; {bad_file}: damaged.
ReadScreen read_screen(const std::filesystem::path& file);

}  // namespace tinybrain::skills::loan
