#include "skills/tutor/course.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <sstream>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/skill_tutor.h"
#include "data/csv.h"
#include "data/encoding.h"

namespace tinybrain::skills::tutor {
namespace {

constexpr size_t kMostRows = 1'000'000, kLongest = 20'000;

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> parts;
  std::stringstream all(text);
  for (std::string part; std::getline(all, part, by);) {
    const size_t begin = part.find_first_not_of(" \r\t"), end = part.find_last_not_of(" \r\t");
    if (begin != std::string::npos) parts.push_back(part.substr(begin, end + 1 - begin));
  }
  return parts;
}

}  // namespace

Table::Table(const std::filesystem::path& folder, const std::string& name,
             std::initializer_list<const char*> columns)
    : file_((folder / name).string()) {
  if (!std::filesystem::exists(folder / name)) {
    std::string all;
    for (const char* c : columns) all += (all.empty() ? "" : ", ") + std::string(c);
    throw Error(Code::not_found, msg::kTutorNoFile, file_, all);
  }
  const std::vector<CsvRecord> records = parse_csv(decode_text(read_file(folder / name)).text);
  for (size_t i = 0; !records.empty() && i < records[0].fields.size(); ++i)
    columns_[records[0].fields[i]] = i;
  for (const char* column : columns)
    if (!has(column)) throw Error(Code::bad_file, msg::kTutorColumn, file_, column);
  if (records.size() < 2 || records.size() > kMostRows)
    throw Error(Code::bad_file, msg::kTutorRows, file_, kMostRows);
  for (size_t i = 1; i < records.size(); ++i) {
    if (records[i].fields.size() != records[0].fields.size())
      throw Error(Code::bad_file, msg::kTutorFields, file_, records[i].line, records[i].fields.size(),
                  records[0].fields.size());
    for (const std::string& field : records[i].fields)
      if (field.size() > kLongest)
        throw Error(Code::bad_file, msg::kTutorCell, file_, records[i].line, kLongest);
    rows_.push_back(records[i].fields);
    lines_.push_back(records[i].line);
  }
}

void Table::wrong(size_t row, const std::string& column) const {
  throw Error(Code::bad_file, msg::kTutorValue, file_, lines_[row], column, text(row, column));
}

const std::string& Table::text(size_t row, const std::string& column) const {
  static const std::string kNone;
  const auto at = columns_.find(column);
  return at == columns_.end() ? kNone : rows_[row][at->second];
}

double Table::number(size_t row, const std::string& column, double low, double high) const {
  const std::string& t = text(row, column);
  double value = 0;
  const auto [end, error] = std::from_chars(t.data(), t.data() + t.size(), value);
  if (error != std::errc() || end != t.data() + t.size() || !std::isfinite(value) || value < low ||
      value > high)
    wrong(row, column);
  return value;
}

std::vector<std::string> Table::columns() const {
  std::vector<std::string> all;
  for (const auto& [name, at] : columns_) all.push_back(name);
  return all;
}

std::vector<std::string> Exercise::steps() const {
  std::vector<std::string> all;
  for (const std::string& line : split(solution, '\n')) {
    if (line.starts_with("####")) continue;
    std::string clean;
    for (size_t at = 0; at < line.size();) {
      const size_t end = line.compare(at, 2, "<<") == 0 ? line.find(">>", at) : std::string::npos;
      if (end != std::string::npos)
        at = end + 2;
      else
        clean += line[at++];
    }
    all.push_back(clean);
  }
  return all;
}

std::vector<SkillEntry> read_skills(const std::filesystem::path& folder) {
  const Table table(folder, "skills.csv", {"skill", "en", "ko"});
  std::vector<SkillEntry> skills;
  std::set<std::string> known;
  for (size_t i = 0; i < table.size(); ++i) {
    SkillEntry s{table.text(i, "skill"), table.text(i, "en"), table.text(i, "ko"), split(table.text(i, "after"), ';')};
    // Only what was named before: nothing builds on itself.
    for (const std::string& before : s.after)
      if (!known.contains(before)) table.wrong(i, "after");
    if (s.id.empty() || !known.insert(s.id).second) table.wrong(i, "skill");
    skills.push_back(std::move(s));
  }
  return skills;
}

std::vector<Exercise> read_exercises(const std::filesystem::path& folder) {
  const Table table(folder, "exercises.csv", {"exercise", "skill", "question", "answer"});
  std::vector<Exercise> exercises;
  for (size_t i = 0; i < table.size(); ++i) {
    Exercise e{table.text(i, "exercise"), table.text(i, "skill"), table.text(i, "question"),
               table.text(i, "solution"), table.text(i, "answer"), 3};
    if (e.id.empty()) table.wrong(i, "exercise");
    if (!table.text(i, "minutes").empty()) e.minutes = table.number(i, "minutes", 0.1, 600);
    exercises.push_back(std::move(e));
  }
  return exercises;
}

std::vector<Answer> read_answers(const std::filesystem::path& folder) {
  if (!std::filesystem::exists(folder / "answers.csv")) return {};
  const Table table(folder, "answers.csv", {"learner", "skill", "correct", "day"});
  std::vector<Answer> answers;
  for (size_t i = 0; i < table.size(); ++i)
    answers.push_back({table.text(i, "learner"), table.text(i, "skill"), table.text(i, "exercise"),
                       table.number(i, "correct", 0, 1) >= 0.5, table.number(i, "day", 0, 1e6)});
  std::stable_sort(answers.begin(), answers.end(), [](const Answer& a, const Answer& b) { return a.day < b.day; });
  return answers;
}

std::vector<Card> read_cards(const std::filesystem::path& folder, const std::string& learner) {
  const Table table(folder, "cards.csv", {"card", "front", "back"});
  std::vector<Card> cards;
  std::map<std::string, size_t> at;
  for (size_t i = 0; i < table.size(); ++i) {
    cards.push_back({table.text(i, "card"), table.text(i, "front"), table.text(i, "back"), {}});
    if (!at.emplace(cards.back().id, i).second) table.wrong(i, "card");
  }
  if (!std::filesystem::exists(folder / "reviews.csv")) return cards;
  const Table reviews(folder, "reviews.csv", {"card", "day", "grade"});
  std::vector<std::pair<double, size_t>> order;
  for (size_t i = 0; i < reviews.size(); ++i)
    if (learner.empty() || !reviews.has("learner") || reviews.text(i, "learner") == learner)
      order.emplace_back(reviews.number(i, "day", 0, 1e6), i);
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [day, i] : order) {
    const auto card = at.find(reviews.text(i, "card"));
    if (card == at.end()) reviews.wrong(i, "card");
    const int grade = static_cast<int>(reviews.number(i, "grade", 1, 4));
    CardMemory& memory = cards[card->second].memory;
    memory = reviewed(memory, static_cast<Grade>(grade), day);
  }
  return cards;
}

}  // namespace tinybrain::skills::tutor
