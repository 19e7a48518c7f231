#include "vault/vault.h"

#include <sys/stat.h>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/base.h"
#include "base/messages/vault.h"
#include "vault/lock.h"
#include "vault/retention.h"
#include "vault/store.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
constexpr size_t kMostHead = 64 << 10;
constexpr uint64_t kPageSize = 4096;

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

uint64_t size_of(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  return error ? 0 : size;
}

Error damaged(const fs::path& file, std::string_view why) {
  const fs::path backup = newest_backup(file);
  return backup.empty()
             ? Error(Code::bad_file, msg::kVaultDamagedAlone, file.string(), why)
             : Error(Code::bad_file, msg::kVaultDamaged, file.string(), why, backup.string());
}

// The first thing in a new vault: its identity. Two processes may come here; the first makes it.
void found(VaultStore& store) {
  Change change(store);
  std::string seed;
  {
    Statement s = change.db().prepare("SELECT value FROM meta WHERE name = 'signing seed'");
    if (s.step()) {
      const auto bytes = s.blob(0);
      seed.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
  }
  const bool fresh = seed.empty();
  if (fresh) {
    seed = crypto::random_bytes(crypto::kKeySize);
    change.db().run("INSERT INTO meta (name, value) VALUES ('signing seed', ?1)",
                    std::as_bytes(std::span(seed)));
  }
  store.signer.emplace(seed);
  crypto::wipe(seed);
  if (fresh) {
    Json detail;
    detail.set("public_key", crypto::hex(store.signer->public_key()));
    change.audit("vault.created", detail);
  }
  delete_expired_now_and_then(store, change);
  change.commit();
}

VaultHead read_head(const fs::path& file) {
  try {
    return VaultHead::parse(read_file(beside(file, ".head"), kMostHead));
  } catch (const Error& e) {
    if (e.code() != Code::bad_file) throw;
    throw damaged(beside(file, ".head"), e.what());
  }
}

void write_head(const fs::path& file, const VaultHead& head) {
  write_private(beside(file, ".head"), head.text());
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  if (folder.empty() || fs::exists(folder, error)) return;
  fs::create_directories(folder, error);
  if (error) throw Error(Code::io, msg::kFileWrite, folder.string(), error.message());
  fs::permissions(folder, fs::perms::owner_all, error);
}

// The head's key; makes the head where there is none and there may be.
std::string key_of(const fs::path& file, const VaultOptions& options,
                   std::unique_ptr<VaultLock>& lock) {
  const fs::path head = beside(file, ".head");
  if (!is_there(head)) {
    if (size_of(file) > 0) throw damaged(file, text_of(Language::en, msg::kVaultHeadMissing));
    if (!options.create) throw Error(Code::not_found, msg::kVaultNone, file.string());
    make_folder(file.parent_path());
    lock =
        std::make_unique<VaultLock>(beside(file, ".lock"), VaultLock::Mode::alone, options.wait_ms);
    if (!is_there(head)) {
      std::string key = crypto::random_bytes(crypto::kKeySize);
      write_head(file, VaultHead::make(key, options.key));
      crypto::wipe(key);
    }
    lock->share();
  } else if (options.lock) {
    lock = std::make_unique<VaultLock>(beside(file, ".lock"), VaultLock::Mode::shared,
                                       options.wait_ms);
  }
  return read_head(file).open(options.key);
}

// After an erasure that was killed before its pages were compacted.
void finish_scrub(VaultStore& store) {
  if (!store.db.find_integer("SELECT 1 FROM meta WHERE name = ?1", kScrubPending)) return;
  try {
    store.db.scrub();
    store.db.run("DELETE FROM meta WHERE name = ?1", kScrubPending);
  } catch (const Error& e) {
    if (e.code() != Code::io) throw;  // another process is at it, or will be
  }
}

std::unique_ptr<VaultStore> open(const fs::path& file, const VaultOptions& options,
                                 std::unique_ptr<VaultLock>& lock) {
  std::string key = key_of(file, options, lock);
  // An audit's head was written, so there was a vault: less than a page in its place, which SQLite takes for a new file,
  // is what is left of it.
  if (size_of(file) < kPageSize && is_there(beside(file, ".audit")))
    throw damaged(file, text_of(Language::en, msg::kVaultEmpty));
  std::unique_ptr<VaultStore> store;
  try {
    store = std::make_unique<VaultStore>(file, key, options.wait_ms, true, options.clock);
    found(*store);
  } catch (const Error& e) {
    // The head opened with its key, so what is wrong is the file.
    if (e.code() == Code::bad_file) throw damaged(file, e.what());
    throw;
  }
  crypto::wipe(key);
  finish_scrub(*store);
  if (!is_there(store->beside(".audit")) &&
      store->db.find_integer("SELECT count(*) FROM audit") == 1)
    publish_head(*store);  // killed while it was made
  return store;
}

}  // namespace

fs::path backups_folder(const fs::path& vault) { return vault.parent_path() / "backups"; }

fs::path newest_backup(const fs::path& vault) {
  fs::path newest;
  std::error_code error;
  // Names carry the time, so the greatest is the newest.
  for (const auto& entry : fs::directory_iterator(backups_folder(vault), error))
    if (entry.path().extension() == ".tbvb" && entry.path() > newest) newest = entry.path();
  return newest;
}

Vault::Vault(const fs::path& file, const VaultOptions& options)
    : store_(open(file, options, lock_)),
      key_(options.key),
      consents_(*store_),
      events_(*store_),
      lessons_(*store_),
      memories_(*store_),
      versions_(*store_),
      audit_(*store_) {}

Vault::~Vault() { crypto::wipe(key_.passphrase); }

const fs::path& Vault::file() const { return store_->file; }

Json Vault::info() {
  const std::scoped_lock lock(store_->mutex);
  Json j;
  j.set("file", file().string());
  j.set("bytes", size_of(file()) + size_of(store_->beside("-wal")));
  j.set("key", name_of(read_head(file()).kind()));
  j.set("public_key", crypto::hex(store_->signer->public_key()));
  j.set("audit", audit_.count());
  Json rows{Json::Object{}}, granted{Json::Array{}};
  for (const PersonalTable& t : personal_tables())
    rows.set(t.name, *store_->db.find_integer(fmt::format("SELECT count(*) FROM {}", t.name)));
  rows.set("versions", *store_->db.find_integer("SELECT count(*) FROM versions"));
  for (const Consent& c : consents_.list())
    if (c.state == ConsentState::granted) granted.push(c.purpose->name);
  j.set("rows", std::move(rows));
  j.set("granted", std::move(granted));
  const fs::path backup = newest_backup(file());
  j.set("backup", backup.empty() ? Json() : Json(backup.string()));
  return j;
}

Json Vault::verify() {
  const std::scoped_lock lock(store_->mutex);
  Json damages{Json::Array{}};
  for (const std::string& d : store_->db.damages()) damages.push(d);
  Json j;
  if (!damages.as_array().empty()) {
    j.set("good", false);
    j.set("damages", std::move(damages));
    const fs::path backup = newest_backup(file());
    j.set("backup", backup.empty() ? Json() : Json(backup.string()));
    return j;
  }
  const AuditVerdict audit = audit_.verify();
  int64_t without = 0;
  // A grant of the same purpose, given before.
  for (const PersonalTable& t : personal_tables())
    without += *store_->db.find_integer(
        fmt::format("SELECT count(*) FROM {} AS r LEFT JOIN consents AS c ON c.id = r.consent AND "
                    "c.purpose = r.purpose AND c.state = 'granted' WHERE c.id IS NULL",
                    t.name));
  j.set("good", audit.good() && without == 0);
  j.set("damages", std::move(damages));
  j.set("audit", to_json(audit));
  j.set("without_consent", without);
  return j;
}

int64_t Vault::tidy() {
  Change change(*store_);
  const int64_t rows = delete_expired(change);
  change.commit();
  return rows;
}

void Vault::change_key(const KeySource& source) {
  const std::scoped_lock lock(store_->mutex);
  std::string key = read_head(file()).open(key_);
  const VaultHead head = VaultHead::make(key, source);
  crypto::wipe(key);
  Json detail;
  detail.set("key", name_of(source.kind));
  audit_.append("vault.key", detail);
  write_head(file(), head);
  key_ = source;
}

}  // namespace tinybrain
