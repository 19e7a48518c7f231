// The vault: one encrypted file with all that is kept of a person, and what was done with it. Its parts are consents,
// events, lessons, memories and the audit. Whatever a call acknowledged is on the disk; two processes may use one vault.
// Beside vault.tbv lie vault.tbv.head (how it opens, see key.h), vault.tbv.audit (see audit.h) and vault.tbv.lock.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/json.h"
#include "vault/audit.h"
#include "vault/consent.h"
#include "vault/events.h"
#include "vault/key.h"
#include "vault/lessons.h"
#include "vault/memory.h"
#include "vault/versions.h"

namespace tinybrain {

class VaultLock;

struct VaultOptions {
  KeySource key;
  bool create = true;              // when it is not there
  int wait_ms = 5000;              // for another process that writes
  bool lock = true;                // false: the caller sees to it that nobody else has it
  std::function<int64_t()> clock;  // milliseconds since 1970; empty = the system's
};

class Vault {
 public:
  // Error{not_found}: not there and not to be made, or its key is not; {bad_argument}: a wrong key or one of another sort;
  // {bad_file}: damaged, its head missing, or made by a newer version, and the newest backup is named; {no_space}; {io}.
  explicit Vault(const std::filesystem::path& file, const VaultOptions& options = {});
  ~Vault();
  Vault(const Vault&) = delete;

  // From any thread.
  Consents& consents() { return consents_; }
  Events& events() { return events_; }
  Lessons& lessons() { return lessons_; }
  Memories& memories() { return memories_; }
  Versions& versions() { return versions_; }
  Audit& audit() { return audit_; }

  // {"file", "bytes", "key", "public_key", "audit", "rows": {table: n}, "granted": [purpose], "backup"}
  Json info();
  // {"good", "damages": [text], "audit": {...}, "without_consent": rows that stand on no grant}
  Json verify();
  // Rows whose time is over go now; they go by themselves too. Returns how many.
  int64_t tidy();
  // Another key from now on. The old one opens copies of the old head still: see docs/vault.md.
  void change_key(const KeySource& source);

  const std::filesystem::path& file() const;
  VaultStore& store() { return *store_; }  // for the other parts of src/vault

 private:
  std::unique_ptr<VaultLock> lock_;
  std::unique_ptr<VaultStore> store_;
  KeySource key_;
  Consents consents_;
  Events events_;
  Lessons lessons_;
  Memories memories_;
  Versions versions_;
  Audit audit_;
};

// Where backups of a vault go by themselves, and the newest there; "" = none.
std::filesystem::path backups_folder(const std::filesystem::path& vault);
std::filesystem::path newest_backup(const std::filesystem::path& vault);

}  // namespace tinybrain
