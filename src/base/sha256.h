// SHA-256 (FIPS 180-4), fed piece by piece. Used to pin weights and to verify downloads; it is not
// meant for secrets (the vault has its own library for those).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace tinybrain {

class Sha256 {
 public:
  void update(const void* data, size_t size);
  std::array<uint8_t, 32> finish();  // the object is used up
  std::string finish_hex();          // 64 lower-case digits

 private:
  std::array<uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<uint8_t, 64> block_{};
  size_t filled_ = 0;  // bytes waiting in block_
  uint64_t total_ = 0;
};

// Hash of a whole file, read in pieces (never mapped: a file that shrinks meanwhile is no SIGBUS).
// progress(done, total) returns false to stop: Error{cancelled}. Errors: not_found, io.
std::string sha256_file(const std::filesystem::path& path,
                        const std::function<bool(uint64_t, uint64_t)>& progress = {});

}  // namespace tinybrain
