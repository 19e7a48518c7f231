// Joining the passes of sessions; see engine.h.
#include "generate/engine.h"

#include <algorithm>
#include <chrono>
#include <exception>

#include "base/error.h"

namespace tinybrain {
namespace {

// How long a pass waits for sessions that are choosing their next token: several times what that takes, and
// little beside a pass.
constexpr std::chrono::microseconds kPatience{400};
constexpr size_t kFewTokens = 16;  // a step of decoding, with what it guesses ahead

}  // namespace

struct Engine::Request {
  std::span<const Sequence> sequences;
  size_t tokens = 0;
  bool done = false;
  std::exception_ptr error;
};

Engine::Engine(const Weights& weights, Threads& threads)
    : weights_(weights), threads_(threads), work_(weights.config(), threads.count()) {}

Engine::Decoding::Decoding(Engine& engine) : engine_(engine) { ++engine_.decoding_; }

Engine::Decoding::~Decoding() {
  --engine_.decoding_;
  const std::lock_guard lock(engine_.mutex_);
  engine_.changed_.notify_all();
}

void Engine::run(std::span<const Sequence> sequences) {
  Request own{sequences};
  for (const Sequence& s : sequences) own.tokens += s.tokens.size();
  TB_ASSERT(own.tokens > 0 && own.tokens <= Workspace::kMaxBatch);
  if (decoding_ <= 1 && queued_ == 0 && !computing_.exchange(true, std::memory_order_acquire)) {
    // Alone: neither a lock nor an allocation.
    const Release release{computing_};
    return forward(weights_, work_, sequences, threads_);
  }
  std::unique_lock lock(mutex_);
  waiting_.push_back(&own);
  ++queued_;
  changed_.notify_all();
  changed_.wait(lock, [&] { return own.done || !leading_; });
  if (!own.done) lead(lock, own);
  --queued_;
  if (own.error) std::rethrow_exception(own.error);
}

// Computes until the own request is done, then leaves the rest to another who waits.
void Engine::lead(std::unique_lock<std::mutex>& lock, const Request& own) {
  leading_ = true;
  while (!own.done) {
    // A session that missed the last pass is not waited for: it may be held up by its reader.
    changed_.wait_for(lock, kPatience,
                      [&] { return waiting_.size() >= std::min(decoding_.load(), expected_); });
    take();
    lock.unlock();
    compute_taken();
    lock.lock();
    expected_ = taken_.size() + waiting_.size();
    for (Request* r : taken_) r->done = true;
    changed_.notify_all();
  }
  leading_ = false;
  changed_.notify_all();
}

// The requests of the next pass: single steps first, then what else fits.
void Engine::take() {
  taken_.clear();
  size_t tokens = 0;
  take_if(true, tokens);
  take_if(false, tokens);
}

void Engine::take_if(bool few_tokens, size_t& tokens) {
  std::erase_if(waiting_, [&](Request* r) {
    if ((r->tokens <= kFewTokens) != few_tokens || tokens + r->tokens > Workspace::kMaxBatch)
      return false;
    tokens += r->tokens;
    taken_.push_back(r);
    return true;
  });
}

void Engine::compute_taken() {
  while (computing_.exchange(true, std::memory_order_acquire)) computing_.wait(true);
  try {
    batch_.clear();
    for (const Request* r : taken_)
      batch_.insert(batch_.end(), r->sequences.begin(), r->sequences.end());
    forward(weights_, work_, batch_, threads_);
  } catch (...) {
    for (Request* r : taken_) r->error = std::current_exception();
  }
  computing_.store(false, std::memory_order_release);
  computing_.notify_all();
}

}  // namespace tinybrain
