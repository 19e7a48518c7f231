// Ctrl-C. One thread waits for the signal, so what happens then is ordinary code: the work in hand
// is asked to stop, or, when nothing has asked to be told (or the work does not stop and Ctrl-C
// comes again), the program leaves at once with 130.
#pragma once

#include <functional>

namespace tinybrain::cli {

// Call once, before any other thread starts: they inherit the blocked signal.
void watch_interrupts();

bool interrupted();  // Ctrl-C was pressed since the last forget_interrupt()
void forget_interrupt();

// While it lives, Ctrl-C calls `stop` (from another thread) instead of leaving.
class OnInterrupt {
 public:
  explicit OnInterrupt(std::function<void()> stop);
  OnInterrupt(const OnInterrupt&) = delete;
  OnInterrupt& operator=(const OnInterrupt&) = delete;
  ~OnInterrupt();

 private:
  std::function<void()> before_;  // what an outer OnInterrupt had asked for
};

}  // namespace tinybrain::cli
