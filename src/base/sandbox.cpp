// Landlock and seccomp by their system calls. Numbers of the kernel's interface are written here where
// the headers that this must compile with do not have them yet.
#include "base/sandbox.h"

#if defined(__linux__)
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/sandbox_filter.h"
#endif

#include <cerrno>
#include <cstring>
#include <iterator>
#include <system_error>

#include "base/error.h"
#include "base/messages/base.h"

namespace tinybrain {

namespace fs = std::filesystem;

#if defined(__linux__)

struct Seal::Filter {
  std::vector<sock_filter> code;
  std::vector<size_t> own;  // where the number of the process goes
};

namespace {

// linux/landlock.h, in order of the interface's versions.
constexpr uint64_t kExecute = 1 << 0, kWriteFile = 1 << 1, kReadFile = 1 << 2, kReadDir = 1 << 3,
                   kRemoveFolder = 1 << 4, kRemoveFile = 1 << 5, kMakeFolder = 1 << 7,
                   kMakeFile = 1 << 8;
constexpr uint64_t kFiles1 = (1 << 13) - 1;            // version 1: all but what follows
constexpr uint64_t kRefer = 1 << 13;                   // 2: moves between folders
constexpr uint64_t kTruncate = 1 << 14;                // 3
constexpr uint64_t kBind = 1 << 0, kConnect = 1 << 1;  // 4: TCP
constexpr uint64_t kDevices = 1 << 15;                 // 5: ioctl
constexpr uint64_t kScopes = 3;                        // 6: abstract sockets and signals of others
constexpr int kPathRule = 1, kPortRule = 2, kVersion = 1;

struct Ruleset {
  uint64_t files, network, scopes;
};
struct PathRule {
  uint64_t rights;
  int32_t folder;
} __attribute__((packed));
struct PortRule {
  uint64_t rights, port;
};

// What the C library and the engine look up about the machine. Nothing here is anybody's secret.
constexpr const char* kMachine[] = {"/proc/self/statm",    "/proc/meminfo",       "/proc/cpuinfo",
                                    "/sys/devices/system", "/sys/fs/cgroup",      "/dev/null",
                                    "/dev/urandom",        "/usr/share/terminfo", "/etc/terminfo",
                                    "/lib/terminfo"};
constexpr const char* kPrograms[] = {"/usr",
                                     "/bin",
                                     "/lib",
                                     "/lib64",
                                     "/opt",
                                     "/nix/store",
                                     "/gnu/store",
                                     "/etc/ld.so.cache",
                                     "/etc/alternatives"};

int landlock_version() {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, size_t{0}, kVersion);
  return version > 0 ? static_cast<int>(version) : 0;
}

uint64_t all_files(int version) {
  uint64_t all = kFiles1;
  if (version >= 2) all |= kRefer;
  if (version >= 3) all |= kTruncate;
  if (version >= 5) all |= kDevices;
  return all;
}

[[noreturn]] void failed(const char* what, int error) {
  throw Error(Code::io, msg::kSandboxFailed, what, std::strerror(error));
}

void grant(int rules, const fs::path& path, uint64_t rights) {
  const int fd = ::open(path.c_str(), O_PATH | O_CLOEXEC);
  if (fd < 0) return;
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) rights &= kExecute | kWriteFile | kReadFile | kTruncate;
  const PathRule rule{rights, fd};
  const long done = ::syscall(SYS_landlock_add_rule, rules, kPathRule, &rule, 0);
  const int error = errno;
  ::close(fd);
  if (done != 0) failed(path.c_str(), error);
}

// A folder of Hugging Face's cache, snapshots/REVISION/, is links to ../../blobs/HASH. Other links are
// not followed: who made a folder does not decide what is read.
void grant_blobs(int rules, const fs::path& folder) {
  std::error_code error;
  const fs::path blobs = fs::canonical(folder / ".." / ".." / "blobs", error);
  if (error) return;
  for (fs::recursive_directory_iterator i(folder, error), end; !error && i != end;
       i.increment(error)) {
    std::error_code broken;
    if (!i->is_symlink(broken)) continue;
    const fs::path target = fs::canonical(i->path(), broken);
    if (!broken && target.parent_path() == blobs) grant(rules, target, kReadFile);
  }
}

int make_rules(int version) {
  Ruleset set{all_files(version), version >= 4 ? kBind | kConnect : 0, version >= 6 ? kScopes : 0};
  const size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
  const long made = ::syscall(SYS_landlock_create_ruleset, &set, size, 0);
  if (made < 0) failed("landlock_create_ruleset", errno);
  return static_cast<int>(made);
}

void fill_rules(int rules, const Sandbox& s, int version) {
  const uint64_t reading = kReadFile | kReadDir;
  for (const char* path : kMachine) grant(rules, path, reading);
  for (const fs::path& path : s.readable) {
    grant(rules, path, reading);
    grant_blobs(rules, path);
  }
  for (const fs::path& path : s.writable) grant(rules, path, kWriteFile | kMakeFile | kRemoveFile);
  const uint64_t keeping = reading | kWriteFile | kMakeFile | kRemoveFile | kMakeFolder |
                           kRemoveFolder | kRefer | kTruncate;
  for (const fs::path& path : s.kept) grant(rules, path, keeping & all_files(version));
  if (s.programs)
    for (const char* path : kPrograms) grant(rules, path, reading | kExecute);
  for (const fs::path& path : s.runnable) grant(rules, path, kReadFile | kExecute);
  if (s.programs && !s.kept.empty()) grant(rules, "/dev/null", kReadFile | kWriteFile);
  if (!s.listen || version < 4) return;
  const PortRule rule{kBind, *s.listen};
  if (::syscall(SYS_landlock_add_rule, rules, kPortRule, &rule, 0) != 0)
    failed("landlock_add_rule", errno);
}

int install(const std::vector<sock_filter>& code) {
  const sock_fprog program{static_cast<unsigned short>(code.size()),
                           const_cast<sock_filter*>(code.data())};
  const long done =
      ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
  // Above 0: a thread that has filters of its own.
  return done == 0 ? 0 : done > 0 ? EBUSY : errno;
}

size_t threads_of_this_process() {
  std::error_code error;
  const fs::directory_iterator tasks("/proc/self/task", error);
  return error ? 0 : static_cast<size_t>(std::distance(begin(tasks), end(tasks)));
}

}  // namespace

SandboxSupport sandbox_support() {
  SandboxSupport s;
  s.landlock = landlock_version();
  const uint32_t action = SECCOMP_RET_ERRNO;
  s.seccomp =
      !socket_filter().empty() && ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
  return s;
}

Seal::Seal(const Sandbox& sandbox) {
  const SandboxSupport support = sandbox_support();
  if (!support.seccomp) throw Error(Code::unsupported, msg::kSandboxNoSeccomp);
  if (support.landlock == 0) throw Error(Code::unsupported, msg::kSandboxNoLandlock);
  filter_.reset(new Filter{sandbox_filter(sandbox), {}});
  for (size_t i = 0; i < filter_->code.size(); ++i)
    if (filter_->code[i].k == kOwnProcess) filter_->own.push_back(i);
  rules_ = make_rules(support.landlock);
  try {
    fill_rules(rules_, sandbox, support.landlock);
  } catch (...) {
    ::close(rules_);
    throw;
  }
}

Seal::~Seal() {
  if (rules_ >= 0) ::close(rules_);
}

int Seal::apply() const {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  if (::syscall(SYS_landlock_restrict_self, rules_, 0) != 0) return errno;
  for (const size_t i : filter_->own) filter_->code[i].k = static_cast<uint32_t>(::getpid());
  return install(filter_->code);
}

void seal(const Sandbox& sandbox) {
  const Seal ready(sandbox);
  if (const size_t threads = threads_of_this_process(); threads != 1)
    throw Error(Code::unsupported, msg::kSandboxThreads, threads);
  if (const int error = ready.apply(); error != 0) failed("seccomp", error);
}

void seal_sockets() {
  if (const int error = install(socket_filter()); error != 0) failed("seccomp", error);
}

#else  // other systems have nothing of the kind

struct Seal::Filter {};
SandboxSupport sandbox_support() { return {}; }
Seal::Seal(const Sandbox&) { throw Error(Code::unsupported, msg::kSandboxNoSeccomp); }
Seal::~Seal() = default;
int Seal::apply() const { return ENOSYS; }
void seal(const Sandbox& sandbox) { const Seal refused(sandbox); }
void seal_sockets() {}

#endif

}  // namespace tinybrain
