// One piece of work for a model: a worker of the pool runs it, the HTTP thread that brought it waits
// for its events. Either side may go first: a job that nobody waits for any more is cancelled.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "server/api_error.h"
#include "tinybrain/tinybrain.hpp"

namespace tinybrain::server {

class Job {
 public:
  // session: nullptr for models that do not write. What it throws comes out of next(), as an ApiError.
  using Work = std::function<void(Job&, tb::Session* session)>;

  // beginning: what the prompt starts with, so that a session that has read it is chosen.
  // client: who asks; workers are shared out fairly among clients.
  Job(Work work, std::string beginning, std::string client);

  // ---- From the work ----
  void send(std::string event);
  bool cancelled() const { return cancelled_.load(std::memory_order_relaxed); }

  // ---- From the one who waits ----
  enum class Next { event, end, nothing };
  // Waits a short while; `nothing` is a chance to look whether the client is still there.
  Next next(std::string& event);
  // Also from others, again and again: a session forgets it when a call begins.
  void cancel();

  // ---- From the pool ----
  void run(tb::Session* session);  // never throws
  void finish(std::optional<ApiError> error = {});
  const std::string& beginning() const { return beginning_; }
  const std::string& client() const { return client_; }

 private:
  Work work_;
  std::string beginning_, client_;
  std::atomic<bool> cancelled_{false};
  std::mutex mutex_;  // of what follows
  std::condition_variable changed_;
  std::deque<std::string> events_;
  std::optional<ApiError> error_;
  tb::Session* running_ = nullptr;
  bool done_ = false;
};

}  // namespace tinybrain::server
