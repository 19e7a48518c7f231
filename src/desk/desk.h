// The support desk: reads a customer's message, finds what answers it, and decides: answer, ask which of two is meant, say
// that it does not know, or hand over. Every reply carries how it came about. It writes nothing itself: an answer is the
// owner's own text, or a passage of their manual.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "desk/desk_file.h"

namespace tinybrain::desk {

enum class Decision { answer, ask_back, unknown, small_talk };
const char* name_of(Decision decision);  // "answer", "ask_back", "unknown", "small_talk"

// What was settled before, in the same conversation. The caller keeps it between messages.
struct Conversation {
  std::string last_question;
  std::vector<uint32_t> offered;  // answers that the customer was asked to choose among
};

struct Settled {
  Decision decision = Decision::unknown;
  double chance = 0;                  // that the best answer is right
  double second_chance = 0;           // that the next one is, where it asks which
  double threshold = 1;               // from which on answers are given
  std::vector<Candidate> candidates;  // the best first
  bool exact = false;                 // the question stands among the examples in these words
  bool chosen = false;                // by the customer, among those offered
  bool continued = false;             // understood together with the question before
  double seconds = 0;
};

class Desk {
 public:
  // file: of make_desk(). encoder: the one it was made with; null when it has no vectors. Must outlive this.
  Desk(const std::filesystem::path& file, LoadedModel* encoder);

  // The share of wrong answers that is accepted, 0.001 to 0.5. Error{bad_argument}.
  void set_dial(double share);
  double dial() const { return dial_; }
  double threshold() const { return threshold_; }
  const Calibration& calibration() const { return fitted_.calibration; }

  // One call at a time. Error{bad_argument} for an empty question.
  Settled settle(std::string_view question, Conversation& conversation) const;
  const std::string& answer_text(uint32_t answer) const;
  // The example that stands for an answer when a person is to recognise it.
  const std::string& question_text(const Candidate& candidate) const;
  const Matcher& matcher() const { return *matcher_; }
  // One more question of an answer that is there, or, with `text`, of a new one; a question that is known gets this answer
  // instead. Returns the answer. Error{bad_argument}.
  uint32_t teach(std::string_view question, std::optional<uint32_t> answer, std::string_view text);
  void save(const std::filesystem::path& file) const;

 private:
  Settled judge(std::string_view question) const;
  uint32_t first_question(uint32_t answer) const;  // Error{bad_argument} when it has none
  void index();

  Fitted fitted_;
  LoadedModel* encoder_;
  std::unique_ptr<Matcher> matcher_;
  std::unordered_map<std::string, uint32_t>
      exact_;  // folded examples to their answers; kSeveral = to more than one
  double dial_ = 0.05, threshold_ = 2;
};

// What a desk does with questions whose answers are known: {"questions", "answered", "wrong_of_answered" with interval,
// "right", "elsewhere": {"questions", "refused"}, "asked_back", "asked_back_with_right", "first_right",
// "seconds": {"median", "p99"}, "curve": [{"answered", "wrong"}]}.
struct Asked;
Json judge_desk(const Desk& desk, const std::vector<Asked>& asked,
                const std::function<bool(uint64_t, uint64_t)>& progress);

}  // namespace tinybrain::desk
