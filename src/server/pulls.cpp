#include "server/pulls.h"

#include "base/messages/server.h"
#include "base/system.h"
#include "server/api_error.h"
#include "server/program.h"

namespace tinybrain::server {
namespace {

std::string own_language() { return language() == Language::ko ? "ko" : "en"; }

}  // namespace

Json::Array catalogue() {
  const Outcome outcome =
      run_tinybrain({"list"}, own_language(), false, [](const Json&) {}, [] { return true; });
  const Json* models = outcome.result.find("models");
  if (!models || !models->is_array())
    throw ApiError(503, text(msg::kNoCatalogue, outcome.error), {}, "no_program");
  return models->as_array();
}

Json catalogue_entry(const std::string& name, const char* member) {
  for (const Json& one : catalogue())
    if (one.get_string("name", "") == name) return one;
  throw ApiError(404, text(msg::kNotInCatalogue, name), member, "model_not_found");
}

Json Pulls::json(const std::string& name, const Pull& pull) {
  Json j;
  j.set("name", name);
  j.set("object", "pull");
  j.set("state", pull.state);
  j.set("label", pull.label);
  j.set("unit", pull.in_bytes ? "bytes" : "steps");
  j.set("done", pull.done);
  j.set("total", pull.total);
  if (pull.seconds_left >= 0) j.set("seconds_left", pull.seconds_left);
  j.set("error", pull.error.empty() ? Json() : Json(pull.error));
  return j;
}

Json Pulls::start(const std::string& name) {
  if (!allowed_) throw ApiError(403, text(msg::kPullForbidden), {}, "pull_forbidden");
  const std::lock_guard one(starting_);
  const Json entry = catalogue_entry(name, "name");
  // A file in the folder that nobody knows the source of cannot be fetched.
  if (!entry.find("download_bytes"))
    throw ApiError(404, text(msg::kNotInCatalogue, name), "name", "model_not_found");
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) throw ApiError(503, text(msg::kServerStopping));
    if (running_ == name) return json(name, pulls_[name]);
    if (!running_.empty()) throw ApiError(409, text(msg::kPullRuns, running_), {}, "pull_running");
  }
  if (thread_.joinable()) thread_.join();
  const std::lock_guard lock(mutex_);
  running_ = name;
  end_ = false;
  pulls_[name] = Pull();
  thread_ = std::thread([this, name] { run(name); });
  return json(name, pulls_[name]);
}

void Pulls::take(Pull& pull, const Json& event) {
  const std::string label = event.get_string("label", "");
  const int64_t done = event.get_int("done", 0);
  if (label != pull.label) {
    pull.label = label;
    pull.began = seconds_now();
    pull.first = done;
  }
  pull.done = done;
  pull.total = event.get_int("total", 0);
  pull.in_bytes = event.get_string("unit", "") == "bytes";
  const double took = seconds_now() - pull.began;
  pull.seconds_left = -1;
  if (pull.total > done && done > pull.first && took > 1)
    pull.seconds_left =
        took * static_cast<double>(pull.total - done) / static_cast<double>(done - pull.first);
}

void Pulls::run(const std::string& name) {
  const Outcome outcome = run_tinybrain(
      {"pull", name, "--events"}, own_language(), false,
      [&](const Json& event) {
        const std::lock_guard lock(mutex_);
        take(pulls_[name], event);
      },
      [&] { return !end_; });
  const std::lock_guard lock(mutex_);
  Pull& pull = pulls_[name];
  pull.state = outcome.stopped ? "stopped" : outcome.error.empty() ? "done" : "failed";
  pull.error = outcome.error;
  pull.seconds_left = -1;
  running_.clear();
}

Json Pulls::list() const {
  const std::lock_guard lock(mutex_);
  Json list{Json::Array{}};
  for (const auto& [name, pull] : pulls_) list.push(json(name, pull));
  return list;
}

Json Pulls::stop(const std::string& name) {
  const std::lock_guard one(starting_);
  {
    const std::lock_guard lock(mutex_);
    if (running_ != name) throw ApiError(404, text(msg::kNoSuchPull, name), {}, "pull_not_found");
    end_ = true;
  }
  thread_.join();
  const std::lock_guard lock(mutex_);
  return json(name, pulls_[name]);
}

void Pulls::stop_all() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    end_ = true;
  }
  const std::lock_guard one(starting_);
  if (thread_.joinable()) thread_.join();
}

}  // namespace tinybrain::server
