// The workers of one model: a thread and a session each. Sessions that run at once are batched by the
// library, so all there is to do here is to share the workers out: a bounded queue, fair among
// clients, and for each job the free session that has already read most of its prompt.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "server/job.h"

namespace tinybrain::server {

struct PoolOptions {
  int parallel = 4;
  int queue = 32;  // jobs that may wait
  tb_session_options session = tb_session_default();
};

class Pool {
 public:
  // model: whose sessions the workers have; nullptr for one that does not write.
  Pool(tb::Model* model, const PoolOptions& options);
  ~Pool();  // cancels and waits
  Pool(const Pool&) = delete;

  // ApiError 429 when too many wait, 503 when stopping.
  void submit(std::shared_ptr<Job> job);
  void stop();        // refuses new and waiting jobs
  void cancel_all();  // those that run, too
  size_t running() const;
  size_t waiting() const;
  // A session outside of any job, for questions at the start. Only before the first submit().
  tb::Session* first_session() { return workers_[0]->session.get(); }

 private:
  struct Worker {
    std::unique_ptr<tb::Session> session;
    std::string text;  // what the session read last begins with this
    uint64_t used = 0;
    std::shared_ptr<Job> job;  // what it works on
    std::thread thread;
  };
  void work(Worker& worker);
  Worker* free_worker(const std::string& beginning);
  void drop_cancelled();
  std::shared_ptr<Job> take_waiting();
  int retry_seconds() const;

  const PoolOptions options_;
  std::vector<std::unique_ptr<Worker>> workers_;
  mutable std::mutex mutex_;  // of what follows, and of the workers' members but their sessions
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Job>> waiting_;
  uint64_t uses_ = 0;
  double job_seconds_ = 1;  // of late, on average
  bool stopping_ = false, closed_ = false;
};

}  // namespace tinybrain::server
