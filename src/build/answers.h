// How well knowledge answers: fitted on some questions, judged on others.
#pragma once

#include <functional>
#include <span>

#include "base/json.h"
#include "data/dataset.h"
#include "knowledge/knowledge.h"

namespace tinybrain {

// A question, the answer that belongs to it, and whether that answer is to be left out, as a question from elsewhere.
struct Probe {
  std::string question, answer;
  bool unknown = false;
};
// Each question once as it is and, when `left_out`, once without its answer. Questions whose answer is not there
// are unknown.
std::vector<Probe> probes_of(const Knowledge& knowledge, std::span<const Example> questions,
                             bool left_out);
// For entries that no one has asked for yet: their questions (or a few words of a passage) with two words in five left
// out, and whole without their answer; at most `most` entries, evenly spread.
std::vector<Probe> shortened_probes(const Knowledge& knowledge, size_t most, uint64_t seed);

// What to weigh terms and vectors by, and from which chance on an answer is given: with real questions, the chance
// with the best mean of right answers and of questions from elsewhere that are refused; with shortened ones, whose
// words are all known, the chance that refuses four in five entries whose answer is left out (which are nearer to
// the others than questions from elsewhere).
Scoring fit_scoring(Knowledge& knowledge, std::span<const Probe> probes, bool shortened,
                    const std::function<bool(uint64_t, uint64_t)>& progress);

// {"questions", "first_right", "first_right_interval", "in_first_three", "answered_right", "wrong_of_answered",
// "unknown": {"questions", "recall"}, "auroc", "mistakes": [...]}
Json judge_answers(const Knowledge& knowledge, std::span<const Probe> probes,
                   const std::function<bool(uint64_t, uint64_t)>& progress);

}  // namespace tinybrain
