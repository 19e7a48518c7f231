#include "cli/interrupt.h"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "cli/output.h"

namespace tinybrain::cli {
namespace {

using Clock = std::chrono::steady_clock;

// How long the work in hand may take to stop before another Ctrl-C ends the program. Two quick
// presses are one.
constexpr auto kPatience = std::chrono::seconds(1);

std::atomic<bool> g_interrupted{false};
std::mutex g_mutex;  // held while a stop function runs, so that it cannot outlive its owner
std::function<void()>& hook() {
  // Never destroyed: the waiting thread may outlive main().
  static auto* function = new std::function<void()>;
  return *function;
}

void wait_for_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  Clock::time_point first{};
  for (int signal = 0;;) {
    if (::sigwait(&set, &signal) != 0) return;
    const bool again = g_interrupted.exchange(true);
    if (!again) first = Clock::now();
    const bool stuck = again && Clock::now() - first > kPatience;
    const std::lock_guard lock(g_mutex);
    if (stuck || !hook()) ::_exit(kExitInterrupt);
    hook()();
  }
}

}  // namespace

void watch_interrupts() {
  sigset_t set, before;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  ::pthread_sigmask(SIG_BLOCK, &set, &before);
  try {
    std::thread(wait_for_signals).detach();
  } catch (const std::system_error&) {
    // No room for a thread: Ctrl-C then simply ends the program, as it does by default.
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }
}

bool interrupted() { return g_interrupted; }
void forget_interrupt() { g_interrupted = false; }

OnInterrupt::OnInterrupt(std::function<void()> stop) {
  const std::lock_guard lock(g_mutex);
  before_ = std::exchange(hook(), std::move(stop));
}

OnInterrupt::~OnInterrupt() {
  const std::lock_guard lock(g_mutex);
  hook() = std::move(before_);
}

}  // namespace tinybrain::cli
