// Forgetting, with a receipt: rows go, what the audit said of them goes, pages are overwritten and compacted, backups are
// made anew, named files go; then what was to be gone is looked for. What could not be reached is named, not hidden.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"

namespace tinybrain {

class Vault;

// All conditions that are given must hold of a row; one at least must be given.
struct EraseScope {
  bool all = false;
  std::string table;  // events, lessons, memories, versions; "" = all
  int64_t id = 0;     // a row of `table`
  std::string topic;  // rows that contain it, whatever the case
  std::string purpose;
  std::optional<int64_t> from, to;  // time, the end not included
  std::vector<std::filesystem::path>
      files;  // caches, saved sessions, logs: overwritten and deleted
};
// {"all", "table", "id", "topic", "purpose", "from", "to", "files"}. Error{bad_argument}.
EraseScope erase_scope(const Json& j);

// Returns the signed receipt: {"tinybrain_receipt", "id", "time", "scope", "removed": {table: n}, "versions": {"erased":
// [ids], "was_active", "now_active": [ids], "reports", "learn_again"}, "audit_details", "files", "backups_renewed", "copies_elsewhere", "probes": {...}, "residue": [...], "clean", "audit": {"seq", "hash"},
// "public_key", "signature"}. Killed in between, the rows are gone or not, and the vault is compacted when it is opened
// next. Error{bad_argument}: no condition; {io}: another process holds the vault; try again.
Json erase(Vault& vault, const EraseScope& scope);

}  // namespace tinybrain
