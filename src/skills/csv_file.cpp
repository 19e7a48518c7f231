#include "skills/csv_file.h"

#include "base/error.h"
#include "base/file.h"
#include "base/messages/skills.h"
#include "data/encoding.h"

namespace tinybrain::skills {

std::vector<CsvRecord> read_csv_file(const std::filesystem::path& file) {
  std::vector<CsvRecord> records;
  const DecodedText decoded = decode_text(read_file(file));
  try {
    records = parse_csv(decoded.text);
  } catch (const Error& e) {
    throw e.in(file.string());
  }
  if (records.empty()) throw Error(Code::bad_file, msg::kTableEmpty, file.string());
  for (const CsvRecord& r : records)
    if (r.fields.size() != records[0].fields.size())
      throw Error(Code::bad_file, msg::kTableRow, file.string(), r.line, r.fields.size(),
                  records[0].fields.size());
  return records;
}

}  // namespace tinybrain::skills
