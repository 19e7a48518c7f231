#include "base/scratch_folder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/error.h"
#include "base/messages/base.h"

namespace tinybrain {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder() {
  std::error_code error;
  fs::path place = fs::temp_directory_path(error);
  if (error) place = "/tmp";
  std::string name = fs::absolute(place) / "tinybrain-run-XXXXXX";  // mkdtemp's pattern
  if (!::mkdtemp(name.data()))
    throw Error(errno == EACCES || errno == EPERM ? Code::unsupported : Code::io,
                msg::kProgramNotHere, name, std::strerror(errno));
  path_ = name;
}

ScratchFolder::ScratchFolder(const fs::path& path) {
  std::string name = fs::absolute(path).string() + ".part-XXXXXX";
  if (!::mkdtemp(name.data()))
    throw Error(errno == ENOENT   ? Code::not_found
                : errno == ENOSPC ? Code::no_space
                                  : Code::io,
                msg::kFileOpen, name, std::strerror(errno));
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  // A folder that a program made unreadable is made readable, so that it can be removed.
  ::chmod(path_.c_str(), 0700);
  std::error_code error;
  fs::recursive_directory_iterator i(path_, error);
  for (const fs::recursive_directory_iterator end; !error && i != end; i.increment(error))
    if (i->is_directory(error) && !i->is_symlink(error)) ::chmod(i->path().c_str(), 0700);
  fs::remove_all(path_, error);
}

std::string ScratchFolder::read(const std::string& name, size_t most) const {
  const int fd = ::open((path_ / name).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return {};
  struct stat s{};
  std::string text;
  if (::fstat(fd, &s) == 0 && S_ISREG(s.st_mode)) {
    text.resize(std::min(most, static_cast<size_t>(s.st_size)));
    size_t have = 0;
    for (ssize_t n = 0; have < text.size(); have += static_cast<size_t>(n))
      if ((n = ::read(fd, text.data() + have, text.size() - have)) <= 0) break;
    text.resize(have);
  }
  ::close(fd);
  return text;
}

}  // namespace tinybrain
