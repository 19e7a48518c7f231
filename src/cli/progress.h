// Progress of anything long, with the time left, on standard error. Shows nothing in the first two
// seconds; on a terminal one line that rewrites itself, else a line every ten seconds. For programs: events on
// standard output instead.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include "cli/interrupt.h"
#include "tinybrain/tinybrain.hpp"

namespace tinybrain::cli {

class Progress {
 public:
  enum class Unit { share, bytes };
  explicit Progress(std::string label, Unit unit = Unit::share);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  // False when the user pressed Ctrl-C: stop.
  bool update(uint64_t done, uint64_t total);
  tb::Progress callback() {
    return [this](uint64_t done, uint64_t total) { return update(done, total); };
  }
  void label(std::string text) { label_ = std::move(text); }
  void clear();  // takes the line away, to make room for other text

  // From now on progress is told as lines {"event": {...}} on standard output, at once.
  static void write_events();
  static bool writes_events();

 private:
  bool update_event(uint64_t done, uint64_t total);
  using Clock = std::chrono::steady_clock;
  std::string label_;
  Unit unit_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_{};
  uint64_t first_ = 0;  // where a resumed download began: it must not count as speed
  bool started_ = false;
  bool visible_ = false;
  OnInterrupt on_interrupt_;
};

}  // namespace tinybrain::cli
