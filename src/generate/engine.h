// Runs the passes of a model's sessions, one at a time, and those that wait together as one: several sessions
// that decode at once share each pass over the weights. No thread of its own: whoever comes first computes
// for all who wait, and the others sleep.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "model/forward.h"

namespace tinybrain {

class Engine {
 public:
  Engine(const Weights& weights, Threads& threads);

  // Runs all of `sequences` (together at most Workspace::kMaxBatch tokens) and returns when their logits are
  // there. From any thread. Error{no_memory}.
  void run(std::span<const Sequence> sequences);

  // Runs a part of a pass that the caller computes on a workspace of its own (PassInParts); false, and nothing happens,
  // while a pass of sessions is being computed. From any thread.
  template <class Part>
  bool try_part(Part&& part) {
    if (computing_.exchange(true, std::memory_order_acquire)) return false;
    const Release release{computing_};
    part();
    return true;
  }

  // While one lives, its session is about to come back with the next token: a pass waits a little for it.
  class Decoding {
   public:
    explicit Decoding(Engine& engine);
    ~Decoding();
    Decoding(const Decoding&) = delete;

   private:
    Engine& engine_;
  };

 private:
  struct Request;
  struct Release {
    std::atomic<bool>& flag;
    ~Release() {
      flag.store(false, std::memory_order_release);
      flag.notify_all();
    }
  };
  void lead(std::unique_lock<std::mutex>& lock, const Request& own);
  void take();
  void take_if(bool few_tokens, size_t& tokens);
  void compute_taken();

  const Weights& weights_;
  Threads& threads_;
  Workspace work_;  // of whoever has set computing_
  std::atomic<bool> computing_{false};
  std::atomic<size_t> decoding_{0};  // sessions in the middle of a reply
  std::atomic<size_t> queued_{0};    // requests that wait or are computed together
  std::mutex mutex_;                 // of what follows
  std::condition_variable changed_;  // a request came or was done, or the leader left
  std::vector<Request*> waiting_;    // in order of arrival
  std::vector<Request*> taken_;      // of the pass at hand
  std::vector<Sequence> batch_;
  size_t expected_ = 0;  // how many sessions will probably come to the next pass
  bool leading_ = false;
};

}  // namespace tinybrain
