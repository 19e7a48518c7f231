// Examples from a person's files, with where each came from. Reading, checking and splitting are apart:
// read_dataset() here, check.h, split.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain {

enum class Task { classify, answer, chat, complete, embed, understand };

struct Turn {
  std::string role, text;
};

struct Example {
  std::string text;                        // the input: a question, a sentence, a passage
  std::string label;                       // classify; "" = none
  std::string answer;                      // answer: what belongs to the question
  std::vector<std::string> other_answers;  // as right as `answer`
  std::vector<std::string> options;        // to choose among
  std::string heading;                     // of a manual's passage: "Chapter > Section"
  std::vector<Turn> turns;                 // chat
  std::string group;                       // a column named by the person: for gaps between groups
  uint32_t source = 0;                     // index in Dataset::sources
  uint64_t row = 0;  // line in the file where it begins, from 1, as an editor counts
};

struct SourceFile {
  std::string path, encoding, sha256;
  uint64_t bytes = 0;
};

// Something that a person should know about their data, and what mends it.
struct Finding {
  enum class Severity { note, warning, error };
  Severity severity = Severity::warning;
  std::string
      kind;  // "duplicate", "near_duplicate", "leak", "contradiction", "empty", "imbalance",
             // "too_few", "encoding", "bad_row"
  std::vector<uint64_t> rows;  // the first kRows of them
  uint64_t count = 0;
  std::string en, ko;
  std::string remedy;  // the flag that mends it; "" = none
  static constexpr size_t kRows = 20;
};

struct Dataset {
  Task task = Task::classify;
  std::vector<Example> examples;
  std::vector<SourceFile> sources;
  std::vector<Finding> findings;
  std::vector<std::string> labels() const;  // sorted, each once
};

struct ReadOptions {
  Task task = Task::classify;
  // Names of columns or members; "" = found by their usual names (text, question, 질문, label, intent, ...).
  std::string text_column, label_column, answer_column, group_column;
  // To judge a model by: an answer may be a list of right ones, and options to choose among are looked for. Those
  // stand in the columns named here, or a, b, ...; option 1, ...; options (a JSON list, or vertical bars between).
  bool judging = false;
  std::vector<std::string> option_columns;
  size_t max_bytes = size_t{1} << 30;  // of one file
};

// A .csv, .tsv, .jsonl, .json, .md, .html, .txt or .pdf file, or a folder of such. Error{bad_file} says which row;
// Error{not_found}, Error{unsupported} for another kind of file.
Dataset read_dataset(const std::filesystem::path& path, const ReadOptions& options);

// The files of those kinds under a folder, sorted; a file as it is.
std::vector<std::filesystem::path> readable_files(const std::filesystem::path& path);
// What a file of that name would hold with those bytes, which are in memory; PDF is Error{unsupported}. Without
// examples when there is nothing in it.
Dataset read_document(std::string_view bytes, const std::filesystem::path& name,
                      const ReadOptions& options);

// Whether a file of that name has rows with columns or members: .csv, .tsv, .jsonl, .json.
bool is_table(const std::filesystem::path& path);
bool is_pdf(const std::filesystem::path& path);

}  // namespace tinybrain
