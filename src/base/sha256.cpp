// SHA-256: one portable compression function, and one with the x86 SHA instructions where the
// processor has them (five to eight times as fast, which a 500 MB file makes worth having).
#include "base/sha256.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <vector>

#include "base/error.h"
#include "base/messages/base.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tinybrain {
namespace {

// First 32 bits of the fractional parts of the cube roots of the first 64 primes.
alignas(16) constexpr uint32_t kRound[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

uint32_t load_be(const uint8_t* p) {
  return uint32_t{p[0]} << 24 | uint32_t{p[1]} << 16 | uint32_t{p[2]} << 8 | uint32_t{p[3]};
}

void compress_portable(uint32_t* state, const uint8_t* data, size_t blocks) {
  for (; blocks > 0; --blocks, data += 64) {
    uint32_t w[64];
    for (int i = 0; i < 16; ++i) w[i] = load_be(data + 4 * i);
    for (int i = 16; i < 64; ++i) {
      const uint32_t a = w[i - 15], b = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3)) +
             (std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10));
    }
    uint32_t s[8];
    std::copy(state, state + 8, s);
    for (int i = 0; i < 64; ++i) {
      const uint32_t e1 = std::rotr(s[4], 6) ^ std::rotr(s[4], 11) ^ std::rotr(s[4], 25);
      const uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
      const uint32_t t1 = s[7] + e1 + choice + kRound[i] + w[i];
      const uint32_t e0 = std::rotr(s[0], 2) ^ std::rotr(s[0], 13) ^ std::rotr(s[0], 22);
      const uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
      std::copy_backward(s, s + 7, s + 8);
      s[4] += t1;
      s[0] = t1 + e0 + majority;
    }
    for (int i = 0; i < 8; ++i) state[i] += s[i];
  }
}

#if defined(__x86_64__)
// The instructions keep the state as two vectors, (A B E F) and (C D G H), highest word first, and
// do two rounds each; sha256msg1/2 extend the message four words at a time.
__attribute__((target("sha,sse4.1"))) void compress_shani(uint32_t* state, const uint8_t* data,
                                                          size_t blocks) {
  const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  __m128i abef = _mm_set_epi32(int(state[0]), int(state[1]), int(state[4]), int(state[5]));
  __m128i cdgh = _mm_set_epi32(int(state[2]), int(state[3]), int(state[6]), int(state[7]));
  for (; blocks > 0; --blocks, data += 64) {
    const __m128i abef_before = abef, cdgh_before = cdgh;
    __m128i w[4];
    for (int i = 0; i < 4; ++i) {
      w[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(data) + i), swap);
    }
    for (int g = 0; g < 16; ++g) {
      __m128i& now = w[g & 3];
      if (g >= 4) {  // words 4g..4g+3 from the sixteen before them
        const __m128i next7 = _mm_alignr_epi8(w[(g + 3) & 3], w[(g + 2) & 3], 4);
        now = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(now, w[(g + 1) & 3]), next7),
                                   w[(g + 3) & 3]);
      }
      const __m128i sum =
          _mm_add_epi32(now, _mm_load_si128(reinterpret_cast<const __m128i*>(kRound) + g));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  state[0] = uint32_t(_mm_extract_epi32(abef, 3));
  state[1] = uint32_t(_mm_extract_epi32(abef, 2));
  state[4] = uint32_t(_mm_extract_epi32(abef, 1));
  state[5] = uint32_t(_mm_extract_epi32(abef, 0));
  state[2] = uint32_t(_mm_extract_epi32(cdgh, 3));
  state[3] = uint32_t(_mm_extract_epi32(cdgh, 2));
  state[6] = uint32_t(_mm_extract_epi32(cdgh, 1));
  state[7] = uint32_t(_mm_extract_epi32(cdgh, 0));
}

bool has_shani() {
  uint32_t a = 7, b = 0, c = 0, d = 0;
  if (!__builtin_cpu_supports("sse4.1")) return false;
  asm volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
  return (b >> 29) & 1;
}
#endif

using Compress = void (*)(uint32_t*, const uint8_t*, size_t);

Compress best_compress() {
#if defined(__x86_64__)
  static const Compress best = has_shani() ? compress_shani : compress_portable;
  return best;
#else
  return compress_portable;
#endif
}

}  // namespace

void Sha256::update(const void* data, size_t size) {
  if (size == 0) return;  // data may be null then, which memcpy must not get
  auto p = static_cast<const uint8_t*>(data);
  total_ += size;
  if (filled_ > 0) {
    const size_t take = std::min(size, block_.size() - filled_);
    std::memcpy(block_.data() + filled_, p, take);
    filled_ += take;
    p += take;
    size -= take;
    if (filled_ < block_.size()) return;
    best_compress()(state_.data(), block_.data(), 1);
    filled_ = 0;
  }
  const size_t whole = size / 64;
  best_compress()(state_.data(), p, whole);
  filled_ = size - whole * 64;
  if (filled_ > 0) std::memcpy(block_.data(), p + whole * 64, filled_);
}

std::array<uint8_t, 32> Sha256::finish() {
  const uint64_t bits = total_ * 8;
  uint8_t padding[72] = {0x80};
  const size_t zeros = (filled_ < 56 ? 56 : 120) - filled_;  // padding up to the length field
  for (int i = 0; i < 8; ++i) padding[zeros + i] = uint8_t(bits >> (56 - 8 * i));
  update(padding, zeros + 8);
  std::array<uint8_t, 32> digest;
  for (int i = 0; i < 32; ++i) digest[i] = uint8_t(state_[i / 4] >> (24 - 8 * (i % 4)));
  return digest;
}

std::string Sha256::finish_hex() {
  std::string hex;
  for (uint8_t byte : finish()) hex += fmt::format("{:02x}", byte);
  return hex;
}

std::string sha256_file(const std::filesystem::path& path,
                        const std::function<bool(uint64_t, uint64_t)>& progress) {
  struct Descriptor {
    int fd;
    ~Descriptor() {
      if (fd >= 0) ::close(fd);
    }
  } file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0) {
    if (errno == ENOENT) throw Error(Code::not_found, msg::kFileNotFound, path.string());
    throw Error(Code::io, msg::kFileOpen, path.string(), std::strerror(errno));
  }
  struct stat info{};
  ::fstat(file.fd, &info);
  const auto total = static_cast<uint64_t>(info.st_size);
  Sha256 hash;
  std::vector<char> buffer(size_t{1} << 20);
  for (uint64_t done = 0;;) {
    const ssize_t n = ::read(file.fd, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw Error(Code::io, msg::kFileRead, path.string(), std::strerror(errno));
    if (n == 0) return hash.finish_hex();
    hash.update(buffer.data(), static_cast<size_t>(n));
    done += static_cast<uint64_t>(n);
    if (progress && !progress(done, total)) {
      throw Error(Code::cancelled, msg::kHashCancelled, path.string());
    }
  }
}

}  // namespace tinybrain
