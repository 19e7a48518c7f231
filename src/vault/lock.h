// Who has a vault open: shared by all that use it, alone for making, restoring and taking its key away.
#pragma once

#include <filesystem>

namespace tinybrain {

class VaultLock {
 public:
  enum class Mode { shared, alone };
  // Waits at most wait_ms. Error{io}: another process has it, or the folder cannot be written.
  VaultLock(const std::filesystem::path& path, Mode mode, int wait_ms);
  VaultLock(const VaultLock&) = delete;
  ~VaultLock();
  void share();  // from alone to shared

 private:
  int fd_ = -1;
};

}  // namespace tinybrain
