#include "server/job.h"

#include <utility>

namespace tinybrain::server {

constexpr auto kPatience = std::chrono::milliseconds(50);

Job::Job(Work work, std::string beginning, std::string client)
    : work_(std::move(work)), beginning_(std::move(beginning)), client_(std::move(client)) {}

void Job::send(std::string event) {
  const std::lock_guard lock(mutex_);
  events_.push_back(std::move(event));
  changed_.notify_all();
}

Job::Next Job::next(std::string& event) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kPatience, [&] { return done_ || !events_.empty(); });
  if (!events_.empty()) {
    event = std::move(events_.front());
    events_.pop_front();
    return Next::event;
  }
  if (!done_) return Next::nothing;
  if (error_) throw *std::exchange(error_, {});
  return Next::end;
}

void Job::cancel() {
  cancelled_ = true;
  const std::lock_guard lock(mutex_);
  if (running_) running_->cancel();
}

void Job::run(tb::Session* session) {
  {
    const std::lock_guard lock(mutex_);
    running_ = session;
  }
  std::optional<ApiError> error;
  try {
    if (!cancelled()) work_(*this, session);
  } catch (...) {
    error = api_error(std::current_exception());
  }
  work_ = nullptr;  // what it holds goes before anybody hears of the end
  finish(std::move(error));
}

void Job::finish(std::optional<ApiError> error) {
  const std::lock_guard lock(mutex_);
  running_ = nullptr;
  error_ = std::move(error);
  done_ = true;
  changed_.notify_all();
}

}  // namespace tinybrain::server
