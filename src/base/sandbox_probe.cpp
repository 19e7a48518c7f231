#include "base/sandbox_probe.h"

#include "base/error.h"
#include "base/messages/base.h"

#if defined(__linux__)
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/sealed_child.h"

namespace tinybrain {
namespace {

constexpr const char* kGroups[] = {"files", "network", "programs", "processes", "kernel"};
enum Group : uint8_t { files, network, programs, processes, kernel };

// A call with constant arguments. The name is in it: a pointer would cost four times as much.
struct Try {
  Group group;
  char name[27];
  int32_t number, a = 0, b = 0, c = 0, d = 0;
};

constexpr int32_t kNobody = -1;  // no such file descriptor: EBADF if the call is let through
constexpr int32_t kOdd = 0x7fffffff;

#define CALL(group, name, ...) {group, #name, SYS_##name __VA_OPT__(, ) __VA_ARGS__}
constexpr Try kTries[] = {
    CALL(network, bind, kNobody),
    CALL(network, listen, kNobody),
    CALL(network, sendmsg, kNobody),
    CALL(network, sendmmsg, kNobody),
    CALL(network, recvmsg, kNobody),
    CALL(network, recvmmsg, kNobody),
    // io_uring makes sockets and opens files without further calls.
    CALL(network, io_uring_setup, 0),
    CALL(network, io_uring_enter, kNobody),
    CALL(network, io_uring_register, kNobody),
    CALL(files, io_setup, 0),
    CALL(files, name_to_handle_at, kNobody),
    CALL(files, open_by_handle_at, kNobody),
    CALL(files, fanotify_init, kOdd),
    CALL(files, inotify_init1, kOdd),
    CALL(files, mknodat, kNobody),
    CALL(files, symlinkat, 0, kNobody),
    CALL(files, truncate, 0),
    CALL(files, fchmod, kNobody),
    CALL(files, fchmodat, kNobody),
    CALL(files, fchown, kNobody),
    CALL(files, fchownat, kNobody),
    CALL(files, utimensat, kNobody),
    CALL(files, setxattr, 0),
    CALL(files, getxattr, 0),
    CALL(files, chdir, 0),
    CALL(files, fchdir, kNobody),
    CALL(files, chroot, 0),
    CALL(files, mount, 0),
    CALL(files, umount2, 0),
    CALL(files, pivot_root, 0),
    CALL(files, fsopen, 0),
    CALL(files, fsconfig, kNobody),
    CALL(files, fsmount, kNobody),
    CALL(files, fspick, kNobody),
    CALL(files, move_mount, kNobody),
    CALL(files, open_tree, kNobody),
    CALL(files, mount_setattr, kNobody),
    CALL(files, quotactl, kOdd),
    CALL(files, swapon, 0),
    CALL(files, acct, 1),
    CALL(files, sendfile, kNobody, kNobody),
    CALL(files, splice, kNobody),
    CALL(files, copy_file_range, kNobody),
    CALL(programs, execve, 0),
    CALL(programs, execveat, kNobody),
    CALL(programs, memfd_create, 0),
    CALL(programs, shmat, kNobody),
    CALL(programs, remap_file_pages, 0),
    CALL(programs, pkey_mprotect, 1),
    CALL(programs, personality, -1),
    CALL(programs, shmget, 0, -1),
    CALL(processes, ptrace, kOdd),
    CALL(processes, process_vm_readv, kNobody),
    CALL(processes, process_vm_writev, kNobody),
    CALL(processes, process_madvise, kNobody),
    CALL(processes, process_mrelease, kNobody),
    CALL(processes, pidfd_open, kNobody),
    CALL(processes, pidfd_getfd, kNobody),
    CALL(processes, pidfd_send_signal, kNobody),
    CALL(processes, kill, 1),
    CALL(processes, tkill, 1),
    CALL(processes, tgkill, 1, 1),
    CALL(processes, rt_sigqueueinfo, 1),
    CALL(processes, kcmp, 1, 1, 99),
    CALL(processes, setpriority, 99),
    CALL(processes, sched_setaffinity, 1),
    CALL(processes, msgget, 1),
    CALL(processes, semget, 0, -1),
    CALL(processes, mq_open, 0),
    CALL(processes, unshare, 0x04000000),
    CALL(processes, setns, kNobody),
    CALL(processes, clone3, 0),
    CALL(processes, setuid, -1),
    CALL(processes, setgroups, -1),
    CALL(processes, capset, 0),
    CALL(kernel, bpf, kOdd),
    CALL(kernel, userfaultfd, kOdd),
    CALL(kernel, perf_event_open, 0),
    CALL(kernel, keyctl, kOdd),
    CALL(kernel, add_key, 0),
    CALL(kernel, request_key, 0),
    CALL(kernel, init_module, 0),
    CALL(kernel, finit_module, kNobody),
    CALL(kernel, delete_module, 0),
    CALL(kernel, kexec_load, 0, 0, 0, kOdd),
    CALL(kernel, reboot, 0),
    CALL(kernel, syslog, kOdd),
    CALL(kernel, sethostname, 0, -1),
    CALL(kernel, settimeofday, 1),
    CALL(kernel, clock_settime, kOdd),
    CALL(kernel, adjtimex, 0),
#if defined(__x86_64__)
    CALL(files, creat, 0),
    CALL(files, mknod, 0),
    CALL(files, symlink, 0),
    CALL(files, link, 0),
    CALL(files, chmod, 0),
    CALL(files, chown, 0),
    CALL(programs, uselib, 0),
    CALL(processes, modify_ldt, 99),
    CALL(kernel, ioperm, 0, 0, 0),
    {kernel, "getpid as of the x32 ABI", 0x40000000 + SYS_getpid},
#endif
};
#undef CALL

class Tries {
 public:
  explicit Tries(const std::string& file) : file_(file) {}

  std::vector<WayOut> run() {
    opening();
    changing();
    sockets();
    starting();
    for (const Try& t : kTries)
      note(t.group, t.name,
           ::syscall(t.number, long{t.a}, long{t.b}, long{t.c}, long{t.d}, 0L, 0L));
    return std::move(found_);
  }

 private:
  template <class... Args>
  static long call(long number, Args... arguments) {
    return ::syscall(number, arguments...);
  }
  static bool is_refusal(int error) { return error == EPERM || error == EACCES || error == ENOSYS; }
  // A descriptor that came of it is closed.
  void note(Group group, const char* name, long result, bool descriptor = false) {
    const int error = result < 0 ? errno : 0;
    if (descriptor && result >= 0) ::close(static_cast<int>(result));
    found_.push_back({kGroups[group], name, is_refusal(error), error});
  }

  void opening() {
    const std::string by_root = "/proc/self/root" + file_,
                      by_thread = "/proc/thread-self/root" + file_;
    struct {
      uint64_t flags = O_RDONLY, mode = 0, resolve = 0;
    } how;
    const auto open_to = [&](const char* name, long result) { note(files, name, result, true); };
    open_to("openat", call(SYS_openat, AT_FDCWD, file_.c_str(), O_RDONLY));
    open_to("openat to write", call(SYS_openat, AT_FDCWD, file_.c_str(), O_WRONLY));
    open_to("openat by /proc/self/root", call(SYS_openat, AT_FDCWD, by_root.c_str(), O_RDONLY));
    open_to("openat by /proc/thread-self", call(SYS_openat, AT_FDCWD, by_thread.c_str(), O_RDONLY));
    open_to("openat to make a file",
            call(SYS_openat, AT_FDCWD, "/tmp", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600));
    open_to("openat of a folder", call(SYS_openat, AT_FDCWD, "/", O_RDONLY | O_DIRECTORY));
    open_to("openat of another process's memory",
            call(SYS_openat, AT_FDCWD, "/proc/1/environ", O_RDONLY));
    open_to("openat2", call(SYS_openat2, AT_FDCWD, file_.c_str(), &how, sizeof how));
#if defined(SYS_open)
    open_to("open", call(SYS_open, file_.c_str(), O_RDONLY));
#endif
  }

  // What is let through for a folder that was granted must be refused beside it. Nothing is harmed where it is not: a
  // folder is no file to unlink or link, a file renamed to its own name stays, and the folder that is made goes again.
  void changing() {
    const std::string other = file_ + ".probe", parent = file_.substr(0, file_.rfind('/'));
    const char *file = file_.c_str(), *folder = parent.c_str(), *made = other.c_str();
    const auto note_folder = [&](const char* name, long result) {
      note(files, name, result);
      if (result == 0) ::rmdir(made);
    };
    note_folder("mkdirat", call(SYS_mkdirat, AT_FDCWD, made, 0700));
    note(files, "linkat", call(SYS_linkat, AT_FDCWD, folder, AT_FDCWD, made, 0));
    note(files, "unlinkat", call(SYS_unlinkat, AT_FDCWD, folder, 0));
    note(files, "renameat2", call(SYS_renameat2, AT_FDCWD, file, AT_FDCWD, file, 0));
#if defined(__x86_64__)
    note_folder("mkdir", call(SYS_mkdir, made, 0700));
    note(files, "unlink", call(SYS_unlink, folder));
    note(files, "rename", call(SYS_rename, file, file));
#endif
  }

  void sockets() {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(9);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_un local{};
    local.sun_family = AF_UNIX;
    socket_of_any_family();
    int pair[2];
    note(network, "socketpair", call(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, pair));
    note(network, "connect", call(SYS_connect, kNobody, &where, sizeof where));
    note(network, "connect to a local socket", call(SYS_connect, kNobody, &local, sizeof local));
    note(network, "sendto an address", call(SYS_sendto, kNobody, "x", 1, 0, &where, sizeof where));
  }

  // All as one, by the first that is let through.
  void socket_of_any_family() {
    WayOut all{kGroups[network], "socket, of any family", true, EPERM};
    for (int family = 0; family < 46; ++family) {
      for (int type : {SOCK_STREAM, SOCK_DGRAM, SOCK_RAW}) {
        const long fd = call(SYS_socket, family, type, 0);
        const int error = fd < 0 ? errno : 0;
        if (fd >= 0) ::close(static_cast<int>(fd));
        if (all.refused) all = {all.group, all.name, is_refusal(error), error};
      }
    }
    found_.push_back(all);
  }

  void starting() {
    // A process of its own, with users of its own: the child, if there is one, ends at once.
    const std::pair<const char*, long> kinds[] = {{"clone with users of its own", 0x10000000},
                                                  {"clone with a network of its own", 0x40000000},
                                                  {"clone with mounts of its own", 0x00020000}};
    for (const auto& [name, flags] : kinds) {
      const long child = call(SYS_clone, flags | SIGCHLD, 0L, 0L, 0L, 0L);
      if (child == 0) ::_exit(0);
      const int error = errno;
      if (child > 0) ::waitpid(static_cast<pid_t>(child), nullptr, 0);
      errno = error;
      note(processes, name, child);
    }
    void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    note(programs, "mmap of code", page == MAP_FAILED ? -1 : 0);
    if (page != MAP_FAILED) ::munmap(page, 4096);
    page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    note(programs, "mprotect to code", ::mprotect(page, 4096, PROT_READ | PROT_EXEC));
    ::munmap(page, 4096);
    char typed = ' ';
    note(processes, "ioctl that types for the user", call(SYS_ioctl, kNobody, 0x5412, &typed));
    note(processes, "fcntl that signals others", call(SYS_fcntl, kNobody, F_SETOWN, 1));
    note(processes, "prlimit64 of another", call(SYS_prlimit64, 1, 99, 0, 0));
  }

  std::string file_;
  std::vector<WayOut> found_;
};

}  // namespace

std::vector<WayOut> try_ways_out(const std::string& file) { return Tries(file).run(); }

std::vector<WayOut> try_ways_out_sealed(const std::string& file) {
  // A forked child has our constants where we have them: names can go as pointers.
  const std::string told = run_sealed(
      [&] {
        const std::vector<WayOut> found = try_ways_out(file);
        return std::string(reinterpret_cast<const char*>(found.data()),
                           found.size() * sizeof(WayOut));
      },
      {}, {}, true);
  std::vector<WayOut> found(told.size() / sizeof(WayOut));
  std::memcpy(found.data(), told.data(), found.size() * sizeof(WayOut));
  return found;
}

}  // namespace tinybrain

#else

namespace tinybrain {

std::vector<WayOut> try_ways_out(const std::string&) { return {}; }
std::vector<WayOut> try_ways_out_sealed(const std::string&) {
  throw Error(Code::unsupported, msg::kSandboxNoSeccomp);
}

}  // namespace tinybrain

#endif
