// Learning from the person's lessons while the server answers: one run at a time, on a thread of low priority with a model of
// its own. It pauses when the person says so or the server stops, and goes on from there; see tb_learn.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/json.h"
#include "server/job.h"
#include "server/models.h"

namespace tinybrain::server {

class Home;

class Learner {
 public:
  explicit Learner(Home& home) : home_(home) {}
  ~Learner() { stop(); }
  Learner(const Learner&) = delete;

  // All of these throw ApiError. options: as of tb_learn. 409 while one runs, 403 where it is not granted.
  Json start(const ServedPtr& base, const Json& options);
  Json pause();  // 409 when none runs
  // Whether somebody paused it, and nobody began it since: then it does not begin by itself.
  bool held();
  // {"state": "idle", "running", "paused", "failed" or "done", "model", "progress", "error", "report"}, and in "status" what
  // there is to learn: as of tb_learn_status.
  Json state(const ServedPtr& base);
  // Events: first {"learning": ...}, then {"progress": ...} as it goes on and {"learning": ...} at the end.
  std::shared_ptr<Job> watch(const ServedPtr& base, const std::string& client);

  // The version in use for that model, to answer that message with; none where it does not apply (tb_learned_near), or the
  // vault cannot be used.
  Learned active(Served& served, const std::string& message);

  void stop();  // pauses it, and ends those who watch

 private:
  struct Run {
    std::string state = "idle", model, error;
    Json progress, report;
  };
  Json run_json() const;  // with mutex_ held
  void work(const std::string& path, const std::string& options);
  void tell(const Json& event, bool last);  // with mutex_ held

  Home& home_;
  std::mutex mutex_;  // of what follows
  Run run_;
  std::thread thread_;
  std::vector<std::shared_ptr<Job>> watchers_;
  std::atomic<bool> pausing_{false};
  bool held_ = false;
};

}  // namespace tinybrain::server
