// A folder of a test's own, gone afterwards; files in it; and with which code something fails.
#pragma once

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "base/error.h"

namespace tinybrain::testing {

struct TemporaryFolder {
  std::filesystem::path path;
  TemporaryFolder() {
    std::string name =
        std::filesystem::temp_directory_path() / "tinybrain-XXXXXX";  // mkdtemp's pattern
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
};

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// With the folders above it.
inline void put(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

// Code::ok when nothing is thrown.
template <class Body>
Code code_of(Body&& body) {
  try {
    body();
  } catch (const Error& e) {
    return e.code();
  }
  return Code::ok;
}

}  // namespace tinybrain::testing
