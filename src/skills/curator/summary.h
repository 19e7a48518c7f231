// Summaries of sentences that stand in the text, word for word: chosen by what is central, by where it stands, and by
// what was asked. In a dialogue an answer is kept with its question.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace tinybrain::skills::curator {

struct Turn {
  std::string speaker, text;  // speaker "" = a text that nobody speaks
};
// A text as turns: lines of "Name: ..." where most lines are so, else one turn.
std::vector<Turn> turns_in(std::string_view text);
// [{"speaker", "text"}], also with "role" or "content". Error{bad_argument}.
std::vector<Turn> turns_of(const Json& turns);

struct SummaryWish {
  size_t sentences = 3, words = 75;  // at most
  std::string about;                 // a question or a subject; "" = the whole
};
struct Picked {
  std::string sentence, speaker;
  std::string question;  // of a short answer in a dialogue: what was asked, word for word
  size_t turn = 0, place = 0;
  double score = 0;
  std::string shown() const;  // "Doctor: Any allergies? Patient: No."
  std::string asker;
};
struct Summary {
  std::vector<Picked> picked;  // in the order of the text
  size_t sentences = 0;        // that there were
};
// Texts are cut at 200,000 bytes by the caller. No sentence: an empty summary.
Summary summarize(std::span<const Turn> turns, const SummaryWish& wish);

}  // namespace tinybrain::skills::curator
