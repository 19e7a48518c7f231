// The files of a course, read and checked: skills with what they build on, exercises with worked solutions, what learners
// answered, cards and their reviews.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "skills/tutor/mastery.h"
#include "skills/tutor/spacing.h"

namespace tinybrain::skills::tutor {

// A CSV file by its columns' names. What is wrong is said with file and line.
class Table {
 public:
  // Error{not_found} when the file is not there; Error{bad_file}: one of `columns` is missing, a row has another number of
  // fields, or there is no row.
  Table(const std::filesystem::path& folder, const std::string& name,
        std::initializer_list<const char*> columns);
  size_t size() const { return rows_.size(); }
  bool has(const std::string& column) const { return columns_.contains(column); }
  // "" for a column that is not there.
  const std::string& text(size_t row, const std::string& column) const;
  // Error{bad_file}: empty, not finite, or not in [low, high].
  double number(size_t row, const std::string& column, double low, double high) const;
  [[noreturn]] void wrong(size_t row, const std::string& column) const;
  std::vector<std::string> columns() const;

 private:
  std::string file_;
  std::map<std::string, size_t> columns_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<uint64_t> lines_;
};

struct SkillEntry {
  std::string id, en, ko;
  std::vector<std::string> after;  // what it builds on
};

struct Exercise {
  std::string id, skill, question, solution, answer;
  double minutes = 3;
  // The steps of the solution, without gsm8k's <<...>> marks and the line with the answer.
  std::vector<std::string> steps() const;
};

struct Card {
  std::string id, front, back;
  CardMemory memory;
};

std::vector<SkillEntry> read_skills(const std::filesystem::path& folder);
std::vector<Exercise> read_exercises(const std::filesystem::path& folder);
// In order of days. None when there is no such file: a new learner.
std::vector<Answer> read_answers(const std::filesystem::path& folder);
// With what their reviews, if there are any, left of them.
std::vector<Card> read_cards(const std::filesystem::path& folder, const std::string& learner);

}  // namespace tinybrain::skills::tutor
