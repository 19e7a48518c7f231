// Memory maps and atomic writes over POSIX.
#include "base/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/messages/base.h"

namespace tinybrain {
namespace {

constexpr size_t kWriteBuffer = size_t{1} << 20;

int open_for_reading(const std::filesystem::path& path, struct stat& info) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const int error = errno;
    if (error == ENOENT) throw Error(Code::not_found, msg::kFileNotFound, path.string());
    throw Error(Code::io, msg::kFileOpen, path.string(), std::strerror(error));
  }
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    ::close(fd);
    throw Error(Code::bad_file, msg::kFileNotRegular, path.string());
  }
  return fd;
}

// Page-aligned subrange for madvise: shrunk for drop, so that no neighbour's page is touched.
void advise(Bytes range, int advice, bool shrink) {
  if (range.empty()) return;
  const auto page = static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE));
  auto begin = reinterpret_cast<uintptr_t>(range.data());
  auto end = begin + range.size();
  begin = shrink ? (begin + page - 1) / page * page : begin / page * page;
  end = shrink ? end / page * page : (end + page - 1) / page * page;
  if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, advice);
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path) : path_(path.string()) {
  struct stat info;
  const int fd = open_for_reading(path, info);
  size_ = static_cast<size_t>(info.st_size);
  if (size_ > 0) {
    void* p = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd, 0);
    const int error = errno;
    ::close(fd);
    if (p == MAP_FAILED)
      throw Error(error == ENOMEM ? Code::no_memory : Code::io, msg::kFileMap, path_,
                  std::strerror(error));
    data_ = static_cast<const std::byte*>(p);
  } else {
    ::close(fd);
  }
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      path_(std::move(other.path_)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(path_, other.path_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_) ::munmap(const_cast<std::byte*>(data_), size_);
}

void MappedFile::drop(Bytes range) const { advise(range, MADV_DONTNEED, true); }
void MappedFile::will_need(Bytes range) const { advise(range, MADV_WILLNEED, false); }

std::string read_file(const std::filesystem::path& path, size_t limit) {
  struct stat info;
  const int fd = open_for_reading(path, info);
  const auto size = static_cast<size_t>(info.st_size);
  if (size > limit) {
    ::close(fd);
    throw Error(Code::bad_file, msg::kFileTooLarge, path.string(), size, limit);
  }
  std::string text(size, '\0');
  size_t done = 0;
  while (done < size) {
    const ssize_t n = ::read(fd, text.data() + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const int error = errno;
      ::close(fd);
      throw Error(Code::io, msg::kFileRead, path.string(), std::strerror(error));
    }
    if (n == 0) break;  // the file shrank while we read it
    done += static_cast<size_t>(n);
  }
  ::close(fd);
  text.resize(done);
  return text;
}

namespace {

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

}  // namespace

AtomicFile::AtomicFile(const std::filesystem::path& path) : path_(path) {
  static std::atomic<unsigned> counter{0};
  temporary_ = path_;
  temporary_.replace_filename(
      fmt::format(".{}.{}-{}.part", path_.filename().string(), ::getpid(), counter++));
#ifdef O_TMPFILE
  // A file without a name leaves nothing behind when the process is killed.
  fd_ = ::open(folder_of(path_).c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0644);
  named_ = fd_ < 0;
#endif
  if (fd_ < 0) fd_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd_ < 0) throw Error(Code::io, msg::kFileWrite, path_.string(), std::strerror(errno));
}

AtomicFile::~AtomicFile() {
  if (fd_ < 0) return;
  ::close(fd_);
  if (named_) ::unlink(temporary_.c_str());
}

void AtomicFile::fail(int error) {
  if (error == ENOSPC || error == EDQUOT)
    throw Error(Code::no_space, msg::kDiskFull, path_.string());
  throw Error(Code::io, msg::kFileWrite, path_.string(), std::strerror(error));
}

void AtomicFile::write(const void* data, size_t size) {
  TB_ASSERT(fd_ >= 0);
  position_ += size;
  buffer_.append(static_cast<const char*>(data), size);
  if (buffer_.size() >= kWriteBuffer) flush();
}

void AtomicFile::flush() {
  size_t done = 0;
  while (done < buffer_.size()) {
    const ssize_t n = ::write(fd_, buffer_.data() + done, buffer_.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(errno);
    done += static_cast<size_t>(n);
  }
  buffer_.clear();
}

void AtomicFile::commit() {
  flush();
  if (::fsync(fd_) != 0) fail(errno);
  if (!named_) {
    const std::string self = fmt::format("/proc/self/fd/{}", fd_);
    if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, temporary_.c_str(), AT_SYMLINK_FOLLOW) != 0)
      fail(errno);
    named_ = true;
  }
  ::close(std::exchange(fd_, -1));
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) {
    const int error = errno;
    ::unlink(temporary_.c_str());
    fail(error);
  }
  // The rename itself must survive a power cut: sync the folder, where the system allows it.
  const int dir = ::open(folder_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (dir >= 0) {
    ::fsync(dir);
    ::close(dir);
  }
}

void write_file(const std::filesystem::path& path, std::string_view text) {
  AtomicFile file(path);
  file.write(text);
  file.commit();
}

}  // namespace tinybrain
