// The audit: what was done with a person's data, in order, each entry chained to the one before by SHA-256, so that a
// removed or changed line shows. The newest entry's hash also lies signed in a file beside the vault (".audit"), so that
// a cut-off tail shows too. What an entry says of a person can be erased; its digest stays and the chain still holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace tinybrain {

class Database;
struct VaultStore;

struct AuditEntry {
  int64_t seq = 0;   // 1, 2, 3, ...
  int64_t time = 0;  // milliseconds since 1970
  std::string kind;
  Json detail;  // null once erased
  bool erased = false;
  std::string hash;  // 64 digits
};

struct AuditFilter {
  std::string kind;    // "" = all; "consent." = all that begin so
  int64_t from = 0;    // time
  int64_t to = 0;      // before this time; 0 = no end
  int64_t before = 0;  // entries older than this number; 0 = from the newest
  size_t limit = 100;
};

struct AuditVerdict {
  int64_t entries = 0;
  int64_t erased = 0;                // of them without their detail, each named by an erasure
  std::optional<int64_t> broken_at;  // the first entry that does not hold
  std::string why;                   // "" or: changed, missing, erased, cut, head
  bool good() const { return !broken_at; }
};

class Audit {
 public:
  explicit Audit(VaultStore& store) : store_(store) {}
  // kind: a word such as "action.refund". detail says what happened, not what a person said, where that can be.
  AuditEntry append(std::string_view kind, const Json& detail);
  std::vector<AuditEntry> list(const AuditFilter& filter = {});  // newest first
  AuditVerdict verify();
  int64_t count();

 private:
  VaultStore& store_;
};

Json to_json(const AuditEntry& entry);
Json to_json(const AuditVerdict& verdict);

// Within a transaction.
int64_t append_to_chain(Database& db, int64_t time, std::string_view kind, const Json& detail);
// Writes the newest entry's number and hash, signed, beside the vault. Outside a transaction.
void publish_head(VaultStore& store);

}  // namespace tinybrain
