// Makes a support desk of what an owner has: an FAQ with several questions an answer, or one. Every figure that it decides
// by comes from questions that were held out while it was learnt.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/json.h"
#include "desk/desk_file.h"

namespace tinybrain::desk {

struct MakeOptions {
  std::filesystem::path faq;  // a table of questions and answers
  std::filesystem::path
      asked;  // empty, or questions that were really asked; an answer in no entry = from elsewhere
  std::string text_column, answer_column;
  double elsewhere = 0.6;  // the share of questions that no entry answers, where nobody knows it
  double near =
      0.6;  // cosine of terms from which on two questions say nearly the same; above 1 = none do
  uint64_t seed = 0;
};

struct Making {
  const char* stage;  // "read", "vectors", "learn", "judge"
  uint64_t done, total;
};
using MakingProgress = std::function<bool(const Making&)>;  // false = stop

// Writes `to`. Returns what was found: {"questions", "answers", "findings": [...], "held_out": {"tried", "first_right"},
// "weighing": [...], "dials": [{"dial", "threshold", "answered"}]}. encoder: may be null.
// Error{bad_argument}: too little; errors of read_dataset(); Error{cancelled}.
Json make_desk(const MakeOptions& options, LoadedModel* encoder, const std::filesystem::path& to,
               const MakingProgress& progress);

// [{"dial", "threshold", "answered"}] of some dials: what share of questions is answered then, as far as is known.
Json dials_of(const Calibration& calibration);

// Questions with their answers as numbers; those whose answer no entry has are from elsewhere.
struct Asked {
  std::string question;
  std::optional<uint32_t> answer;
};
std::vector<Asked> read_asked(const std::filesystem::path& path, const MakeOptions& columns,
                              const Faq& faq);

}  // namespace tinybrain::desk
