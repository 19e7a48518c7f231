// What a brain knows by heart: questions with answers, passages of manuals, and their vectors. One GGUF file
// without weights, read with the same checks as any other:
//
//   general.type = "knowledge"
//   tinybrain.knowledge.texts, .answers, .headings, .files   arrays of strings, one each an entry
//   tinybrain.knowledge.rows                                 array of int32: lines in those files
//   tinybrain.knowledge.scoring                              array of 6 float32: see Scoring
//   vectors [n,D]                                            f16, unit length; absent without an encoder
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tinybrain {

struct Entry {
  std::string text;  // what is compared with a question: a question, or a passage with its heading
  std::string answer;
  std::string heading;  // of a passage
  std::string file;
  uint64_t row = 0;
};

// An entry's strength is lexical * l + meaning * m, of its lexical score l and the cosine m of the vectors. The chance
// that the strongest answers the question = sigmoid(scale * strength + lead * (strength - that of the next answer) +
// bias); under the threshold the answer is "I do not know".
struct Scoring {
  float lexical = 1, meaning = 1;
  float scale = 1, lead = 0, bias = 0;
  float threshold = 0.5f;
};

struct Entries {
  std::vector<Entry> all;
  size_t width = 0;            // of vectors; 0 = none
  std::vector<float> vectors;  // [n][width]
  Scoring scoring;
};

// Error{bad_file} when counts differ, a vector is not finite or the file is something else; Error{io}.
Entries read_entries(const std::filesystem::path& path);
// Whole or not at all.
void write_entries(const Entries& entries, const std::filesystem::path& path);

}  // namespace tinybrain
