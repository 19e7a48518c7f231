#include "vault/keyring.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "base/error.h"
#include "base/messages/vault.h"

extern char** environ;

namespace tinybrain {
namespace {

constexpr size_t kMostOutput = 4096;

struct Finished {
  int status = 0;  // exit code
  std::string output;
};

// Runs secret-tool with `input` on its standard input; what it complains about goes nowhere.
Finished run_secret_tool(std::vector<std::string> arguments, const std::string& input) {
  // One pair of sockets for both ways: writing to a child that has gone is then an error and no signal.
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    throw Error(Code::io, msg::kVaultKeyringFailed);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], 0);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  std::vector<char*> pointers;
  arguments.insert(arguments.begin(), "secret-tool");
  for (std::string& word : arguments) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  pid_t child = -1;
  const int code =
      ::posix_spawnp(&child, "secret-tool", &actions, nullptr, pointers.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (code != 0) {
    ::close(ends[0]);
    throw Error(Code::unsupported, msg::kVaultNoKeyring);
  }
  for (size_t sent = 0; sent < input.size();) {
    const ssize_t n = ::send(ends[0], input.data() + sent, input.size() - sent, MSG_NOSIGNAL);
    if (n <= 0 && errno != EINTR) break;
    if (n > 0) sent += static_cast<size_t>(n);
  }
  ::shutdown(ends[0], SHUT_WR);
  Finished done;
  char buffer[512];
  while (done.output.size() < kMostOutput) {
    const ssize_t n = ::recv(ends[0], buffer, sizeof buffer, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    done.output.append(buffer, static_cast<size_t>(n));
  }
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  done.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  if (done.status == 127) throw Error(Code::unsupported, msg::kVaultNoKeyring);
  return done;
}

}  // namespace

std::string keyring_read(const std::string& entry) {
  Finished done = run_secret_tool({"lookup", "application", "tinybrain", "entry", entry}, "");
  if (done.status != 0) return "";
  while (!done.output.empty() && done.output.back() == '\n') done.output.pop_back();
  return done.output;
}

void keyring_write(const std::string& entry, const std::string& secret) {
  const Finished done = run_secret_tool(
      {"store", "--label=tinybrain", "application", "tinybrain", "entry", entry}, secret);
  if (done.status != 0) throw Error(Code::io, msg::kVaultKeyringFailed);
}

}  // namespace tinybrain
