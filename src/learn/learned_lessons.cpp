// What the version in use is to answer a message with: the lessons that it learnt, and which of them the message is about.
#include <algorithm>
#include <optional>

#include "learn/curriculum.h"
#include "learn/learn.h"
#include "learn/recall.h"
#include "learn/reminder.h"
#include "vault/vault.h"

namespace tinybrain {
namespace {

constexpr uint32_t kContext = 1024;  // of the session that the model is asked in

}  // namespace

// Of the version in use, or null. Who erases a lesson takes the version along, so what is kept of another one goes here.
std::shared_ptr<const LearnedLessons::Kept> LearnedLessons::kept_for(
    Vault& vault, const std::string& fingerprint) {
  const auto active = vault.versions().active(fingerprint);
  const std::lock_guard lock(mutex_);
  if (!active) {
    kept_ = nullptr;
  } else if (!kept_ || kept_->version != active->id || kept_->lessons != active->lessons) {
    kept_ = nullptr;
    auto kept = std::make_shared<Kept>();
    kept->version = active->id;
    kept->lessons = active->lessons;
    for (int64_t id : active->lessons)
      if (const auto lesson = vault.lessons().find(id)) {
        LearnExample e = example_of(*lesson);
        e.prompt = lesson->input;
        kept->scope.add(e);
      }
    // Versions of before there were reminders have not learnt to use them.
    kept->remind = static_cast<size_t>(active->options.get_int("remind", 0));
    kept_ = std::move(kept);
  }
  return kept_;
}

LearnedNear LearnedLessons::near(Vault& vault, LoadedModel& model, std::string_view prompt) {
  const auto kept = kept_for(vault, model.fingerprint());
  if (!kept) return {};
  SessionConfig config;
  config.context = std::min(kContext, model.config().context);
  std::optional<Session> session;
  const auto asking = [&]() -> Session& { return session.emplace(model, config); };
  const std::vector<Scope::Near> found =
      recall(kept->scope, asking, prompt, std::max<size_t>(1, kept->remind));
  LearnedNear near{kept->version, found.empty() ? Scope::Near() : found[0], {}};
  if (near.near.holds()) near.before = reminder(kept->scope, found, kept->remind);
  return near;
}

}  // namespace tinybrain
