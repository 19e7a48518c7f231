// The rules, one call after another: the program runs through them until one decides. The kernel keeps a map of
// the calls that are allowed whatever their arguments, so that most cost nothing.
#if defined(__linux__)
#include "base/sandbox_filter.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <initializer_list>
#include <utility>

namespace tinybrain {
namespace {

#if defined(__x86_64__)
constexpr uint32_t kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t kMachine = AUDIT_ARCH_AARCH64;
#else
constexpr uint32_t kMachine = 0;
#endif

constexpr uint32_t kX32 = 0x40000000;  // a bit of the number: x86-64's calls with 32-bit pointers
constexpr uint32_t kNewest = 462;      // mseal, of Linux 6.10: the youngest that was looked at
// CLONE_NEW*: processes with a network, users or a file system of their own; and CLONE_PTRACE.
constexpr uint32_t kNamespaces = 0x7e020000 | 0x2000;

// ioctl: how the terminal is set, its size, bytes waiting. Not TIOCSTI, which types for its user.
constexpr uint32_t kTerminal[] = {0x5401,     0x5402,     0x5403,     0x5404,     0x540b, 0x5413,
                                  0x802c542a, 0x402c542b, 0x402c542c, 0x402c542d, 0x541b, 0x5421};

constexpr uint32_t kOk = SECCOMP_RET_ALLOW;
constexpr uint32_t refused(int error) { return SECCOMP_RET_ERRNO | static_cast<uint32_t>(error); }

// Whoever may be called without a look at the arguments.
constexpr int kAlways[] = {
    // Memory.
    SYS_brk,
    SYS_munmap,
    SYS_mremap,
    SYS_madvise,
    SYS_mincore,
    SYS_membarrier,
    // Threads, time, signals.
    SYS_futex,
    SYS_set_robust_list,
    SYS_set_tid_address,
    SYS_rseq,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_getcpu,
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_gettimeofday,
    SYS_setitimer,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_rt_sigtimedwait,
    SYS_sigaltstack,
    SYS_restart_syscall,
    // Itself.
    SYS_exit,
    SYS_exit_group,
    SYS_getpid,
    SYS_gettid,
    SYS_getppid,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_getrusage,
    SYS_sysinfo,
    SYS_uname,
    SYS_getrandom,
    SYS_wait4,
    SYS_waitid,
    SYS_umask,
    // What is open.
    SYS_read,
    SYS_write,
    SYS_readv,
    SYS_writev,
    SYS_pread64,
    SYS_pwrite64,
    SYS_lseek,
    SYS_close,
    SYS_close_range,
    SYS_fstat,
    SYS_dup,
    SYS_dup3,
    SYS_pipe2,
    SYS_ppoll,
    SYS_pselect6,
    SYS_eventfd2,
    SYS_fsync,
    SYS_fdatasync,
    SYS_ftruncate,
    SYS_fallocate,
    SYS_fadvise64,
    SYS_flock,
    // Where a file is, not what is in it; Landlock decides what may be opened.
    SYS_newfstatat,
    SYS_statx,
    SYS_faccessat,
    SYS_faccessat2,
    SYS_readlinkat,
    SYS_getcwd,
    SYS_getdents64,
    SYS_statfs,
    SYS_fstatfs,
    // To give up still more.
    SYS_seccomp,
    SYS_landlock_create_ruleset,
    SYS_landlock_add_rule,
    SYS_landlock_restrict_self,
#if defined(__x86_64__)
    SYS_stat,
    SYS_lstat,
    SYS_access,
    SYS_readlink,
    SYS_getdents,
    SYS_poll,
    SYS_select,
    SYS_pipe,
    SYS_dup2,
    SYS_time,
    SYS_alarm,
    SYS_arch_prctl,
#endif
};

// Of connections that somebody else made.
constexpr int kAnswering[] = {SYS_accept,      SYS_accept4,     SYS_recvfrom,  SYS_shutdown,
                              SYS_getsockname, SYS_getpeername, SYS_getsockopt};

// Files made and put in place; which, Landlock decides.
constexpr int kWriting[] = {SYS_unlinkat, SYS_linkat, SYS_renameat2,
#if defined(SYS_renameat)
                            SYS_renameat,
#endif
#if defined(__x86_64__)
                            SYS_unlink,   SYS_rename
#endif
};

// Besides, where folders are kept.
constexpr int kKeeping[] = {SYS_mkdirat,
#if defined(__x86_64__)
                            SYS_mkdir, SYS_rmdir
#endif
};

// What programs of any kind wait with, and how old ones fork.
constexpr int kPrograms[] = {SYS_epoll_create1, SYS_epoll_ctl, SYS_epoll_pwait,
#if defined(__x86_64__)
                             SYS_epoll_wait
#endif
};

// The low half of an argument, or its high one: (argument & mask) == value.
struct Test {
  int argument;
  uint32_t mask, value;
  bool high = false;
};

class Program {
 public:
  Program() {
    load(offsetof(seccomp_data, arch));
    unless_equal(kMachine, 0, 1);  // calls of other processors' programs
    result(refused(EPERM));
    load(offsetof(seccomp_data, nr));
  }
  void rule(int number, uint32_t what = kOk) {
    unless_equal(static_cast<uint32_t>(number), 1, 0);
    result(what);
  }
  template <size_t n>
  void rules(const int (&numbers)[n]) {
    for (int number : numbers) rule(number);
  }
  // Allowed when all tests hold; else the rules that follow decide.
  void rule(int number, std::initializer_list<Test> tests) {
    size_t length = 2;
    for (const Test& t : tests) length += t.mask == ~0u ? 2 : 3;
    unless_equal(static_cast<uint32_t>(number), length, 0);
    for (const Test& t : tests) {
      load(offsetof(seccomp_data, args) + 8 * static_cast<size_t>(t.argument) + (t.high ? 4 : 0));
      if (t.mask != ~0u) add(BPF_ALU | BPF_AND | BPF_K, t.mask);
      length -= t.mask == ~0u ? 2 : 3;
      unless_equal(t.value, length - 1, 0);
    }
    result(kOk);
    load(offsetof(seccomp_data, nr));
  }
  void at_least(uint32_t number, uint32_t what) {
    add(BPF_JMP | BPF_JGE | BPF_K, number, 0, 1);
    result(what);
  }
  void result(uint32_t what) { add(BPF_RET | BPF_K, what); }
  std::vector<sock_filter> take() { return std::move(code_); }

 private:
  void add(int code, uint32_t k, size_t yes = 0, size_t no = 0) {
    code_.push_back(
        {static_cast<uint16_t>(code), static_cast<uint8_t>(yes), static_cast<uint8_t>(no), k});
  }
  void load(size_t offset) { add(BPF_LD | BPF_W | BPF_ABS, static_cast<uint32_t>(offset)); }
  // Skips so many when what is loaded is another, or that very value.
  void unless_equal(uint32_t value, size_t skip, size_t skip_equal) {
    add(BPF_JMP | BPF_JEQ | BPF_K, value, skip_equal, skip);
  }
  std::vector<sock_filter> code_;
};

constexpr Test is(int argument, uint32_t value) { return {argument, ~0u, value}; }
constexpr Test without(int argument, uint32_t bits) { return {argument, bits, 0}; }

void allow_files(Program& p, const Sandbox& s) {
  const bool writes = !s.writable.empty() || !s.kept.empty();
  const uint32_t bits = O_TRUNC | (writes ? 0 : O_ACCMODE | O_CREAT);
  p.rule(SYS_openat, {without(2, bits)});
#if defined(SYS_open)
  p.rule(SYS_open, {without(1, bits)});
#endif
  // A file that may be written may be cut: programs that are not ours begin files so. Whether it may, Landlock decides; of
  // a file that is only read it would not know before its version 3.
  for (uint32_t mode : {O_WRONLY, O_RDWR}) {
    if (s.kept.empty() || !s.programs) break;
    p.rule(SYS_openat, {{2, O_ACCMODE, mode}});
#if defined(SYS_open)
    p.rule(SYS_open, {{1, O_ACCMODE, mode}});
#endif
  }
  if (writes) p.rules(kWriting);
  if (!s.writable.empty()) p.rule(SYS_fchmod);
  if (!s.kept.empty()) p.rules(kKeeping);
  // Up to F_SETLKW. Not F_SETOWN, which sends signals to others.
  p.rule(SYS_fcntl, {without(1, ~7u)});
  p.rule(SYS_fcntl, {is(1, F_DUPFD_CLOEXEC)});
  for (uint32_t request : kTerminal) p.rule(SYS_ioctl, {is(1, request)});
  // FIONCLEX, FIOCLEX: as of fcntl, the way that Python takes.
  for (uint32_t request : {0x5450, 0x5451})
    if (s.programs) p.rule(SYS_ioctl, {is(1, request)});
}

void allow_process(Program& p, const Sandbox& s) {
  p.rule(SYS_kill, {is(0, kOwnProcess)});
  p.rule(SYS_tgkill, {is(0, kOwnProcess)});
  if (s.children)
    p.rule(SYS_clone, {without(0, kNamespaces)});
  else
    p.rule(SYS_clone, {{0, kNamespaces | CLONE_THREAD, CLONE_THREAD}});
  p.rule(SYS_clone3, refused(ENOSYS));  // its flags cannot be seen from here
  for (uint32_t what : {PR_SET_NAME, PR_GET_NAME, PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS})
    p.rule(SYS_prctl, {is(0, what)});
  p.rule(SYS_prlimit64, {is(0, 0)});
#if defined(SYS_getrlimit)
  p.rule(SYS_getrlimit);
#endif
#if defined(SYS_vfork)
  if (s.children && s.programs) p.rule(SYS_vfork);  // less than the clone above
#endif
  if (s.programs) {
    p.rules(kPrograms);
    p.rule(SYS_execve);
    p.rule(SYS_mmap);
    p.rule(SYS_mprotect);
  } else {  // no code but what is loaded
    p.rule(SYS_mmap, {without(2, PROT_EXEC)});
    p.rule(SYS_mprotect, {without(2, PROT_EXEC)});
  }
}

void allow_sockets(Program& p) {
  for (uint32_t family : {AF_INET, AF_INET6})
    p.rule(SYS_socket, {is(0, family), {1, 0xf, SOCK_STREAM}});
  p.rule(SYS_bind);
  p.rule(SYS_listen);
  p.rules(kAnswering);
  // Not to an address: that would be a connection.
  p.rule(SYS_sendto, {is(4, 0), {4, ~0u, 0, true}});
  for (uint32_t option : {SO_REUSEADDR, SO_KEEPALIVE, SO_LINGER, SO_RCVTIMEO, SO_SNDTIMEO})
    p.rule(SYS_setsockopt, {is(1, SOL_SOCKET), is(2, option)});
  p.rule(SYS_setsockopt, {is(1, 6), is(2, 1)});    // TCP_NODELAY
  p.rule(SYS_setsockopt, {is(1, 41), is(2, 26)});  // IPV6_V6ONLY
}

}  // namespace

std::vector<sock_filter> sandbox_filter(const Sandbox& sandbox) {
  if (kMachine == 0) return {};
  Program p;
#if defined(__x86_64__)
  p.at_least(kX32, refused(EPERM));
#endif
  p.at_least(kNewest + 1, refused(ENOSYS));
  p.rules(kAlways);
  allow_files(p, sandbox);
  allow_process(p, sandbox);
  if (sandbox.listen) allow_sockets(p);
  p.result(refused(EPERM));
  return p.take();
}

std::vector<sock_filter> socket_filter() {
  if (kMachine == 0) return {};
  Program p;
  for (int number : {SYS_socket, SYS_bind, SYS_listen}) p.rule(number, refused(EPERM));
  p.result(kOk);
  return p.take();
}

}  // namespace tinybrain

#endif
