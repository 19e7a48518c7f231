#include "base/sealed_child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

#include "base/error.h"
#include "base/messages/base.h"
#include "base/pipe.h"

namespace tinybrain {
namespace {

constexpr int kOut = 3;               // where the child writes
constexpr size_t kErrorSize = 65536;  // most bytes of an error's texts

// What the child says: a byte of kind, then bytes; of an error its code and both texts, each ended by 0.
constexpr char kDone = 'd', kThrew = 't', kNoMemory = 'm';

void limit(int what, uint64_t most) {
  rlimit both{};
  ::getrlimit(what, &both);
  both.rlim_cur = both.rlim_max = std::min(static_cast<rlim_t>(most), both.rlim_max);
  ::setrlimit(what, &both);
}

uint64_t address_space() {
  unsigned long long pages = 0;
  if (std::FILE* f = std::fopen("/proc/self/statm", "re")) {
    if (std::fscanf(f, "%llu", &pages) != 1) pages = 0;
    std::fclose(f);
  }
  return pages * static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
}

void write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(kOut, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) ::_exit(1);
    bytes.remove_prefix(static_cast<size_t>(n));
  }
}

void say_error(Code code, const std::string& en, const std::string& ko) {
  std::string all{kThrew, static_cast<char>(code)};
  for (const std::string& told : {en, ko}) {
    all += told.substr(0, kErrorSize);
    all += '\0';
  }
  write_all(all);
}

void close_from(int first) {
#if defined(__linux__)
  if (::close_range(static_cast<unsigned>(first), ~0u, 0) == 0) return;
#endif
  const long most = ::sysconf(_SC_OPEN_MAX);
  for (int fd = first; fd < most; ++fd) ::close(fd);
}

// Between fork() and the work: nothing of the parent's stays open, no signal is held back.
void become_small(int out, const Seal* seal, const ChildLimits& limits, uint64_t memory) {
#if defined(__linux__)
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  const int nowhere = ::open("/dev/null", O_RDWR);
  for (int fd : {0, 1, 2}) ::dup2(nowhere, fd);
  ::signal(SIGALRM, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::alarm(limits.seconds);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_AS, memory);
  if (seal && seal->apply() != 0) ::_exit(1);
  if (out != kOut) ::dup2(out, kOut);
  close_from(kOut + 1);
}

[[noreturn]] void work_and_end(const std::function<std::string()>& work) {
  try {
    const std::string result = work();
    write_all({&kDone, 1});
    write_all(result);
  } catch (const Error& e) {
    say_error(e.code(), e.message(Language::en), e.message(Language::ko));
  } catch (const std::bad_alloc&) {
    write_all({&kNoMemory, 1});
  } catch (const std::exception& e) {
    say_error(Code::internal, e.what(), e.what());
  }
  ::_exit(0);
}

std::string read_all(int fd, size_t most) {
  std::string out;
  char piece[65536];
  while (out.size() <= most) {
    const ssize_t n = ::read(fd, piece, sizeof piece);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    out.append(piece, static_cast<size_t>(n));
  }
  return out;
}

[[noreturn]] void rethrow(std::string_view told) {
  const size_t end = told.find('\0', 2);
  const auto code = static_cast<unsigned char>(told.size() > 1 ? told[1] : 0);
  if (end == std::string_view::npos || told.back() != '\0' || code == 0 ||
      code > static_cast<unsigned>(Code::internal))
    throw Error(Code::bad_file, msg::kChildEnded);
  const std::string_view ko = told.substr(end + 1, told.size() - end - 2);
  throw Error(static_cast<Code>(code), msg::kAsTold, told.substr(2, end - 2), ko);
}

}  // namespace

std::string run_sealed(const std::function<std::string()>& work, const Sandbox& sandbox,
                       const ChildLimits& limits, bool demand) {
  std::unique_ptr<const Seal> seal;
  if (demand || sandbox_support().whole()) seal = std::make_unique<Seal>(sandbox);
  const uint64_t memory = address_space() + limits.memory;
  Pipe pipe;
  if (pipe.read < 0) throw Error(Code::io, msg::kSandboxFailed, "pipe", std::strerror(errno));
  const pid_t child = ::fork();
  if (child < 0) throw Error(Code::io, msg::kSandboxFailed, "fork", std::strerror(errno));
  if (child == 0) {
    become_small(pipe.write, seal.get(), limits, memory);
    work_and_end(work);
  }
  Pipe::close(pipe.write);
  const size_t most = limits.output + 1;
  const std::string told = read_all(pipe.read, std::max(most, 2 * kErrorSize));
  Pipe::close(pipe.read);  // a child that still writes ends here
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  const char kind = told.empty() ? '\0' : told[0];
  if (kind == kDone && told.size() > most)
    throw Error(Code::bad_file, msg::kChildTooMuch, limits.output);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || kind == '\0')
    throw Error(Code::bad_file, msg::kChildEnded);
  if (kind == kThrew) rethrow(told);
  if (kind == kNoMemory) throw std::bad_alloc();
  return told.substr(1);
}

}  // namespace tinybrain
