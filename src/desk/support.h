// A support desk at work: the folder with what it has learnt, its manuals and settings; the brain that looks at each
// message; and the vault that holds what may be kept. Requests and replies are JSON, as the server and the page use them.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "desk/desk.h"
#include "desk/settings.h"
#include "desk/slip.h"
#include "knowledge/passages.h"
#include "vault/vault.h"

namespace tinybrain::desk {

inline constexpr const char* kDeskFile = "desk.gguf";
inline constexpr const char* kManualsFile = "knowledge.tbk";

// All may be null; they must outlive the desk.
struct SupportParts {
  LoadedModel* encoder = nullptr;  // the one that the desk was made with
  LoadedModel* seed = nullptr;     // tells language, kind and emotion
  Vault* vault = nullptr;
};

class Support {
 public:
  // Error{not_found}: no desk there; errors of Desk, Passages and read_settings().
  Support(const std::filesystem::path& folder, const SupportParts& parts);

  // request: {"text", "conversation": what the last reply gave, "language": "en" or "ko" for what it says itself}.
  // Reply: {"decision", "text", "cites", "options", "conversation", "slip" or null, "trace"}. From any thread.
  Json ask(const Json& request);
  // The person granted or refused a slip. Granting gives what is to be sent, as to_json(Slip); refusing gives null.
  // Error{not_found}; {bad_argument}: not granted in the vault, no vault, or over the day's budget.
  Json grant(int64_t slip, bool granted);
  // What came back for a granted slip: {"content", "prompt_tokens", "completion_tokens"} or {"error"}. Gives a reply as of
  // ask(); a failure becomes an honest one.
  Json received(int64_t slip, const Json& result);

  Json settings();
  Json set_settings(const Json& changes);  // kept; Error{bad_argument}
  // The person says what was meant: {"text", "answer": number} teaches the question to an answer that is there;
  // {"text", "answer_text"} adds an answer; {"text", "right": true or false} judges what was said; {"text", "slot": {"text",
  // "kind"}} says what a piece of the message is. Kept at once; the lesson is kept in the vault where that is granted. Gives {"answers", "questions", "lesson": id or null}.
  Json teach(const Json& lesson);
  // {"questions", "answered", "asked_back", "unknown", "large", "dial", "threshold", "expected": {...}, "drift",
  // "saved": {...}, "spent_today", "budget_per_day", "open": lessons that wait, "dials": [...]}
  Json report();
  Json answers();  // [{"answer", "text", "questions"}]
  Json evaluate(const std::filesystem::path& data, const std::string& text_column,
                const std::string& answer_column, double dial,  // 0 = the one that is set
                const std::function<bool(uint64_t, uint64_t)>& progress);

 private:
  struct Turn;  // one request on its way to a reply
  void offer_slip(Turn& turn);
  void record(const Turn& turn);
  double spent_today();
  Json detail_for() const;                // {"desk"}: how a row that is written down begins
  bool is_own(const Json& detail) const;  // of a row: of this desk, or of none
  std::optional<int64_t> teach_slot(const std::string& text, const Json& slot);
  Json days();
  std::optional<Json> may_send(const Slip& slip);

  std::filesystem::path folder_;
  const std::string name_;  // of its folder; what is written down names it
  SupportParts parts_;
  std::mutex mutex_;  // of all that follows
  std::unique_ptr<Desk> desk_;
  std::optional<Passages> manuals_;
  Settings settings_;
  std::map<int64_t, Slip> slips_;
  int64_t last_slip_ = 0;
  struct Spent {
    int64_t day = 0, audit_length = -1;  // what the sum was taken of
    double sum = 0;
  } spent_;
  // Since it was opened; what is to last is in the vault, where that is granted.
  struct Counts {
    uint64_t questions = 0, answered = 0, asked_back = 0, unknown = 0, passages = 0, large = 0,
             judged = 0, wrong = 0;
    uint64_t tokens_saved_in = 0, tokens_saved_out = 0;
  } counts_;
};

}  // namespace tinybrain::desk
