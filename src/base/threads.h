// A fixed team of threads for the engine's data-parallel loops. Work is split by index only, so a
// result never depends on how many threads there are. Waiting threads spin for a few microseconds
// and then sleep: an idle or oversubscribed engine costs nothing.
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>

namespace tinybrain {

class Threads {
 public:
  // `count` threads in all, the caller included; 0 = one per physical core that this process may use.
  explicit Threads(size_t count = 0);
  // What a person asked for, as far as it helps: never more than the processors that this process may use.
  // Beyond them threads only push each other aside.
  static size_t within_processors(size_t count);
  ~Threads();
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

  size_t count() const;
  static size_t default_count();

  // Calls body(begin, end, worker) over disjoint chunks that cover [0, n), from several threads, and
  // returns when all are done. `grain` = smallest chunk. worker is in [0, count()). The body must not
  // throw and must not call run() again. One caller at a time: concurrent callers queue up.
  template <class Body>
  void run(size_t n, size_t grain, Body&& body) {
    using Plain = std::remove_reference_t<Body>;
    run_erased(
        n, grain,
        [](void* context, size_t begin, size_t end, size_t worker) {
          (*static_cast<Plain*>(context))(begin, end, worker);
        },
        const_cast<void*>(static_cast<const void*>(&body)));
  }

 private:
  using Call = void (*)(void* context, size_t begin, size_t end, size_t worker);
  void run_erased(size_t n, size_t grain, Call call, void* context);
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tinybrain
