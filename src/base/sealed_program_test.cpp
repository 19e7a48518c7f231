// Programs that want out, run for ever or take everything: what they get, and how they end. Left out where the kernel cannot
// seal and under sanitizers.
#include "base/sealed_program.h"
#include "base/sanitized_testing.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/error.h"
#include "base/folder_testing.h"
#include "base/sandbox.h"

using namespace tinybrain;
namespace fs = std::filesystem;
using Why = ProgramEnd::Why;

namespace {

bool cannot_run() { return testing::kSanitized || !sandbox_support().whole(); }

SealedProgram shell(const ScratchFolder& scratch, const std::string& script) {
  SealedProgram p;
  p.command = {"/bin/sh", "-c", script};
  p.folder = scratch.path();
  p.limits.seconds = 5;
  p.limits.cpu_seconds = 5;
  return p;
}

ProgramEnd run(const std::string& script) {
  const ScratchFolder scratch;
  return run_sealed_program(shell(scratch, script));
}

ProgramEnd python(const std::string& script, ProgramLimits limits = {.seconds = 10}) {
  const ScratchFolder scratch;
  SealedProgram p;
  p.command = {system_program("python3").string(), "-s", "-c", script};
  p.folder = scratch.path();
  p.limits = limits;
  return run_sealed_program(p);
}

}  // namespace

TEST_CASE("sealed program: what it says, how it ends, its folder") {
  if (cannot_run()) return;
  const ProgramEnd end = run("echo out; echo err >&2; exit 7");
  CHECK(end.why == Why::exited);
  CHECK(end.code == 7);
  CHECK(end.out == "out\n");
  CHECK(end.err == "err\n");
  CHECK(run("echo x > /dev/null").well());
  const ScratchFolder scratch;
  testing::put(scratch.path() / "in", "given");
  SealedProgram p = shell(scratch, "read x < in; echo $x > out; echo $HOME $NAME; pwd");
  p.environment = {"NAME=value"};
  const ProgramEnd wrote = run_sealed_program(p);
  CHECK(wrote.well());
  const std::string folder = scratch.path().string();
  CHECK(wrote.out == folder + " value\n" + folder + "\n");
  CHECK(scratch.read("out", 100) == "given\n");
  CHECK(scratch.read("out", 2) == "gi");
  CHECK(scratch.read("none", 100).empty());
  SealedProgram missing = shell(scratch, "");
  missing.command[0] = "/usr/bin/no-such-program";
  CHECK(testing::code_of([&] { run_sealed_program(missing); }) == Code::io);
  CHECK(system_program("sh") != "");
  CHECK(system_program("no-such-program").empty());
}

TEST_CASE("sealed program: nothing outside of its folder is read or written") {
  if (cannot_run()) return;
  const testing::TemporaryFolder outside;
  testing::put(outside.path / "secret", "s");
  const std::string secret = (outside.path / "secret").string();
  const std::string home = ::getenv("HOME") ? ::getenv("HOME") : "/root";
  // Itself it may end.
  const ProgramEnd own = run("kill -6 $$; exit 3");
  CHECK(own.why == Why::signal);
  CHECK(own.code == SIGABRT);
  for (const std::string& script :
       {"read x < " + secret, "echo x > " + secret, "echo x > " + outside.path.string() + "/new",
        std::string("read x < /etc/passwd"), "cd " + home, "exec ls " + home,
        std::string("read x < /proc/1/environ"), std::string("echo x > /tmp/tinybrain-outside"),
        std::string("exec ln -s /etc/passwd here"), "kill -9 " + std::to_string(::getpid())}) {
    CAPTURE(script);
    CHECK(!run(script).well());
  }
  CHECK(testing::bytes_of(outside.path / "secret") == "s");
  CHECK(!fs::exists(outside.path / "new"));
  CHECK(!fs::exists("/tmp/tinybrain-outside"));
}

TEST_CASE("sealed program: what never ends is ended, with all that it started") {
  if (cannot_run()) return;
  const ScratchFolder scratch;
  SealedProgram p = shell(scratch, "while :; do :; done");
  p.limits.cpu_seconds = 1;
  CHECK(run_sealed_program(p).why == Why::time);
  p.command[2] = "exec sleep 100";
  p.limits.seconds = 1;
  CHECK(run_sealed_program(p).why == Why::time);
  // Without leave no process is started at all: a fork bomb is a program that fails.
  const ProgramEnd bomb = run("f() { f | f & }; f; wait");
  CHECK(!bomb.well());
  p.children = true;
  p.command[2] = "sleep 100 & echo $!; sleep 100";
  const ProgramEnd both = run_sealed_program(p);
  CHECK(both.why == Why::time);
  const pid_t inner = std::atoi(both.out.c_str());
  REQUIRE(inner > 0);
  bool gone = false;
  for (int i = 0; i < 200 && !gone; ++i) {  // until whoever took it over has waited for it
    const std::string stat = testing::bytes_of("/proc/" + std::to_string(inner) + "/stat");
    gone = stat.empty() || stat.find(") Z ") != std::string::npos;
    ::usleep(10000);
  }
  CHECK(gone);
}

TEST_CASE("sealed program: too much output, too large and too many files end it") {
  if (cannot_run()) return;
  const ProgramEnd said = run("exec yes");
  CHECK(said.why == Why::said_too_much);
  CHECK(said.out.size() == ProgramLimits{}.kept);
  CHECK(run("exec yes > big").why == Why::wrote_too_much);
  CHECK(run("i=0; while :; do i=$((i+1)); echo > f$i; done").why == Why::wrote_too_much);
  const ScratchFolder scratch;
  SealedProgram p =
      shell(scratch, "i=0; while :; do i=$((i+1)); head -c 900000 /bin/sh > f$i; done");
  p.children = true;
  p.limits.folder = 4000000;
  CHECK(run_sealed_program(p).why == Why::wrote_too_much);
}

TEST_CASE("sealed program: no socket, no other process, bounded memory and threads") {
  if (cannot_run() || system_program("python3").empty()) return;
  for (const char* kind : {"AF_INET, socket.SOCK_STREAM", "AF_INET, socket.SOCK_DGRAM", "AF_UNIX",
                           "AF_INET6, socket.SOCK_STREAM", "AF_NETLINK, socket.SOCK_RAW"}) {
    const ProgramEnd end = python(std::string("import socket; socket.socket(socket.") + kind + ")");
    CHECK_MESSAGE(end.err.find("PermissionError") != std::string::npos, kind, ": ", end.err);
  }
  CHECK(python("import os; os.fork()").err.find("PermissionError") != std::string::npos);
  CHECK(python("import subprocess; subprocess.run(['/bin/true'])").err.find("PermissionError") !=
        std::string::npos);
  CHECK(python("import os; os.setsid()").err.find("PermissionError") != std::string::npos);
  const ProgramEnd memory = python("x = bytearray(1 << 33)");
  CHECK(memory.err.find("MemoryError") != std::string::npos);
  // Shared pages are no data of the process, but they count.
  CHECK(python("import mmap\nm = mmap.mmap(-1, 1 << 31)\nwhile True:\n m.write(b'x' * 4096)").why ==
        Why::memory);
  CHECK(python("import threading, time\nfor i in range(50):\n"
               " threading.Thread(target=time.sleep, args=(30,)).start()",
               {.seconds = 20, .threads = 8})
            .why == Why::threads);
  CHECK(python("import threading\nr = []\nt = threading.Thread(target=r.append, args=(1,))\n"
               "t.start()\nt.join()\nassert r")
            .well());
}
