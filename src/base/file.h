// Files: read-only memory maps and writes that appear whole or not at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace tinybrain {

using Bytes = std::span<const std::byte>;

// A whole file mapped read-only. Movable; the bytes live as long as the object. The file must not be
// truncated by another process meanwhile (that is a SIGBUS on every system): replace, never rewrite.
class MappedFile {
 public:
  MappedFile() = default;
  explicit MappedFile(const std::filesystem::path& path);  // not_found, io, bad_file
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  Bytes bytes() const { return {data_, size_}; }
  const std::string& path() const { return path_; }
  // Tells the system that these bytes were consumed and need not stay in memory.
  void drop(Bytes range) const;
  // Asks for these bytes to be read ahead.
  void will_need(Bytes range) const;

 private:
  const std::byte* data_ = nullptr;
  size_t size_ = 0;
  std::string path_;
};

// The whole file as a string; refuses files over `limit` bytes.
std::string read_file(const std::filesystem::path& path, size_t limit = size_t{256} << 20);

// A file written without a name and put in place by commit(), after fsync: destroyed without commit(), or
// killed, it leaves nothing. (Where the file system knows no files without a name: beside its final name,
// as ".NAME.PID-N.part".) Two writers never share a temporary file: the last commit wins, whole.
class AtomicFile {
 public:
  explicit AtomicFile(const std::filesystem::path& path);  // io
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  void write(const void* data, size_t size);  // no_space, io
  void write(std::string_view text) { write(text.data(), text.size()); }
  uint64_t position() const { return position_; }
  void commit();

 private:
  int fd_ = -1;
  bool named_ = true;  // whether temporary_ exists
  uint64_t position_ = 0;
  std::filesystem::path path_, temporary_;
  std::string buffer_;
  void flush();
  [[noreturn]] void fail(int error);
};

// The whole text in place of what is there, or nothing. Errors as of AtomicFile.
void write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace tinybrain
