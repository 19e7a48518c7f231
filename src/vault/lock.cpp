#include "vault/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "base/error.h"
#include "base/messages/base.h"
#include "base/messages/vault.h"

namespace tinybrain {

VaultLock::VaultLock(const std::filesystem::path& path, Mode mode, int wait_ms) {
  fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd_ < 0) throw Error(Code::io, msg::kFileWrite, path.string(), std::strerror(errno));
  const int wanted = (mode == Mode::alone ? LOCK_EX : LOCK_SH) | LOCK_NB;
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_ms);
  while (::flock(fd_, wanted) != 0) {
    const int error = errno;
    if (error == EINTR) continue;
    if (error != EWOULDBLOCK || std::chrono::steady_clock::now() >= end) {
      ::close(fd_);
      throw Error(Code::io, msg::kVaultInUse, path.string());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

VaultLock::~VaultLock() { ::close(fd_); }

void VaultLock::share() { ::flock(fd_, LOCK_SH); }

}  // namespace tinybrain
