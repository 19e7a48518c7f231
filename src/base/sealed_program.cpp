// Between fork() and execve() there are system calls only, for this process may have other threads. The program cannot leave
// its process group (no call for that is allowed), so that killing the group ends everything.
#include "base/sealed_program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <optional>
#include <system_error>

#include "base/error.h"
#include "base/messages/base.h"
#include "base/pipe.h"
#include "base/sandbox.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Why = ProgramEnd::Why;

constexpr int kTickMilliseconds = 10;
constexpr int kTicksBetweenWalks = 4;  // looks at the folder
constexpr size_t kMostFiles = 2000;
constexpr int kTold = 3;  // where the child says that it could not start
constexpr const char* kFolders[] = {"/usr/local/bin", "/usr/bin", "/bin"};

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> list;
  for (std::string& s : strings) list.push_back(s.data());
  list.push_back(nullptr);
  return list;
}

void limit(int what, uint64_t soft, uint64_t hard) {
  const rlimit both{static_cast<rlim_t>(soft), static_cast<rlim_t>(hard)};
  ::setrlimit(what, &both);
}

// In the child.
[[noreturn]] void become(const Seal& seal, const ProgramLimits& l, const char* folder, int out,
                         int err, int told, char* const* command, char* const* environment) {
  const auto fail = [&] {
    const int error = errno;
    [[maybe_unused]] const ssize_t n = ::write(told, &error, sizeof error);
    ::_exit(127);
  };
  ::setpgid(0, 0);
#if defined(__linux__)
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::umask(077);
  if (::chdir(folder) != 0) fail();
  limit(RLIMIT_CORE, 0, 0);
  limit(RLIMIT_FSIZE, l.file, l.file);
  limit(RLIMIT_CPU, l.cpu_seconds, l.cpu_seconds + 1);
  limit(RLIMIT_DATA, l.memory, l.memory);
  const int nowhere = ::open("/dev/null", O_RDONLY);
  if (const int error = seal.apply(); error != 0) {
    errno = error;
    fail();
  }
  // Higher than what they are put in place of; the seal's own file goes.
  out = ::fcntl(out, F_DUPFD, 10);
  err = ::fcntl(err, F_DUPFD, 10);
  told = ::fcntl(told, F_DUPFD, 10);
  ::dup2(nowhere, 0);
  ::dup2(out, 1);
  ::dup2(err, 2);
  told = ::dup2(told, kTold);
  ::fcntl(kTold, F_SETFD, FD_CLOEXEC);
#if defined(__linux__)
  ::close_range(kTold + 1, ~0u, 0);
#endif
  limit(RLIMIT_NOFILE, 256, 256);
  ::execve(command[0], command, environment);
  fail();
  ::_exit(127);
}

// Bytes and number of the files in a folder; a folder that its maker made unreadable is made readable.
bool too_much_in(const fs::path& folder, uint64_t most) {
  uint64_t bytes = 0;
  size_t files = 0;
  std::vector<fs::path> folders{folder};
  while (!folders.empty()) {
    const fs::path at = std::move(folders.back());
    folders.pop_back();
    ::chmod(at.c_str(), 0700);
    std::error_code error;
    fs::directory_iterator i(at, error);
    for (const fs::directory_iterator end; !error && i != end; i.increment(error)) {
      struct stat s{};
      if (::lstat(i->path().c_str(), &s) != 0) continue;
      bytes += static_cast<uint64_t>(s.st_blocks) * 512;
      if (S_ISDIR(s.st_mode)) folders.push_back(i->path());
      if (bytes > most || ++files > kMostFiles) return true;
    }
  }
  return false;
}

uint64_t resident(pid_t pid) {
  unsigned long long all = 0, pages = 0;
  if (std::FILE* f = std::fopen(("/proc/" + std::to_string(pid) + "/statm").c_str(), "re")) {
    if (std::fscanf(f, "%llu %llu", &all, &pages) != 2) pages = 0;
    std::fclose(f);
  }
  return pages * static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
}

size_t threads_of(pid_t pid) {
  struct stat s{};
  const std::string tasks = "/proc/" + std::to_string(pid) + "/task";
  return ::stat(tasks.c_str(), &s) == 0 && s.st_nlink > 2 ? s.st_nlink - 2 : 0;
}

// A child that is still there is ended with all of its group.
struct Group {
  pid_t leader = -1;
  void kill() const {
    if (leader > 0) ::kill(-leader, SIGKILL);
  }
  bool ended() const {  // not yet waited for: its number stays its own
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(leader), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == leader;
  }
  int wait() {
    kill();
    int status = 0;
    while (::waitpid(leader, &status, 0) < 0 && errno == EINTR) {
    }
    leader = -1;
    return status;
  }
  ~Group() {
    if (leader > 0) wait();
  }
};

class Watch {
 public:
  Watch(const SealedProgram& program, int out, int err) : p_(program) {
    streams_[0] = {out, &end_.out};
    streams_[1] = {err, &end_.err};
    for (const Stream& s : streams_) ::fcntl(s.fd, F_SETFL, O_NONBLOCK);
  }

  ProgramEnd until_end(Group& group) {
    const auto began = Clock::now();
    const auto over = began + std::chrono::seconds(p_.limits.seconds);
    bool stopped = false;
    for (int tick = 0; !group.ended(); ++tick) {
      wait();
      read();
      if (const auto why = over_limit(group.leader, tick, Clock::now() >= over)) {
        end_.why = *why;
        stopped = true;
        break;
      }
    }
    const int status = group.wait();
    read();
    end_.seconds = std::chrono::duration<double>(Clock::now() - began).count();
    if (stopped) return std::move(end_);
    if (WIFSIGNALED(status)) {
      end_.code = WTERMSIG(status);
      end_.why = end_.code == SIGXCPU   ? Why::time
                 : end_.code == SIGXFSZ ? Why::wrote_too_much
                                        : Why::signal;
    } else {
      end_.code = WEXITSTATUS(status);
    }
    if (said_ > p_.limits.said) end_.why = Why::said_too_much;
    return std::move(end_);
  }

 private:
  struct Stream {
    int fd = -1;
    std::string* to = nullptr;
  };

  void wait() {
    pollfd fds[2];
    nfds_t n = 0;
    for (const Stream& s : streams_)
      if (s.fd >= 0) fds[n++] = {s.fd, POLLIN, 0};
    ::poll(fds, n, kTickMilliseconds);
  }

  void read() {
    char piece[65536];
    for (Stream& s : streams_) {
      for (int i = 0; s.fd >= 0 && i < 16; ++i) {  // not for ever: the clock goes on
        const ssize_t n = ::read(s.fd, piece, sizeof piece);
        if (n < 0 && errno == EAGAIN) break;
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
          s.fd = -1;
          break;
        }
        said_ += static_cast<uint64_t>(n);
        const size_t room = p_.limits.kept - std::min(s.to->size(), p_.limits.kept);
        s.to->append(piece, std::min(room, static_cast<size_t>(n)));
      }
    }
  }

  std::optional<Why> over_limit(pid_t leader, int tick, bool late) const {
    if (late) return Why::time;
    if (said_ > p_.limits.said) return Why::said_too_much;
    if (threads_of(leader) > p_.limits.threads) return Why::threads;
    if (resident(leader) > p_.limits.memory) return Why::memory;
    if (tick % kTicksBetweenWalks == 0 && too_much_in(p_.folder, p_.limits.folder))
      return Why::wrote_too_much;
    return {};
  }

  const SealedProgram& p_;
  ProgramEnd end_;
  Stream streams_[2];
  uint64_t said_ = 0;
};

}  // namespace

ProgramEnd run_sealed_program(const SealedProgram& program) {
  Sandbox sandbox;
  sandbox.kept = {program.folder};
  sandbox.programs = true;
  sandbox.children = program.children;
  sandbox.runnable = program.runnable;
  const Seal seal(sandbox);
  std::vector<std::string> command = program.command, environment = program.environment;
  const std::string folder = program.folder.string();
  environment.insert(environment.end(), {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=" + folder,
                                         "TMPDIR=" + folder, "LANG=C.UTF-8"});
  const std::vector<char*> words = pointers(command), variables = pointers(environment);
  Pipe out, err, told;
  if (out.read < 0 || err.read < 0 || told.read < 0)
    throw Error(Code::io, msg::kChildFailed, "pipe", std::strerror(errno));
  Group group;
  group.leader = ::fork();
  if (group.leader < 0)
    throw Error(errno == EPERM ? Code::unsupported : Code::io, msg::kProgramNotHere, command[0],
                std::strerror(errno));
  if (group.leader == 0)
    become(seal, program.limits, folder.c_str(), out.write, err.write, told.write, words.data(),
           variables.data());
  ::setpgid(group.leader, group.leader);
  for (Pipe* pipe : {&out, &err, &told}) Pipe::close(pipe->write);
  int error = 0;
  ssize_t n = 0;
  while ((n = ::read(told.read, &error, sizeof error)) < 0 && errno == EINTR) {
  }
  if (n == sizeof error) throw Error(Code::io, msg::kChildFailed, command[0], std::strerror(error));
  return Watch(program, out.read, err.read).until_end(group);
}

fs::path system_program(const std::string& name) {
  for (const char* folder : kFolders) {
    const fs::path path = fs::path(folder) / name;
    if (::access(path.c_str(), X_OK) == 0) return path;
  }
  return {};
}

}  // namespace tinybrain
