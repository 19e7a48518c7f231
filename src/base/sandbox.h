// A process that gives up what it does not need: files that were not granted (Landlock), the network,
// other programs, other processes and the rest of the kernel (seccomp). Linux only, by its own system
// calls. What is given up cannot be taken back, and whatever the process starts has given it up too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace tinybrain {

// What this kernel offers. landlock = the version of its interface, 0 = none.
struct SandboxSupport {
  int landlock = 0;
  bool seccomp = false;
  bool whole() const { return landlock > 0 && seccomp; }
};
SandboxSupport sandbox_support();

// What a sealed process may still do, beside computing, threads, and reading and writing what it has
// open. Whoever it is not granted to gets EPERM or EACCES, never a signal.
struct Sandbox {
  // Files, or folders with all that is in them. What is not there is no error. Links in a folder lead
  // nowhere, but for those of a Hugging Face snapshot to its own blobs.
  std::vector<std::filesystem::path> readable;
  // Folders in which files may be made and replaced whole (AtomicFile). Not read.
  std::vector<std::filesystem::path> writable;
  // Files, or folders in which files and folders are read, written, made, moved and deleted, with all that
  // a database in them takes. Links lead nowhere.
  std::vector<std::filesystem::path> kept;
  // May open TCP sockets that wait for others at this port (0: any), until seal_sockets(). Connections
  // that came in may be answered; none can be made.
  std::optional<uint16_t> listen;
  bool children = false;  // may fork
  // May become another program that lies in the system's folders, which may then be read.
  bool programs = false;
  // With programs: files elsewhere that may be run too, and read.
  std::vector<std::filesystem::path> runnable;
};

// A sandbox that is ready: all that allocates or can fail for a person's reasons is done here, so that
// apply() may follow fork().
class Seal {
 public:
  explicit Seal(const Sandbox& sandbox);  // unsupported, io
  Seal(const Seal&) = delete;
  Seal& operator=(const Seal&) = delete;
  ~Seal();

  // Of the calling thread and, for system calls, of all; 0 or errno. Only system calls happen here.
  int apply() const;

 private:
  struct Filter;
  int rules_ = -1;
  std::unique_ptr<Filter> filter_;
};

// Seals this process. Files are a matter of each thread, so it must have one thread only: those that it
// starts later are sealed like it. Error{unsupported} says what the kernel lacks.
void seal(const Sandbox& sandbox);
// No more sockets, in every thread: for a server that has the one that it waits at.
void seal_sockets();

}  // namespace tinybrain
