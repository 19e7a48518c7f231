#include "server/pool.h"

#include <doctest/doctest.h>

#include <atomic>
#include <latch>
#include <string>

#include "server/api_error.h"

using namespace tinybrain::server;

namespace {

PoolOptions small(int parallel, int queue) {
  PoolOptions o;
  o.parallel = parallel;
  o.queue = queue;
  return o;
}

std::shared_ptr<Job> job(Job::Work work, const char* client = "a") {
  return std::make_shared<Job>(std::move(work), "", client);
}

// Waits for the end; what it sent.
std::string all_of(Job& job) {
  std::string all, event;
  for (;;) {
    switch (job.next(event)) {
      case Job::Next::event: all += event; break;
      case Job::Next::nothing: break;
      case Job::Next::end: return all;
    }
  }
}

int status_of(Job& job) {
  try {
    all_of(job);
  } catch (const ApiError& e) {
    return e.status();
  }
  return 200;
}

}  // namespace

TEST_CASE("events come in order, then the end or what was thrown") {
  Pool pool(nullptr, small(2, 0));
  const auto good = job([](Job& j, tb::Session*) {
    for (int i = 0; i < 100; ++i) j.send(std::to_string(i % 10));
  });
  pool.submit(good);
  CHECK(all_of(*good).size() == 100);
  const auto bad = job([](Job&, tb::Session*) { throw ApiError(418, "teapot"); });
  pool.submit(bad);
  CHECK(status_of(*bad) == 418);
}

TEST_CASE("a full queue refuses, fewest running first, and the cancelled make room") {
  Pool pool(nullptr, small(2, 3));
  std::latch go(1), begun(2);
  std::string order;
  std::mutex mutex;
  const auto hold = [&](Job&, tb::Session*) {
    begun.count_down();
    go.wait();
  };
  const auto note = [&](const char* name) {
    return [&, name](Job&, tb::Session*) {
      const std::lock_guard lock(mutex);
      order += name;
    };
  };
  const auto first = job(hold, "a");
  std::latch later(1);
  const auto second = job(
      [&](Job&, tb::Session*) {
        begun.count_down();
        later.wait();
      },
      "a");
  pool.submit(first);
  pool.submit(second);
  begun.wait();
  const auto a = job(note("a"), "a"), b = job(note("b"), "b"), c = job(note("c"), "a");
  pool.submit(a);
  pool.submit(b);
  pool.submit(c);
  CHECK(pool.waiting() == 3);
  CHECK_THROWS_AS(pool.submit(job(note("x"))), ApiError);
  c->cancel();
  const auto d = job(note("d"), "a");
  pool.submit(d);  // in the place of c
  CHECK(status_of(*c) == 200);
  go.count_down();
  all_of(*a);
  all_of(*b);
  all_of(*d);
  CHECK(order == "bad");  // the client with nothing running goes first
  later.count_down();
  all_of(*second);
}

TEST_CASE("stopping refuses those that wait and lets the running end") {
  Pool pool(nullptr, small(1, 4));
  std::latch begun(1), go(1);
  const auto running = job([&](Job&, tb::Session*) {
    begun.count_down();
    go.wait();
  });
  const auto waiting = job([](Job&, tb::Session*) {});
  pool.submit(running);
  begun.wait();
  pool.submit(waiting);
  pool.stop();
  CHECK(status_of(*waiting) == 503);
  CHECK_THROWS_AS(pool.submit(job([](Job&, tb::Session*) {})), ApiError);
  go.count_down();
  CHECK(status_of(*running) == 200);
}

TEST_CASE("closing cancels what runs") {
  std::atomic<bool> seen{false};
  {
    Pool pool(nullptr, small(1, 1));
    std::latch begun(1);
    const auto endless = job([&](Job& j, tb::Session*) {
      begun.count_down();
      while (!j.cancelled()) {
      }
      seen = true;
    });
    pool.submit(endless);
    begun.wait();
  }
  CHECK(seen);
}
