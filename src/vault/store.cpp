#include "vault/store.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/messages/vault.h"
#include "vault/audit.h"
#include "vault/consent.h"

namespace tinybrain {
namespace {

constexpr uint32_t kKind = 0x74627661;  // "tbva"
constexpr size_t kMostDetail = size_t{1} << 20;

// Ids are never given twice (AUTOINCREMENT): a receipt that names one means one row for ever.
constexpr const char* kSchemas[] = {
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE consents (id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL,"
    "  purpose TEXT NOT NULL, state TEXT NOT NULL, days INTEGER NOT NULL, who TEXT NOT NULL);"
    "CREATE INDEX consents_of ON consents (purpose, id);"
    // detail and salt are NULL once erased; the digest stays, so the chain still holds.
    "CREATE TABLE audit (seq INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL,"
    "  detail TEXT, salt TEXT, digest TEXT NOT NULL, hash TEXT NOT NULL);"
    "CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL,"
    "  purpose TEXT NOT NULL, consent INTEGER NOT NULL REFERENCES consents (id), until INTEGER,"
    "  kind TEXT NOT NULL, detail TEXT NOT NULL);"
    "CREATE INDEX events_until ON events (until) WHERE until IS NOT NULL;"
    "CREATE TABLE lessons (id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL,"
    "  purpose TEXT NOT NULL, consent INTEGER NOT NULL REFERENCES consents (id), until INTEGER,"
    "  kind TEXT NOT NULL, input TEXT NOT NULL, detail TEXT NOT NULL, state TEXT NOT NULL);"
    "CREATE INDEX lessons_until ON lessons (until) WHERE until IS NOT NULL;"
    "CREATE INDEX lessons_state ON lessons (state, kind, id);",
    // superseded_by is no reference: when the newer fact is erased, the older one must not come back to life.
    "CREATE TABLE memories (id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL,"
    "  purpose TEXT NOT NULL, consent INTEGER NOT NULL REFERENCES consents (id), until INTEGER,"
    "  kind TEXT NOT NULL, slot TEXT NOT NULL, text TEXT NOT NULL, core TEXT NOT NULL,"
    "  source TEXT NOT NULL, confidence REAL NOT NULL, times INTEGER NOT NULL, confirmed INTEGER,"
    "  superseded_by INTEGER, detail TEXT NOT NULL);"
    "CREATE INDEX memories_until ON memories (until) WHERE until IS NOT NULL;"
    "CREATE INDEX memories_core ON memories (core);"
    "CREATE INDEX memories_slot ON memories (slot) WHERE slot <> '';"
    "CREATE TABLE memory_terms (term TEXT NOT NULL, memory INTEGER NOT NULL REFERENCES memories "
    "(id)"
    "  ON DELETE CASCADE, PRIMARY KEY (term, memory)) WITHOUT ROWID;"
    "CREATE INDEX memory_terms_of ON memory_terms (memory);",
    // Lessons are no references: that one is gone is how a version that saw it is found.
    "CREATE TABLE versions (id INTEGER PRIMARY KEY AUTOINCREMENT, parent INTEGER NOT NULL,"
    "  time INTEGER NOT NULL, since INTEGER NOT NULL, consent INTEGER NOT NULL REFERENCES consents "
    "(id),"
    "  base TEXT NOT NULL, base_name TEXT NOT NULL, options TEXT NOT NULL, report TEXT,"
    "  state TEXT NOT NULL, sha256 TEXT NOT NULL, bytes BLOB);"
    "CREATE UNIQUE INDEX versions_active ON versions (base) WHERE state = 'active';"
    "CREATE TABLE version_lessons (version INTEGER NOT NULL REFERENCES versions (id),"
    "  lesson INTEGER NOT NULL, held_back INTEGER NOT NULL, PRIMARY KEY (version, lesson)) "
    "WITHOUT ROWID;"
    "CREATE INDEX version_lessons_of ON version_lessons (lesson);"
    "CREATE TABLE pending_version (key TEXT PRIMARY KEY, bytes BLOB NOT NULL);",
};
constexpr PersonalTable kPersonal[] = {
    {"events", "''", "detail"}, {"lessons", "input", "detail"}, {"memories", "text", "detail"}};

DatabaseOptions database_options(const std::string& key, int wait_ms, bool create) {
  DatabaseOptions options;
  options.key = key;
  options.wait_ms = wait_ms;
  options.create = create;
  return options;
}

}  // namespace

VaultStore::VaultStore(const std::filesystem::path& path, const std::string& key, int wait_ms,
                       bool create, std::function<int64_t()> time)
    : file(path),
      clock(time ? std::move(time) : std::function<int64_t()>(now)),
      db(path, kKind, kSchemas, database_options(key, wait_ms, create)) {}

std::filesystem::path beside(const std::filesystem::path& file, std::string_view suffix) {
  std::filesystem::path path = file;
  path += suffix;
  return path;
}

void owner_only(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, error);
}

void write_private(const std::filesystem::path& path, std::string_view text) {
  write_file(path, text);
  owner_only(path);
}

std::filesystem::path VaultStore::beside(std::string_view suffix) const {
  return tinybrain::beside(file, suffix);
}

Change::Change(VaultStore& store)
    : store_(store), lock_(store.mutex), transaction_(store.db), time_(store.clock()) {}

int64_t Change::audit(std::string_view kind, const Json& detail) {
  audited_ = true;
  return append_to_chain(store_.db, time_, kind, detail);
}

void Change::commit() {
  transaction_.commit();
  if (audited_) publish_head(store_);
}

std::optional<Ground> ground_for(Database& db, std::string_view purpose, int64_t time) {
  require_purpose(purpose);
  Statement s = db.prepare(
      "SELECT id, state, days FROM consents WHERE purpose = ?1 ORDER BY id DESC LIMIT 1");
  if (!s.with(purpose).step() || s.text(1) != "granted") return std::nullopt;
  Ground ground{s.integer(0), std::nullopt};
  if (const int64_t days = s.integer(2)) ground.until = time + days * kDay;
  return ground;
}

std::span<const PersonalTable> personal_tables() { return kPersonal; }

void require_word(std::string_view word) {
  bool good = !word.empty() && word.size() <= 64;
  for (char c : word)
    good = good &&
           ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-');
  if (!good) throw Error(Code::bad_argument, msg::kVaultWord, word.substr(0, 100));
}

std::string row_text(const Json& detail) {
  std::string text = detail.dump();
  if (text.size() > kMostDetail)
    throw Error(Code::bad_argument, msg::kVaultTooLarge, text.size(), kMostDetail);
  return text;
}

}  // namespace tinybrain
