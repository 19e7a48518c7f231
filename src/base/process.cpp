#include "base/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/messages/base.h"
#include "base/pipe.h"

extern char** environ;

namespace tinybrain {
namespace {

constexpr size_t kErrorsKept = 4000;
constexpr int kTickMilliseconds = 200;
constexpr int kPatienceMilliseconds = 10000;  // for a child that is to stop
constexpr int kStopTickMilliseconds = 20;

// Ends the child if we leave by an exception.
struct Child {
  pid_t pid = -1;
  int stop_signal = SIGTERM;
  ~Child() {
    if (pid < 0) return;
    ::kill(pid, stop_signal);
    for (int ticks = kPatienceMilliseconds / kStopTickMilliseconds; ticks > 0; --ticks) {
      if (::waitpid(pid, nullptr, WNOHANG) != 0) return;
      ::poll(nullptr, 0, kStopTickMilliseconds);
    }
    ::kill(pid, SIGKILL);
    while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  int wait() {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    pid = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
};

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> list;
  for (std::string& s : strings) list.push_back(s.data());
  list.push_back(nullptr);
  return list;
}

pid_t spawn(std::vector<std::string> command, const std::vector<std::string>& extra, int out,
            int err) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
  // Our programs block SIGINT or SIGTERM and ignore SIGPIPE; the child must not inherit either.
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t none, pipe;
  sigemptyset(&none);
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &pipe);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  std::vector<std::string> environment = extra;
  for (char** e = environ; *e; ++e) environment.emplace_back(*e);
  pid_t pid = -1;
  const int error = ::posix_spawnp(&pid, command[0].c_str(), &actions, &attributes,
                                   pointers(command).data(), pointers(environment).data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw Error(error == ENOENT ? Code::not_found : Code::io, msg::kChildFailed, command[0],
                std::strerror(error));
  }
  return pid;
}

}  // namespace

ChildResult run_child(const std::vector<std::string>& command,
                      const std::vector<std::string>& environment,
                      const std::function<void(std::string_view)>& on_output,
                      const std::function<bool()>& tick, int stop_signal) {
  Pipe out, err;
  if (out.read < 0 || err.read < 0)
    throw Error(Code::io, msg::kChildFailed, "pipe", std::strerror(errno));
  Child child;
  child.stop_signal = stop_signal;
  child.pid = spawn(command, environment, out.write, err.write);
  Pipe::close(out.write);
  Pipe::close(err.write);
  ChildResult result;
  std::string buffer(size_t{1} << 18, '\0');
  while (out.read >= 0 || err.read >= 0) {
    pollfd fds[2] = {{out.read, POLLIN, 0}, {err.read, POLLIN, 0}};
    const int ready = ::poll(fds, 2, kTickMilliseconds);
    if (!tick()) throw Error(Code::cancelled, msg::kStopped);
    if (ready <= 0) continue;
    for (int* fd : {&out.read, &err.read}) {
      if (*fd < 0 || fds[fd == &err.read].revents == 0) continue;
      const ssize_t n = ::read(*fd, buffer.data(), buffer.size());
      if (n <= 0) {
        if (n == 0 || errno != EINTR) Pipe::close(*fd);
        continue;
      }
      const std::string_view piece(buffer.data(), static_cast<size_t>(n));
      if (fd == &out.read) {
        on_output(piece);
      } else {
        result.errors.append(piece);
        if (result.errors.size() > 2 * kErrorsKept) {
          result.errors.erase(0, result.errors.size() - kErrorsKept);
        }
      }
    }
  }
  result.exit = child.wait();
  return result;
}

}  // namespace tinybrain
