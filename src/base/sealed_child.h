// Work on data that nobody vouches for, in a process of its own that can do nothing but compute: a parser
// that is overcome by what it reads has no files, no network and no memory of ours to turn to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "base/sandbox.h"

namespace tinybrain {

struct ChildLimits {
  unsigned seconds = 60;                // of the clock
  uint64_t memory = uint64_t{2} << 30;  // bytes beyond what this process has
  size_t output = size_t{64} << 20;     // bytes
};

// What `work` returns, computed in a forked child. It sees this process's memory as it is now, and no
// open file; what it changes is lost. Errors that it throws are thrown here. It must take no lock that
// another thread of this process may hold. Where the kernel cannot seal it runs in a child with limits
// alone, unless `demand`: then Error{unsupported}. Error{bad_file} when the child dies or says too much.
std::string run_sealed(const std::function<std::string()>& work, const Sandbox& sandbox = {},
                       const ChildLimits& limits = {}, bool demand = false);

}  // namespace tinybrain
