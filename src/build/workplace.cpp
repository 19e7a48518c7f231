#include "build/workplace.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/messages/base.h"
#include "base/messages/build.h"

namespace tinybrain {

namespace fs = std::filesystem;

Workplace::Workplace(const fs::path& output) : output_(output) {
  std::error_code code;
  if (fs::exists(output / "manifest.json", code))
    throw Error(Code::bad_argument, msg::kBuildExists, output.string());
  const bool ours = fs::is_directory(output / ".build", code);
  if (!ours && fs::exists(output, code) && !fs::is_empty(output, code))
    throw Error(Code::bad_argument, msg::kBuildForeign, output.string());
  fs::create_directories(output / ".build", code);
  const std::string lock = working("lock").string();
  lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_ < 0) throw Error(Code::io, msg::kFileOpen, lock, std::strerror(errno));
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock_);
    throw Error(Code::bad_argument, msg::kBuildBusy, output.string());
  }
}

Workplace::~Workplace() {
  if (lock_ >= 0) ::close(lock_);
}

void Workplace::finish() {
  std::error_code ignored;
  fs::remove_all(output_ / ".build", ignored);
}

}  // namespace tinybrain
