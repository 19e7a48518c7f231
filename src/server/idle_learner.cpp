#include "server/idle_learner.h"

#include <chrono>

#include "base/json.h"
#include "server/api_error.h"
#include "server/home.h"
#include "server/learner.h"
#include "server/models.h"
#include "tinybrain/learn.hpp"

namespace tinybrain::server {
namespace {

constexpr int64_t kLeastWaiting = 4;  // lessons; with fewer none is held back to judge by

ServedPtr writer(Models& models) {
  for (const ServedPtr& served : models.all())
    if (served->can_write) return served;
  return nullptr;
}

}  // namespace

IdleLearner::IdleLearner(Home& home, Learner& learner, Models& models, int every)
    : home_(home), learner_(learner), models_(models) {
  if (every > 0) thread_ = std::thread([this, every] { run(every); });
}

void IdleLearner::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void IdleLearner::run(int every) {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, std::chrono::seconds(every), [&] { return stopping_; })) {
    lock.unlock();
    try {
      look();
    } catch (
        const tb::Exception&) {  // a vault that cannot be opened now: whoever asks for it is told
    } catch (const ApiError&) {  // somebody began a run a moment ago
    }
    lock.lock();
  }
}

void IdleLearner::look() {
  const ServedPtr base = writer(models_);
  if (!base || !home_.has_vault() || models_.running() > 0) return;
  const Json now = learner_.state(base), &status = now.at("status");
  const int64_t waiting = status.get_int("waiting", 0) + status.get_int("stale", 0);
  const std::string state = now.get_string("state", "");
  if (state == "failed") failed_at_ = waiting;
  const bool enough = waiting >= kLeastWaiting && waiting != failed_at_;
  if (state == "running" || learner_.held() || !status.get_bool("granted", false) ||
      !status.get_bool("idle", false) || (!enough && state != "paused"))
    return;
  Json options;
  learner_.start(base, options.set("when_idle", true));
}

}  // namespace tinybrain::server
