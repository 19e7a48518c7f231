// How a vault opens. Its own key is random and lies sealed in a small file beside it, the head; what a person has (a key
// file, a passphrase, an entry of the desktop's keyring) unseals it. So a passphrase changes without writing the vault
// anew, and a wrong key is told from a damaged vault.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/json.h"
#include "vault/crypto.h"

namespace tinybrain {

enum class KeyKind { file, passphrase, keyring };
const char* name_of(KeyKind kind);

// What the person has.
struct KeySource {
  KeyKind kind = KeyKind::file;
  std::filesystem::path file;  // 32 bytes, mode 0600; made with its folder when a vault is
  std::string passphrase;
  std::string entry = "vault";  // the keyring's
  crypto::Cost cost;            // of a new passphrase
};

// 32 bytes that only their owner can read. Error{bad_argument}: others can; {bad_file}: not 32 bytes; {not_found}.
std::string read_key_file(const std::filesystem::path& path);
// A new one, with its folder; one that is there already stays. Error{io, no_space}.
void make_key_file(const std::filesystem::path& path);

class VaultHead {
 public:
  // A new head that seals this key. Error{bad_argument} for an empty passphrase; {io}; {unsupported} without a keyring.
  static VaultHead make(std::string_view vault_key, const KeySource& source);
  // Error{bad_file}. What it asks of memory is bounded: a head from outside cannot exhaust the machine.
  static VaultHead parse(std::string_view text);
  std::string text() const;

  KeyKind kind() const { return kind_; }
  // The vault's key. Error{bad_argument}: another sort of key is needed, or it is the wrong one; {not_found}: the key file
  // or keyring entry is gone.
  std::string open(const KeySource& source) const;

 private:
  std::string outer_key(const KeySource& source, bool make) const;

  KeyKind kind_ = KeyKind::file;
  std::string salt_, sealed_;
  crypto::Cost cost_;
};

}  // namespace tinybrain
