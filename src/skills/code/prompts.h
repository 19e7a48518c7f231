// What the model is asked, in English: small models of code understand that best. Nothing that a person sees.
#pragma once

#include <string>
#include <vector>

#include "skills/code/run.h"
#include "skills/writer.h"

namespace tinybrain::skills::code {

struct Job {
  CodeLanguage language = CodeLanguage::python;
  std::string task;     // what the program is to do; may be ""
  std::string program;  // that is to be put right; "" = one is to be written
  Tests tests;
  size_t shown = 0;  // of the tests' lines the first so many are shown to the model
};

// The tests that a program fails, or why it does not load: what the model is told of a run.
std::string failure_text(const TestRun& run);

// To write it, or to put it right; `failure` of the program as it was given, "" = not known.
std::vector<WriterTurn> first_turns(const Job& job, const std::string& failure);
// After a proposal that failed.
std::vector<WriterTurn> next_turns(const Job& job, const std::string& proposal,
                                   const std::string& failure);
std::vector<WriterTurn> explain_turns(CodeLanguage language, const std::string& program,
                                      const std::string& question, Language answer);
// Numbers stand before the lines.
std::vector<WriterTurn> bug_turns(const Job& job, const std::string& failure, Language answer);

}  // namespace tinybrain::skills::code
