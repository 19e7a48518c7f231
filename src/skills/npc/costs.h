// How long the parts of passes take on this machine, learnt from those that were run: the upper edge, so that a part is
// only begun when it will be over in time.
#pragma once

#include <array>
#include <cstddef>

namespace tinybrain::skills::npc {

class Costs {
 public:
  enum Part { begin, layer, logits, reply, prepare, kParts };

  // Seconds that a part with so many rows will take at most, but for what the system does in between. 0 = never run.
  double expected(Part part, size_t rows) const;
  void took(Part part, size_t rows, double seconds);
  // A part that did not fit into a whole budget: what it is expected to take sinks towards the least that it ever took.
  void starved(Part part, size_t rows);
  double least(Part part) const;  // ever, with one row

 private:
  static constexpr size_t kSizes = 11;  // 1, 2, 3-4, 5-8, ... rows
  struct Seen {
    double high = 0, low = 0;
  };
  static size_t size_of(size_t rows);
  std::array<std::array<Seen, kSizes>, kParts> seen_{};
};

}  // namespace tinybrain::skills::npc
