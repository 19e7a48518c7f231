// A folder for files that nobody else is to see and that go when the work is over.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace tinybrain {

// Empty at first, for this user alone; gone with all that is in it.
class ScratchFolder {
 public:
  // In the system's place for temporary files. Error{io}; {unsupported}: this process may not make one.
  ScratchFolder();
  // Beside `path`, on the same disk, under that name and a random end: what was written there can be renamed to `path`.
  // Error{io, no_space, not_found}.
  explicit ScratchFolder(const std::filesystem::path& path);
  ScratchFolder(const ScratchFolder&) = delete;
  ~ScratchFolder();
  const std::filesystem::path& path() const { return path_; }
  // What a sealed program left there: the first `most` bytes; "" = no such file, or none that is a plain one.
  std::string read(const std::string& name, size_t most) const;

 private:
  std::filesystem::path path_;
};

}  // namespace tinybrain
