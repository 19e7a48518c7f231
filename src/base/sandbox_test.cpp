// Each test seals a child and looks at what it can still do. Left out where the kernel cannot seal and
// under sanitizers, which need what a sealed process has given up.
#include "base/sandbox.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <thread>

#include "base/error.h"
#include "base/file.h"
#include "base/folder_testing.h"
#include "base/messages/base.h"
#include "base/sandbox_probe.h"
#include "base/sanitized_testing.h"
#include "base/sealed_child.h"

using namespace tinybrain;
namespace fs = std::filesystem;

namespace {

bool cannot_seal() { return testing::kSanitized || !sandbox_support().whole(); }

// The exit code of a child that does this; 128 + signal.
int in_child(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    int code = 99;
    try {
      code = work();
    } catch (...) {
      code = 98;
    }
    ::_exit(code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool can_read(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY);
  if (fd >= 0) ::close(fd);
  return fd >= 0;
}

void put(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

}  // namespace

TEST_CASE("every known way out is refused, and is one as long as nothing is sealed") {
  if (cannot_seal()) return;
  const testing::TemporaryFolder folder;
  put(folder.path / "secret", "s");
  const std::string secret = (folder.path / "secret").string();
  const auto sealed = try_ways_out_sealed(secret);
  CHECK(sealed.size() > 100);
  for (const WayOut& w : sealed) CHECK_MESSAGE(w.refused, w.name, ": ", w.error);
  // Without a seal the same calls do something or find something else wrong: they test what they say.
  // (What the user of this test may not do anyway, or this kernel does not have, is no counterexample.)
  CHECK(in_child([&] {
          size_t open = 0;
          for (const WayOut& w : try_ways_out(secret)) open += !w.refused;
          return open > sealed.size() / 2 ? 0 : 1;
        }) == 0);
}

TEST_CASE("only granted files can be read, and none written") {
  if (cannot_seal()) return;
  const testing::TemporaryFolder folder;
  const fs::path at = folder.path;
  fs::create_directories(at / "given/sub");
  for (const char* name : {"given/a", "given/sub/b", "one", "other"}) put(at / name, "x");
  fs::create_symlink(at / "other", at / "given/link");
  fs::create_symlink(at / "one", at / "way");
  CHECK(in_child([&] {
          seal({.readable = {at / "given", at / "way", at / "missing"}});
          if (!can_read(at / "given/a") || !can_read(at / "given/sub/b")) return 1;
          if (!can_read(at / "one") || !can_read(at / "way")) return 2;
          if (can_read(at / "other") || can_read(at / "given/link")) return 3;
          if (can_read(at) || can_read("/etc/passwd") || can_read("/proc/1/environ")) return 4;
          if (::open((at / "given/a").c_str(), O_WRONLY) >= 0) return 5;
          if (::open((at / "given/a").c_str(), O_RDONLY | O_TRUNC) >= 0) return 6;
          if (::open((at / "given/c").c_str(), O_WRONLY | O_CREAT, 0600) >= 0) return 7;
          if (::unlink((at / "given/a").c_str()) == 0) return 8;
          try {
            AtomicFile(at / "given/new");
            return 9;
          } catch (const Error& e) {
            return e.code() == Code::io ? 0 : 10;
          }
        }) == 0);
}

TEST_CASE("a snapshot of Hugging Face's cache may be read with its blobs, but no other link") {
  if (cannot_seal()) return;
  const testing::TemporaryFolder folder;
  const fs::path at = folder.path, snapshot = at / "snapshots/r1";
  fs::create_directories(at / "blobs");
  fs::create_directories(snapshot);
  put(at / "blobs/h", "x");
  put(at / "blobs/unlinked", "x");
  put(at / "key", "x");
  fs::create_symlink("../../blobs/h", snapshot / "config.json");
  fs::create_symlink("../../key", snapshot / "tokenizer.json");
  CHECK(in_child([&] {
          seal({.readable = {snapshot}});
          if (!can_read(snapshot / "config.json")) return 1;
          if (can_read(snapshot / "tokenizer.json") || can_read(at / "key")) return 2;
          return can_read(at / "blobs/unlinked") ? 3 : 0;
        }) == 0);
}

TEST_CASE("a granted folder takes files that are put in place whole") {
  if (cannot_seal()) return;
  const testing::TemporaryFolder folder;
  const fs::path at = folder.path;
  fs::create_directories(at / "out");
  put(at / "out/old", "before");
  put(at / "key", "x");
  CHECK(in_child([&] {
          seal({.writable = {at / "out"}});
          for (const char* name : {"new", "old"}) {
            AtomicFile file(at / "out" / name);
            file.write("after");
            file.commit();
          }
          if (can_read(at / "out/old")) return 1;
          if (::unlink((at / "key").c_str()) == 0) return 2;
          if (::rename((at / "key").c_str(), (at / "out/key").c_str()) == 0) return 3;
          if (::truncate((at / "out/new").c_str(), 0) == 0) return 4;
          return ::chmod((at / "key").c_str(), 0) == 0 ? 5 : 0;
        }) == 0);
  CHECK(read_file(at / "out/new") == "after");
  CHECK(read_file(at / "out/old") == "after");
}

TEST_CASE("a kept folder is read and written, folders in it included, and nothing beside it") {
  if (cannot_seal()) return;
  const testing::TemporaryFolder folder;
  const fs::path at = folder.path, home = at / "home";
  fs::create_directories(home / "old");
  put(home / "old/a", "before");
  put(at / "key", "x");
  put(at / "one", "12345");
  fs::create_symlink(at / "key", home / "link");
  CHECK(in_child([&] {
          seal({.kept = {home, at / "one"}});
          if (read_file(home / "old/a", 10) != "before") return 1;
          fs::create_directories(home / ".new.part/docs");
          AtomicFile file(home / ".new.part/docs/b");
          file.write("after");
          file.commit();
          fs::rename(home / ".new.part", home / "new");
          fs::rename(home / "new/docs/b", home / "b");
          fs::remove_all(home / "old");
          // As a database has it: locks, a log that is cut short, memory shared through a file.
          const int fd = ::open((home / "db").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
          struct flock lock{};
          lock.l_type = F_WRLCK;
          lock.l_len = 1;
          if (fd < 0 || ::fcntl(fd, F_SETLK, &lock) != 0 || ::flock(fd, LOCK_EX) != 0) return 2;
          if (::ftruncate(fd, 4096) != 0 || ::fsync(fd) != 0) return 3;
          void* shared = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
          if (shared == MAP_FAILED || ::ftruncate(fd, 0) != 0) return 4;
          const int one = ::open((at / "one").c_str(), O_RDWR);
          if (one < 0 || ::ftruncate(one, 1) != 0 || ::unlink((at / "one").c_str()) == 0) return 5;
          if (can_read(at / "key") || can_read(home / "link") || can_read(at)) return 6;
          if (::mkdir((at / "beside").c_str(), 0700) == 0 || ::rmdir(home.c_str()) == 0) return 7;
          if (::rename((home / "b").c_str(), (at / "b").c_str()) == 0) return 8;
          if (::link((at / "key").c_str(), (home / "key").c_str()) == 0) return 9;
          if (::symlink("/etc/passwd", (home / "way").c_str()) == 0) return 10;
          if (::chmod((home / "b").c_str(), 0777) == 0) return 11;
          return ::open((at / "key").c_str(), O_WRONLY) >= 0 ? 12 : 0;
        }) == 0);
  CHECK(read_file(home / "b") == "after");
  CHECK(!fs::exists(home / "old"));
}

TEST_CASE("threads go on, those that were there before a filter came included") {
  if (cannot_seal()) return;
  CHECK(in_child([] {
          seal({});
          int made = 0;
          std::thread([&] { made = can_read("/etc/passwd") ? 1 : 2; }).join();
          return made == 2 ? 0 : 1;
        }) == 0);
  CHECK(in_child([] {
          std::atomic<int> state{0};
          std::thread early([&] {
            while (state == 0) std::this_thread::yield();
            state = ::socket(AF_INET, SOCK_STREAM, 0) < 0 ? 2 : 3;
          });
          seal_sockets();
          state = 1;
          early.join();
          return state == 2 ? 0 : 1;
        }) == 0);
  // Files are a matter of each thread: it would be a lie.
  CHECK(in_child([] {
          std::atomic<bool> done{false};
          std::thread other([&] {
            while (!done) std::this_thread::yield();
          });
          int code = 1;
          try {
            seal({});
          } catch (const Error& e) {
            code = e.code() == Code::unsupported ? 0 : 2;
          }
          done = true;
          other.join();
          return code;
        }) == 0);
}

TEST_CASE("a sealed process starts no other, unless it was granted") {
  if (cannot_seal()) return;
  CHECK(in_child([] {
          seal({});
          return ::fork() < 0 && errno == EPERM ? 0 : 1;
        }) == 0);
  CHECK(in_child([] {
          seal({.children = true});
          return in_child([] { return can_read("/etc/passwd") ? 1 : 7; }) == 7 ? 0 : 1;
        }) == 0);
  CHECK(in_child([] {
          seal({.children = true});
          return run_sealed([] { return std::string("inner"); }) == "inner" ? 0 : 1;
        }) == 0);
  CHECK(in_child([] {
          seal({.programs = true});
          ::execl("/bin/sh", "sh", "-c", "exit 5", static_cast<char*>(nullptr));
          return 1;
        }) == 5);
  CHECK(in_child([] {
          seal({.programs = true});
          ::execl("/bin/sh", "sh", "-c", "read x < /etc/passwd", static_cast<char*>(nullptr));
          return 0;
        }) != 0);
}

#if defined(__x86_64__)
TEST_CASE("calls as a 32-bit program makes them are refused, or end the process") {
  if (cannot_seal()) return;
  const int code = in_child([] {
    seal({});
    long number = 20, result = 0;  // getpid
    asm volatile("int $0x80" : "=a"(result) : "a"(number) : "memory", "r8", "r9", "r10", "r11");
    return static_cast<int>(result) == -EPERM ? 0 : 1;
  });
  CHECK((code == 0 || code == 128 + SIGSEGV));
}
#endif

TEST_CASE("work in a sealed child: its result, its errors, its end") {
  if (testing::kSanitized) return;
  CHECK(run_sealed([] { return std::string("a\0b", 3); }) == std::string("a\0b", 3));
  CHECK(run_sealed([] { return std::string(5'000'000, 'x'); }).size() == 5'000'000);
  CHECK(run_sealed([] { return std::string(); }).empty());
  try {
    run_sealed([]() -> std::string { throw Error(Code::bad_file, msg::kFileNotRegular, "x"); });
    FAIL("no error");
  } catch (const Error& e) {
    CHECK(e.code() == Code::bad_file);
    CHECK(e.message(Language::en) == text_of(Language::en, msg::kFileNotRegular, "x"));
    CHECK(e.message(Language::ko) == text_of(Language::ko, msg::kFileNotRegular, "x"));
  }
  CHECK_THROWS_AS(run_sealed([]() -> std::string { ::abort(); }), Error);
  CHECK_THROWS_AS(run_sealed([]() -> std::string { ::_exit(0); }), Error);
  CHECK_THROWS_AS(run_sealed([] { return std::string(1000, 'x'); }, {}, {.output = 999}), Error);
  CHECK_THROWS_AS(
      run_sealed([] { return std::string(size_t{1} << 28, 'x'); }, {}, {.memory = size_t{1} << 26}),
      std::bad_alloc);
  CHECK_THROWS_AS(run_sealed(
                      [] {
                        for (;;) asm volatile("");
                        return std::string();
                      },
                      {}, {.seconds = 1}),
                  Error);
}

TEST_CASE("work in a sealed child sees no open file") {
  if (cannot_seal()) return;
  const int file = ::open("/etc/passwd", O_RDONLY), fd = ::fcntl(file, F_DUPFD, 20);
  ::close(file);
  CHECK(run_sealed([fd] {
          char c;
          return std::string(::read(fd, &c, 1) < 0 && errno == EBADF ? "shut" : "open");
        }) == "shut");
  ::close(fd);
}
