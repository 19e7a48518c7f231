// What the parts of a vault share: the file of rows, the lock, the clock, and the one way to change something. Not for
// those who use a vault.
#pragma once

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/json.h"
#include "database/database.h"
#include "vault/crypto.h"

namespace tinybrain {

struct VaultStore {
  VaultStore(const std::filesystem::path& path, const std::string& key, int wait_ms, bool create,
             std::function<int64_t()> time);

  std::filesystem::path file;
  std::function<int64_t()> clock;  // milliseconds since 1970
  std::recursive_mutex mutex;      // a database belongs to one thread at a time
  Database db;
  std::optional<crypto::Signer> signer;
  int64_t expired_at = 0;  // when rows whose time was over were deleted last

  std::filesystem::path beside(std::string_view suffix) const;  // vault.tbv -> vault.tbvSUFFIX
};

// vault.tbv -> vault.tbvSUFFIX
std::filesystem::path beside(const std::filesystem::path& file, std::string_view suffix);
// For its owner's eyes only.
void owner_only(const std::filesystem::path& path);
void write_private(const std::filesystem::path& path, std::string_view text);

// All that changes something goes through this: in a transaction, under the lock, and what it says for the audit is
// chained in the same transaction. Without commit() nothing has happened.
class Change {
 public:
  explicit Change(VaultStore& store);
  int64_t time() const { return time_; }
  Database& db() { return store_.db; }
  // Appends to the chain; returns the entry's number. Error{bad_argument} for an odd kind.
  int64_t audit(std::string_view kind, const Json& detail);
  void commit();

 private:
  VaultStore& store_;
  std::scoped_lock<std::recursive_mutex> lock_;
  Transaction transaction_;
  int64_t time_;
  bool audited_ = false;
};

// Under which consent something may be kept now, and until when (nothing = until the consent is withdrawn).
struct Ground {
  int64_t consent = 0;
  std::optional<int64_t> until;
};
// Nothing without a grant. Error{bad_argument}: no such purpose. Within a Change, or under the lock.
std::optional<Ground> ground_for(Database& db, std::string_view purpose, int64_t time);

// Tables of rows that stand on a consent, with columns id, time, purpose, consent, until; where in them a person's words
// are: an expression for plain text and one for JSON.
struct PersonalTable {
  const char *name, *text, *json;
};
std::span<const PersonalTable> personal_tables();

// Set in the transaction that deletes what must leave no bytes; taken away after compacting.
constexpr const char* kScrubPending = "scrub pending";

// Words of a closed set of letters for kinds and states: a to z, 0 to 9, '.', '_', '-'; 1 to 64. Error{bad_argument}.
void require_word(std::string_view word);
// Compact text of what a row holds. Error{bad_argument} over 1 MiB.
std::string row_text(const Json& detail);

}  // namespace tinybrain
