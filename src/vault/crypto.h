// What the vault needs of libsodium, whose one user this is: random bytes, a key from a passphrase, sealing a few bytes,
// signatures. Keys, salts and signatures are bytes in strings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tinybrain::crypto {

std::string random_bytes(size_t n);
std::string hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view digits);  // lower case only
std::string sha256_hex(std::string_view bytes);
void wipe(std::string& secret);  // overwrites and empties it

constexpr size_t kKeySize = 32, kSaltSize = 16;

// What guessing one passphrase costs. The default is what RFC 9106 recommends where memory is short.
struct Cost {
  uint64_t passes = 3;
  uint64_t memory = uint64_t{64} << 20;  // bytes
};
// 32 bytes by Argon2id. Error{no_memory}.
std::string key_from_passphrase(std::string_view passphrase, std::string_view salt,
                                const Cost& cost);

// XChaCha20 with Poly1305 under a 32-byte key; a random nonce comes first. unseal: nothing with another key.
std::string seal(std::string_view key, std::string_view plain);
std::optional<std::string> unseal(std::string_view key, std::string_view sealed);

// Ed25519, from a 32-byte seed.
class Signer {
 public:
  explicit Signer(std::string_view seed);
  Signer(const Signer&) = delete;
  ~Signer() { wipe(secret_); }
  const std::string& public_key() const { return public_; }  // 32 bytes
  std::string sign(std::string_view text) const;             // 64 bytes

 private:
  std::string public_, secret_;
};
bool is_signed(std::string_view public_key, std::string_view text, std::string_view signature);

}  // namespace tinybrain::crypto
