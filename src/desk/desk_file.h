// What a support desk has learnt, in one GGUF file without a language model:
//
//   general.type = "desk"
//   tinybrain.desk.answers, .files, .rows, .questions, .answer_of     what the owner gave
//   tinybrain.desk.terms, .rarities, .head_answers                    vocabulary and labels of the head
//   tinybrain.desk.weighing [3], .chance [9], .calibration [n x 3]    see matcher.h and risk.h
//   vectors [questions, D] f16; head [rows, labels] f16               absent without an encoder, without a head
#pragma once

#include <filesystem>

#include "base/file.h"
#include "desk/matcher.h"
#include "desk/risk.h"

namespace tinybrain::desk {

struct DeskFile {
  Faq faq;
  TermVocabulary vocabulary;
  LinearHead head;
  std::vector<uint32_t> head_answers;
  Weighing weighing;
  Fitted fitted;
};

// Error{bad_file} when counts differ, a number is out of range or not finite, or it is something else.
DeskFile parse_desk(Bytes bytes);
DeskFile read_desk(const std::filesystem::path& path);  // the same of a file; {io}
// Whole or not at all.
void write_desk(const Matcher& matcher, const Fitted& fitted, const std::filesystem::path& path);

}  // namespace tinybrain::desk
