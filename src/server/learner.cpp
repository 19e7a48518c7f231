#include "server/learner.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/messages/server_kept.h"
#include "server/api_error.h"
#include "server/endpoint.h"
#include "server/home.h"
#include "tinybrain/learn.hpp"

namespace tinybrain::server {
namespace {

constexpr int kNice = 10;

Json event_of(const char* name, Json value) {
  Json j;
  j.set(name, std::move(value));
  return j;
}

}  // namespace

Json Learner::run_json() const {
  const auto or_null = [](const std::string& s) { return s.empty() ? Json() : Json(s); };
  Json j;
  j.set("state", run_.state);
  j.set("model", or_null(run_.model));
  j.set("progress", run_.progress);
  j.set("error", or_null(run_.error));
  j.set("report", run_.report);
  return j;
}

Json Learner::state(const ServedPtr& base) {
  Json status = Json::parse(tb::learn_status(home_.vault(), &*base->model));
  const std::lock_guard lock(mutex_);
  Json j = run_json();
  // A run that an earlier server paused, or that was killed, goes on.
  if (run_.state == "idle" && status.get_bool("paused", false)) j.set("state", "paused");
  j.set("base", base->name);
  j.set("status", std::move(status));
  return j;
}

Json Learner::start(const ServedPtr& base, const Json& options) {
  if (!Json::parse(tb::learn_status(home_.vault(), &*base->model)).get_bool("granted", true))
    throw ApiError(403, text(msg::kLearningNotGranted), {}, "not_granted");
  {
    const std::lock_guard lock(mutex_);
    if (run_.state == "running") throw ApiError(409, text(msg::kLearningRuns), {}, "wrong_state");
    if (thread_.joinable()) thread_.join();  // it has ended
    run_ = Run{};
    run_.state = "running";
    run_.model = base->name;
    pausing_ = held_ = false;
    Json given = options;
    given.set("base_name", base->name);
    thread_ = std::thread([this, path = base->path, given = given.dump()] { work(path, given); });
  }
  return state(base);
}

Json Learner::pause() {
  const std::lock_guard lock(mutex_);
  if (run_.state != "running") throw ApiError(409, text(msg::kLearningNone), {}, "wrong_state");
  pausing_ = held_ = true;
  return run_json();
}

bool Learner::held() {
  const std::lock_guard lock(mutex_);
  return held_;
}

void Learner::work(const std::string& path, const std::string& options) {
  // Threads that the model makes are as patient. A sealed server may not do this; then it is not.
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNice);
  Json report;
  std::string state = "done", error;
  try {
    tb::Model model(path);
    report = Json::parse(tb::learn(home_.vault(), model, options, [&](const char* json) {
      Json progress = Json::parse(json);
      const std::lock_guard lock(mutex_);
      run_.progress = progress;
      tell(event_of("progress", std::move(progress)), false);
      return !pausing_;
    }));
  } catch (const tb::Exception& e) {
    state = e.status() == TB_CANCELLED ? "paused" : "failed";
    if (state == "failed") error = e.what();
  } catch (...) {
    state = "failed";
    error = api_error(std::current_exception()).message();
  }
  const std::lock_guard lock(mutex_);
  run_.state = state;
  run_.error = error;
  run_.report = std::move(report);
  if (state != "paused") run_.progress = Json();
  tell(event_of("learning", run_json()), true);
}

std::shared_ptr<Job> Learner::watch(const ServedPtr& base, const std::string& client) {
  Json now = state(base);
  auto job = std::make_shared<Job>(Job::Work(), "", client);
  job->send(sse(event_of("learning", std::move(now))));
  const std::lock_guard lock(mutex_);
  if (run_.state == "running")
    watchers_.push_back(job);
  else
    job->finish();
  return job;
}

void Learner::tell(const Json& event, bool last) {
  const std::string line = sse(event);
  std::erase_if(watchers_, [](const auto& job) { return job->cancelled(); });
  for (const auto& job : watchers_) {
    job->send(line);
    if (last) job->finish();
  }
  if (last) watchers_.clear();
}

Learned Learner::active(Served& served, const std::string& message) try {
  if (!home_.has_vault()) return {};
  const Json near = Json::parse(tb::learned_near(home_.vault(), *served.model, message));
  if (!near.get_bool("applies", false)) return {};
  const int64_t version = near.get_int("version", 0);
  const std::lock_guard lock(served.learned_mutex);
  if (version != served.learned.version) {
    served.learned = {};
    if (version != 0)
      served.learned = {version, std::make_shared<const tb::Adapter>(
                                     tb::learned_adapter(home_.vault(), *served.model))};
  }
  Learned learned = served.learned;
  for (const Json& m : near.at("before").as_array())
    learned.before.push_back({m.get_string("role", ""), m.get_string("content", ""), ""});
  return learned;
} catch (const tb::Exception&) {
  return {};
}

void Learner::stop() {
  std::thread thread;
  {
    const std::lock_guard lock(mutex_);
    pausing_ = true;
    thread = std::move(thread_);
  }
  if (thread.joinable()) thread.join();
}

}  // namespace tinybrain::server
