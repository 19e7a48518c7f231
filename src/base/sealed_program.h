// A program that nobody vouches for, run where it can do no harm: sealed (sandbox.h) but for one folder, without network,
// bounded in time, memory, threads, files and what it says, and gone with all that it started when its time is over.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/scratch_folder.h"

namespace tinybrain {

struct ProgramLimits {
  unsigned cpu_seconds = 10;             // of each process
  unsigned seconds = 20;                 // of the clock
  uint64_t memory = uint64_t{1} << 30;   // bytes, of each process
  uint64_t file = uint64_t{32} << 20;    // bytes, of each file
  uint64_t folder = uint64_t{64} << 20;  // bytes, of all files in its folder
  uint64_t said =
      uint64_t{4} << 20;  // bytes of its output; the first `kept` of each stream are kept
  size_t kept = 32768;
  unsigned threads = 64;
};

struct SealedProgram {
  std::vector<std::string> command;             // the first: an absolute path
  std::vector<std::string> environment;         // "NAME=value", beside PATH, HOME, TMPDIR and LANG
  std::filesystem::path folder;                 // where it starts, and all that it may write
  std::vector<std::filesystem::path> runnable;  // that lie in no folder of the system's
  bool children = false;                        // may start others; threads it may always
  ProgramLimits limits;
};

// How a program came to its end.
struct ProgramEnd {
  enum class Why { exited, signal, time, memory, said_too_much, wrote_too_much, threads };
  Why why = Why::exited;
  int code = 0;          // as it exited; of a signal its number
  std::string out, err;  // any bytes
  double seconds = 0;
  bool well() const { return why == Why::exited && code == 0; }
};

// Error{unsupported} where the kernel cannot seal, or this process may not start any: it is then not run at all. Error{io}: it
// could not be started.
ProgramEnd run_sealed_program(const SealedProgram& program);

// Where a program of that name lies in the folders of the system's; "" = nowhere.
std::filesystem::path system_program(const std::string& name);

}  // namespace tinybrain
