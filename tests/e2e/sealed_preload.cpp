// Loaded into a sealed server (LD_PRELOAD) by sealed_test.py: when the server first waits for a client, it tries
// every known way out from inside and writes what came of it, a line each: group, call, 1 if refused, errno.
// TINYBRAIN_PROBE_OUT = where to (opened before the seal), TINYBRAIN_PROBE_FILE = a file that was not granted.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "base/format.h"
#include "base/sandbox_probe.h"

namespace {

int g_out = -1;

__attribute__((constructor)) void open_out() {
  if (const char* path = std::getenv("TINYBRAIN_PROBE_OUT"))
    g_out = ::open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
}

void probe_once() {
  static const bool done = [] {
    const char* file = std::getenv("TINYBRAIN_PROBE_FILE");
    if (g_out < 0 || !file) return false;
    std::string lines;
    for (const tinybrain::WayOut& w : tinybrain::try_ways_out(file))
      lines += fmt::format("{}\t{}\t{}\t{}\n", w.group, w.name, int{w.refused}, w.error);
    const ssize_t written = ::write(g_out, lines.data(), lines.size());
    ::close(g_out);
    return written > 0;
  }();
  (void)done;
}

}  // namespace

#define TAKES_ITS_PLACE extern "C" __attribute__((visibility("default")))

TAKES_ITS_PLACE int accept(int fd, sockaddr* address, socklen_t* length) {
  probe_once();
  static const auto real =
      reinterpret_cast<int (*)(int, sockaddr*, socklen_t*)>(::dlsym(RTLD_NEXT, "accept"));
  return real(fd, address, length);
}

TAKES_ITS_PLACE int accept4(int fd, sockaddr* address, socklen_t* length, int flags) {
  probe_once();
  static const auto real =
      reinterpret_cast<int (*)(int, sockaddr*, socklen_t*, int)>(::dlsym(RTLD_NEXT, "accept4"));
  return real(fd, address, length, flags);
}
