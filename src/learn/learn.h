// A run of learning, from the vault's lessons to a version: who may learn now, what there is to learn, the training (adapt.h),
// the gate (gate.h), what is kept. One at a time, whichever process; stopped or killed, the next run goes on.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "generate/loaded_model.h"
#include "learn/adapt.h"
#include "learn/scope.h"

namespace tinybrain {

class Vault;

struct LearnOptions {
  AdaptOptions adapt;
  bool dry_run = false;  // tells what would be learnt
  bool refit =
      true;  // what passed the gate learns the held-back lessons too, and is judged once more
  bool again = false;      // also when nothing is new
  bool when_idle = false;  // pauses when the moment is no longer good (idle.h)
  std::string base_name;   // for people
};
// {"rank", "layers", "epochs", "batch", "wordings", "learning_rate", "replay", "preference", "remind", "contrast", "seed", "noise", "clip", "dry_run",
// "refit", "again", "when_idle", "base_name"}; null = as it comes. Error{bad_argument}.
LearnOptions learn_options(const Json& j);

// What goes on, as of tb_learn; false = stop.
using LearnEvent = std::function<bool(const Json&)>;

// Returns the report as of tb_learn; its "why" in that language. Error{not_found}: nothing new to learn; {bad_argument}:
// not granted; {io}: another process learns; {cancelled}: paused.
Json learn(Vault& vault, LoadedModel& base, const LearnOptions& options, Language language,
           const LearnEvent& event);

// {"waiting", "stale", "lessons", "passed_over", "superseded", "granted", "active", "idle", "why", "running", "paused"}.
// fingerprint: of the base; "" = none in particular.
Json learn_status(Vault& vault, const std::string& fingerprint, Language language);

// {"version", "applies", "likeness", "with", "without", "removed", "lessons": [{"id", "input", "answer", "near_question", "near_answer"}]}, as of
// tb_learned_why.
// Error{not_found} when no version is in use for that model.
Json why(Vault& vault, LoadedModel& model, std::string_view prompt);

// Which version is in use for that model, and whether and with what it is to answer that prompt; version 0: none is.
struct LearnedNear {
  int64_t version = 0;
  Scope::Near near;
  Json::Array before;  // messages to put before it (reminder.h)
};

// Tells that of one message after the other; what the version learnt is read once. From any thread.
class LearnedLessons {
 public:
  LearnedNear near(Vault& vault, LoadedModel& model, std::string_view prompt);

 private:
  struct Kept {
    int64_t version = 0;
    std::vector<int64_t> lessons;
    Scope scope;
    size_t remind = 0;
  };
  std::shared_ptr<const Kept> kept_for(Vault& vault, const std::string& fingerprint);

  std::mutex mutex_;
  std::shared_ptr<const Kept> kept_;  // nothing of a version that is not in use
};

// The adapter of the version in use for that model; its number. Null when there is none.
std::shared_ptr<const LoadedAdapter> active_adapter(Vault& vault, LoadedModel& model,
                                                    int64_t* version = nullptr);

}  // namespace tinybrain
