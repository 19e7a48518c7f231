#include "server/pool.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "base/messages/server.h"
#include "server/api_error.h"

namespace tinybrain::server {
namespace {

constexpr size_t kTextKept = 64 << 10;  // bytes of a prompt that are remembered and compared

size_t common_prefix(const std::string& a, const std::string& b) {
  const size_t n = std::min(a.size(), b.size());
  return static_cast<size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<ptrdiff_t>(n), b.begin()).first - a.begin());
}

}  // namespace

Pool::Pool(tb::Model* model, const PoolOptions& options) : options_(options) {
  for (int i = 0; i < options.parallel; ++i) {
    workers_.push_back(std::make_unique<Worker>());
    if (model) workers_.back()->session = std::make_unique<tb::Session>(*model, options.session);
  }
  for (const auto& worker : workers_)
    worker->thread = std::thread([this, w = worker.get()] { work(*w); });
}

Pool::~Pool() {
  stop();
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }
  for (const auto& worker : workers_) {
    cancel_all();
    worker->thread.join();
  }
}

// The free worker whose session has read most of this already. One that has read something else is
// left alone while another is free, for its conversation may go on: then the one longest unused.
Pool::Worker* Pool::free_worker(const std::string& beginning) {
  Worker *longest = nullptr, *oldest = nullptr;
  size_t most = 0;
  for (const auto& w : workers_) {
    if (w->job) continue;
    const size_t same = common_prefix(w->text, beginning);
    if (same * 2 >= w->text.size() && same > most) {
      most = same;
      longest = w.get();
    }
    if (!oldest || w->used < oldest->used) oldest = w.get();
  }
  return longest ? longest : oldest;
}

void Pool::submit(std::shared_ptr<Job> job) {
  const std::lock_guard lock(mutex_);
  if (stopping_) throw ApiError(503, text(msg::kServerStopping));
  if (Worker* w = free_worker(job->beginning())) {
    w->job = std::move(job);
    changed_.notify_all();
    return;
  }
  drop_cancelled();
  if (waiting_.size() >= static_cast<size_t>(options_.queue)) {
    const int seconds = retry_seconds();
    ApiError busy(429, text(msg::kBusy, waiting_.size(), seconds), {}, "rate_limit_exceeded");
    busy.retry_after = seconds;
    throw busy;
  }
  waiting_.push_back(std::move(job));
}

int Pool::retry_seconds() const {
  const double all = job_seconds_ * static_cast<double>(waiting_.size() + 1) /
                     static_cast<double>(workers_.size());
  return static_cast<int>(std::clamp(std::ceil(all), 1.0, 60.0));
}

void Pool::drop_cancelled() {
  std::erase_if(waiting_, [](const std::shared_ptr<Job>& job) {
    const bool gone = job->cancelled();
    if (gone) job->finish();
    return gone;
  });
}

// The oldest job of the client that has the fewest running.
std::shared_ptr<Job> Pool::take_waiting() {
  drop_cancelled();
  if (waiting_.empty()) return nullptr;
  const auto running_of = [&](const std::shared_ptr<Job>& job) {
    return std::count_if(workers_.begin(), workers_.end(), [&](const auto& w) {
      return w->job && w->job->client() == job->client();
    });
  };
  const auto best =
      std::min_element(waiting_.begin(), waiting_.end(),
                       [&](const auto& a, const auto& b) { return running_of(a) < running_of(b); });
  std::shared_ptr<Job> job = std::move(*best);
  waiting_.erase(best);
  return job;
}

void Pool::work(Worker& worker) {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return worker.job || closed_; });
    if (!worker.job) return;
    while (const std::shared_ptr<Job> job = worker.job) {
      worker.used = ++uses_;
      worker.text.assign(job->beginning(), 0, kTextKept);
      lock.unlock();
      const auto start = std::chrono::steady_clock::now();
      job->run(worker.session.get());
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
      lock.lock();
      job_seconds_ += 0.2 * (took.count() - job_seconds_);
      worker.job = nullptr;
      worker.job = take_waiting();
    }
  }
}

void Pool::stop() {
  std::deque<std::shared_ptr<Job>> refused;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    refused.swap(waiting_);
  }
  for (const std::shared_ptr<Job>& job : refused)
    job->finish(ApiError(503, text(msg::kServerStopping)));
}

void Pool::cancel_all() {
  std::vector<std::shared_ptr<Job>> jobs;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& w : workers_)
      if (w->job) jobs.push_back(w->job);
  }
  for (const std::shared_ptr<Job>& job : jobs) job->cancel();
}

size_t Pool::running() const {
  const std::lock_guard lock(mutex_);
  return static_cast<size_t>(
      std::count_if(workers_.begin(), workers_.end(), [](const auto& w) { return w->job; }));
}

size_t Pool::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace tinybrain::server
