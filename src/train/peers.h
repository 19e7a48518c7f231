// Other processes that train the same run with this one: each computes a share of every batch's passes, and all take
// the same step. How bytes travel is the caller's (src/cli/mpi.cpp uses Open MPI).
#pragma once

#include <cstddef>

namespace tinybrain {

class Peers {
 public:
  virtual ~Peers() = default;
  virtual size_t rank() const = 0;  // 0 to size() - 1; 0 keeps checkpoints and results
  virtual size_t size() const = 0;
  // all[size()][bytes] = what each of them gave, in the order of ranks; every one of them calls it in the same order.
  // Error{io} when one is gone.
  virtual void gather(const void* mine, size_t bytes, void* all) = 0;
};

}  // namespace tinybrain
