// The thread team: one job at a time, chunks handed out by an atomic counter, waiting by spin then
// sleep (C++20 atomic wait, a futex on Linux).
#include "base/threads.h"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <fstream>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tinybrain {
namespace {

constexpr int kSpins = 4000;  // about 20 to 40 microseconds before a waiting thread sleeps
constexpr size_t kShare = 2;  // a chunk is this part of a worker's share of what is left

inline void pause_cpu() {
#if defined(__x86_64__)
  _mm_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// Waits until `a` is no longer `old`: spins for a little while, then sleeps.
uint32_t wait_change(const std::atomic<uint32_t>& a, uint32_t old, int spins) {
  for (int i = 0; i < spins; ++i) {
    const uint32_t now = a.load(std::memory_order_acquire);
    if (now != old) return now;
    pause_cpu();
  }
  a.wait(old, std::memory_order_acquire);
  return a.load(std::memory_order_acquire);
}

}  // namespace

struct Threads::State {
  std::mutex callers;  // one job at a time
  std::vector<std::thread> helpers;
  int spins = kSpins;

  // The job at hand; written by the caller before `gate` opens.
  Call call = nullptr;
  void* context = nullptr;
  size_t n = 0, grain = 1;
  alignas(64) std::atomic<size_t> next{0};
  alignas(64) std::atomic<uint32_t> job{0};  // number of the newest job; what helpers wait on
  // Job number in the upper half, kOpen, and how many helpers entered. Who comes late finds it shut and is
  // not waited for: a helper that the system has put aside delays nobody.
  alignas(64) std::atomic<uint64_t> gate{0};
  alignas(64) std::atomic<uint32_t> left{0};  // helpers that are out again
  std::atomic<bool> stop{false};
  static constexpr uint64_t kOpen = 1u << 31, kEntered = kOpen - 1;

  // Large chunks first, small ones at the end (guided scheduling): few of them, and nobody waits long.
  void work(size_t worker) {
    const size_t share = kShare * (helpers.size() + 1);
    size_t begin = next.load(std::memory_order_relaxed);
    while (begin < n) {
      const size_t end = begin + std::min(std::max(grain, (n - begin) / share), n - begin);
      if (!next.compare_exchange_weak(begin, end, std::memory_order_relaxed)) continue;
      call(context, begin, end, worker);
      begin = next.load(std::memory_order_relaxed);
    }
  }

  bool enter(uint32_t number) {
    uint64_t g = gate.load(std::memory_order_acquire);
    while (g >> 32 == number && (g & kOpen)) {
      if (gate.compare_exchange_weak(g, g + 1, std::memory_order_acquire)) return true;
    }
    return false;
  }

  void help(size_t worker) {
    uint32_t seen = 0;
    for (;;) {
      uint32_t now = job.load(std::memory_order_acquire);
      while (now == seen) now = wait_change(job, seen, spins);
      seen = now;
      if (stop.load(std::memory_order_acquire)) return;
      if (!enter(seen)) continue;
      work(worker);
      left.fetch_add(1, std::memory_order_release);
      left.notify_one();
    }
  }
};

size_t Threads::within_processors(size_t count) {
  cpu_set_t set;
  CPU_ZERO(&set);
  const size_t allowed = sched_getaffinity(0, sizeof set, &set) == 0
                             ? static_cast<size_t>(CPU_COUNT(&set))
                             : std::thread::hardware_concurrency();
  return std::min(count, std::max<size_t>(1, allowed));
}

size_t Threads::default_count() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) != 0)
    return std::max(1u, std::thread::hardware_concurrency());
  // Siblings of one core share its arithmetic units: count cores, not threads, where the system tells.
  std::set<std::string> cores;
  size_t allowed = 0;
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (!CPU_ISSET(cpu, &set)) continue;
    ++allowed;
    std::ifstream file("/sys/devices/system/cpu/cpu" + std::to_string(cpu) +
                       "/topology/thread_siblings_list");
    std::string siblings;
    if (std::getline(file, siblings)) cores.insert(siblings);
  }
  return std::max<size_t>(1, cores.empty() ? allowed : cores.size());
}

Threads::Threads(size_t count) : state_(std::make_unique<State>()) {
  const size_t allowed = default_count();
  if (count == 0) count = allowed;
  count = std::min<size_t>(count, 256);
  // More threads than cores: spinning would steal the time of those that have work.
  if (count > allowed) state_->spins = 0;
  for (size_t i = 1; i < count; ++i)
    state_->helpers.emplace_back([s = state_.get(), i] { s->help(i); });
}

Threads::~Threads() {
  state_->stop.store(true, std::memory_order_release);
  state_->job.fetch_add(1, std::memory_order_acq_rel);
  state_->job.notify_all();
  for (std::thread& t : state_->helpers) t.join();
}

size_t Threads::count() const { return state_->helpers.size() + 1; }

void Threads::run_erased(size_t n, size_t grain, Call call, void* context) {
  if (n == 0) return;
  State& s = *state_;
  const size_t workers = s.helpers.size() + 1;
  grain = std::max<size_t>(grain, 1);
  if (workers == 1 || n <= grain) {
    // Chunked as the team would do it, so that scratch sized by chunk is always enough.
    call(context, 0, n, 0);
    return;
  }
  const std::lock_guard lock(s.callers);
  s.call = call;
  s.context = context;
  s.n = n;
  s.grain = grain;
  s.next.store(0, std::memory_order_relaxed);
  s.left.store(0, std::memory_order_relaxed);
  const uint32_t number = s.job.load(std::memory_order_relaxed) + 1;
  s.gate.store(uint64_t{number} << 32 | State::kOpen, std::memory_order_release);
  s.job.store(number, std::memory_order_release);
  s.job.notify_all();
  s.work(0);
  const uint64_t shut = s.gate.fetch_and(~State::kOpen, std::memory_order_acq_rel);
  const auto entered = static_cast<uint32_t>(shut & State::kEntered);
  for (uint32_t left = s.left.load(std::memory_order_acquire); left != entered;)
    left = wait_change(s.left, left, s.spins);
}

}  // namespace tinybrain
