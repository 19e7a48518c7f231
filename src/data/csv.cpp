#include "data/csv.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/data.h"

namespace tinybrain {
namespace {

char likely_separator(std::string_view text) {
  size_t counts[3] = {};
  constexpr char kSeparators[] = {',', ';', '\t'};
  bool quoted = false;
  for (char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    for (size_t i = 0; i < 3; ++i) counts[i] += c == kSeparators[i];
  }
  return kSeparators[std::max_element(counts, counts + 3) - counts];
}

}  // namespace

std::vector<CsvRecord> parse_csv(std::string_view text, char separator) {
  if (separator == 0) separator = likely_separator(text);
  std::vector<CsvRecord> records;
  uint64_t line = 1;
  for (size_t at = 0; at < text.size();) {
    CsvRecord record{{}, line};
    bool end_of_record = false;
    while (!end_of_record) {
      std::string field;
      if (at < text.size() && text[at] == '"') {
        const uint64_t began = line;
        for (++at;; ++at) {
          if (at >= text.size()) throw Error(Code::bad_file, msg::kCsvQuoteOpen, began);
          if (text[at] == '\n') ++line;
          if (text[at] != '"') {
            field += text[at];
          } else if (at + 1 < text.size() && text[at + 1] == '"') {
            field += '"';
            ++at;
          } else {
            ++at;
            break;
          }
        }
        if (at < text.size() && text[at] != separator && text[at] != '\n')
          throw Error(Code::bad_file, msg::kCsvAfterQuote, line);
      } else {
        const size_t end =
            std::min(text.find_first_of(std::string{separator, '\n'}, at), text.size());
        field = text.substr(at, end - at);
        at = end;
      }
      record.fields.push_back(std::move(field));
      end_of_record = at >= text.size() || text[at] == '\n';
      if (at < text.size()) {
        line += text[at] == '\n';
        ++at;
      }
    }
    if (record.fields.size() > 1 || !record.fields[0].empty()) records.push_back(std::move(record));
  }
  return records;
}

}  // namespace tinybrain
