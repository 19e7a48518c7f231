// Backups: the whole vault in one file, encrypted as it is, with its head and a hash in a first line of JSON; and the way
// back. A backup opens with the key that the vault had when it was made.
#pragma once

#include <filesystem>

#include "base/json.h"
#include "vault/vault.h"

namespace tinybrain {

// path: empty = a new file in the backups folder. It appears whole or not at all. Returns where it is.
std::filesystem::path back_up(Vault& vault, const std::filesystem::path& path = {});

// The backup in place of what is at `file`, which nobody may have open. The backup is opened and checked before anything
// changes; what was there stays beside as FILE.old. What the person erased or withdrew after the backup was made stays
// erased and withdrawn, if what is there can still be read. {"restored", "erased_again", "withdrawn_again", "carried"}
// Error{bad_file}: no backup, cut or changed; {bad_argument}: a wrong key; {io}: the vault is in use.
Json restore(const std::filesystem::path& backup, const std::filesystem::path& file,
             const VaultOptions& options);

}  // namespace tinybrain
