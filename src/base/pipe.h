// A pipe whose ends close with it; a program that is started does not get them.
#pragma once

#include <fcntl.h>
#include <unistd.h>

namespace tinybrain {

struct Pipe {
  int read = -1, write = -1;  // -1 both: the system had none, errno says why
  Pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return;
    read = ends[0];
    write = ends[1];
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close(read);
    close(write);
  }
  static void close(int& fd) {
    if (fd >= 0) ::close(fd);
    fd = -1;
  }
};

}  // namespace tinybrain
