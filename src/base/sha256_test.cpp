// Published vectors (FIPS 180-4 examples, NIST CAVP lengths) and pieces of every size.
#include "base/sha256.h"

#include <doctest/doctest.h>

namespace tinybrain {
namespace {

std::string hash_of(std::string_view text, size_t piece) {
  Sha256 hash;
  for (size_t i = 0; i < text.size(); i += piece) {
    const auto part = text.substr(i, piece);
    hash.update(part.data(), part.size());
  }
  return hash.finish_hex();
}

TEST_CASE("sha256: the vectors of the standard") {
  CHECK(hash_of("", 1) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hash_of("abc", 64) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hash_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 64) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(hash_of(std::string(1000000, 'a'), 4096) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha256: the same whatever the pieces") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += static_cast<char>(i * 31 + i / 7);
  for (size_t length : {1u, 55u, 56u, 57u, 63u, 64u, 65u, 119u, 120u, 128u, 1000u}) {
    const auto part = std::string_view(text).substr(0, length);
    const std::string whole = hash_of(part, length);
    for (size_t piece : {1u, 3u, 63u, 64u, 65u}) CHECK(hash_of(part, piece) == whole);
  }
}

}  // namespace
}  // namespace tinybrain
