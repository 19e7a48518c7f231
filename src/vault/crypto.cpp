#include "vault/crypto.h"

#include <sodium.h>

#include "base/error.h"
#include "base/messages/base.h"
#include "base/messages/vault.h"

namespace tinybrain::crypto {
namespace {

unsigned char* bytes(std::string& s) { return reinterpret_cast<unsigned char*>(s.data()); }
const unsigned char* bytes(std::string_view s) {
  return reinterpret_cast<const unsigned char*>(s.data());
}

void start() {
  static const bool works = sodium_init() >= 0;
  if (!works) throw Error(Code::internal, msg::kVaultRandom);
}

}  // namespace

std::string random_bytes(size_t n) {
  start();
  std::string out(n, '\0');
  randombytes_buf(out.data(), n);
  return out;
}

std::string hex(std::string_view b) {
  std::string out(2 * b.size() + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes(b), b.size());
  out.pop_back();
  return out;
}

std::optional<std::string> from_hex(std::string_view digits) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  if (digits.size() % 2) return std::nullopt;
  std::string out;
  for (size_t i = 0; i < digits.size(); i += 2) {
    const int high = digit(digits[i]), low = digit(digits[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

std::string sha256_hex(std::string_view b) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(bytes(digest), bytes(b), b.size());
  return hex(digest);
}

void wipe(std::string& secret) {
  sodium_memzero(secret.data(), secret.size());
  secret.clear();
}

std::string key_from_passphrase(std::string_view passphrase, std::string_view salt,
                                const Cost& cost) {
  start();
  static_assert(kKeySize == crypto_secretbox_KEYBYTES && kSaltSize == crypto_pwhash_SALTBYTES);
  TB_ASSERT(salt.size() == kSaltSize);
  std::string key(kKeySize, '\0');
  if (crypto_pwhash(bytes(key), key.size(), passphrase.data(), passphrase.size(), bytes(salt),
                    cost.passes, cost.memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw Error(Code::no_memory, msg::kNoMemory, cost.memory, "Argon2id");
  return key;
}

std::string seal(std::string_view key, std::string_view plain) {
  TB_ASSERT(key.size() == kKeySize);
  std::string out = random_bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  const std::string nonce = out;
  out.resize(nonce.size() + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(out) + nonce.size(), nullptr, bytes(plain),
                                             plain.size(), nullptr, 0, nullptr, bytes(nonce),
                                             bytes(key));
  return out;
}

std::optional<std::string> unseal(std::string_view key, std::string_view sealed) {
  constexpr size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  TB_ASSERT(key.size() == kKeySize);
  if (sealed.size() < kNonce + kTag) return std::nullopt;
  std::string out(sealed.size() - kNonce - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(out), nullptr, nullptr,
                                                 bytes(sealed) + kNonce, sealed.size() - kNonce,
                                                 nullptr, 0, bytes(sealed), bytes(key)) != 0)
    return std::nullopt;
  return out;
}

Signer::Signer(std::string_view seed)
    : public_(crypto_sign_PUBLICKEYBYTES, '\0'), secret_(crypto_sign_SECRETKEYBYTES, '\0') {
  TB_ASSERT(seed.size() == crypto_sign_SEEDBYTES);
  start();
  crypto_sign_seed_keypair(bytes(public_), bytes(secret_), bytes(seed));
}

std::string Signer::sign(std::string_view text) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(bytes(signature), nullptr, bytes(text), text.size(),
                       bytes(std::string_view(secret_)));
  return signature;
}

bool is_signed(std::string_view public_key, std::string_view text, std::string_view signature) {
  return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(bytes(signature), bytes(text), text.size(),
                                     bytes(public_key)) == 0;
}

}  // namespace tinybrain::crypto
