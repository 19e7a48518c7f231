// Columns of free text in a table of applications. Each becomes a number, the log-odds of a good outcome by its words, and then
// is a column like any other: with its reasons, its proxies, its share of what is missing. Of the texts only words are kept
// that several of them have.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "knowledge/linear_head.h"
#include "tables/table.h"

namespace tinybrain::skills::loan {

class TextColumn {
 public:
  // good: of each text. seed: the order in which they are looked at.
  TextColumn(std::string name, const std::vector<std::string_view>& texts,
             const std::vector<bool>& good, uint64_t seed);
  explicit TextColumn(const Json& json);  // Error{bad_file}
  Json to_json() const;

  const std::string& name() const { return name_; }
  double log_odds(std::string_view text) const;
  // The words of the text that say most for a good outcome, or against it: at most three.
  std::vector<std::string> words_in(std::string_view text, bool good) const;
  // The cell of a number that stands for it; "" stays.
  std::string cell(std::string_view text) const;

 private:
  std::string name_;
  TermVocabulary vocabulary_;
  std::vector<float> weights_;  // of each term, good less bad
  double bias_ = 0;
};

// Those of "text_columns"; when that is absent, columns most of whose cells are sentences that hardly any other row has. Never
// one of `out`. Error{bad_argument}: no such column.
std::vector<std::string> text_columns_of(const tables::Sheet& sheet, const Json& arguments,
                                         const std::set<std::string>& out);

// Learns them, and puts numbers in place of the texts of these rows: each by what was learnt from other rows.
std::vector<TextColumn> learn_texts(tables::Sheet& sheet, const std::vector<uint32_t>& rows,
                                    const std::vector<bool>& good,
                                    const std::vector<std::string>& names, uint64_t seed);
// The same of rows that nothing was learnt from; columns that are not there stay away.
void put_numbers(tables::Sheet& sheet, const std::vector<TextColumn>& texts);

}  // namespace tinybrain::skills::loan
