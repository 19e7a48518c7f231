// The proof: the known ways from a process to what is outside of it, each tried. Harmless when one is
// open: arguments are such that the kernel then finds something else to complain about.
#pragma once

#include <string>
#include <vector>

namespace tinybrain {

struct WayOut {
  const char* group;  // files, network, programs, processes, kernel
  const char* name;   // the system call, with a word on how where that matters
  bool refused = false;
  int error = 0;  // errno; 0 = the call was carried out
};

// Tries all of them, in this process. `file` exists and may be read by its user, but was not granted.
// Refused is what returns EPERM, EACCES or ENOSYS. A socket that is already there is none of them.
std::vector<WayOut> try_ways_out(const std::string& file);

// The same in a child that is sealed with nothing granted. Error{unsupported} where it cannot be.
std::vector<WayOut> try_ways_out_sealed(const std::string& file);

}  // namespace tinybrain
