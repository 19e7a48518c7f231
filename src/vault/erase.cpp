#include "vault/erase.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/clock.h"
#include "base/error.h"
#include "base/messages/base.h"
#include "base/messages/vault.h"
#include "text/unicode.h"
#include "vault/backup.h"
#include "vault/ranges.h"
#include "vault/receipt.h"
#include "vault/residue.h"
#include "vault/store.h"
#include "vault/vault.h"
#include "vault/versions.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
constexpr int64_t kForever = INT64_MAX;

// Entries about the vault itself: they hold nothing a person said, and show what was allowed and erased.
bool is_about_the_vault(std::string_view kind) {
  for (const char* own : {"consent.", "vault.", "erase", "retention", "export", "learn."})
    if (kind.starts_with(own)) return true;
  return false;
}

class Topic {
 public:
  explicit Topic(const std::string& topic) : folded_(fold(topic)) {}
  bool is_in(std::string_view text) const {
    return folded_.empty() || fold(text).find(folded_) != std::string::npos;
  }
  bool is_in_any(const Json& value) const {
    if (folded_.empty()) return true;
    if (value.is_string()) return is_in(value.as_string());
    const auto any = [&](const auto& all, auto&& of) {
      return std::any_of(all.begin(), all.end(),
                         [&](const auto& one) { return is_in_any(of(one)); });
    };
    if (value.is_array())
      return any(value.as_array(), [](const Json& v) -> const Json& { return v; });
    if (value.is_object())
      return any(value.as_object(), [](const Json::Member& m) -> const Json& { return m.second; });
    return false;
  }

 private:
  static std::string fold(std::string_view text) {
    return unicode::folded(unicode::repaired(text));
  }
  std::string folded_;
};

// Deletes the rows of one table that the scope means.
std::vector<int64_t> delete_rows(Database& db, const PersonalTable& table, const EraseScope& scope,
                                 const Topic& topic, ResidueProbe& probe) {
  std::vector<int64_t> ids;
  {
    Statement s = db.prepare(fmt::format(
        "SELECT id, {}, {} FROM {} WHERE (?1 = 0 OR id = ?1) AND (?2 = '' OR purpose = ?2) AND "
        "time >= ?3 AND time < ?4 ORDER BY id",
        table.text, table.json, table.name));
    s.with(scope.id, scope.purpose, scope.from.value_or(0), scope.to.value_or(kForever));
    while (s.step()) {
      const std::string text = s.text(1);
      const Json json = Json::parse(s.text(2));
      if (!topic.is_in_any(json) && !topic.is_in(text)) continue;
      ids.push_back(s.integer(0));
      probe.expect_gone_text(text);
      probe.expect_gone(json);
    }
  }
  Statement s = db.prepare(fmt::format("DELETE FROM {} WHERE id = ?1", table.name));
  for (int64_t id : ids) s.with(id).run();
  return ids;
}

// Versions that saw what was erased, or that the scope means themselves.
VersionsErased erase_learnt(Change& change, const EraseScope& scope, ResidueProbe& probe) {
  std::vector<int64_t> also;
  if (scope.table == kVersionsTable) {
    Statement s = change.db().prepare(
        "SELECT id FROM versions WHERE (?1 = 0 OR id = ?1) AND time >= ?2 AND time < ?3");
    s.with(scope.id, scope.from.value_or(0), scope.to.value_or(kForever));
    while (s.step()) also.push_back(s.integer(0));
  }
  return erase_versions(change, also, scope.all, &probe);
}

Json to_json(const VersionsErased& versions) {
  const auto list = [](const std::vector<int64_t>& ids) {
    Json all{Json::Array{}};
    for (int64_t id : ids) all.push(id);
    return all;
  };
  Json j;
  j.set("erased", list(versions.ids));
  j.set("was_active", versions.was_active);
  j.set("now_active", list(versions.now_active));
  j.set("reports", versions.reports);
  j.set("learn_again", versions.was_active);
  return j;
}

// Takes away what the audit's entries say; the entries stay.
std::vector<int64_t> empty_audit(Database& db, const EraseScope& scope, const Topic& topic,
                                 ResidueProbe& probe) {
  std::vector<int64_t> seqs;
  if (!scope.all && (!scope.table.empty() || !scope.purpose.empty())) return seqs;
  {
    Statement s = db.prepare(
        "SELECT seq, kind, detail FROM audit WHERE detail NOT NULL AND time >= ?1 AND time < ?2 "
        "ORDER BY seq");
    s.with(scope.from.value_or(0), scope.to.value_or(kForever));
    while (s.step()) {
      if (is_about_the_vault(s.text(1))) continue;
      const Json detail = Json::parse(s.text(2));
      if (!topic.is_in_any(detail)) continue;
      seqs.push_back(s.integer(0));
      probe.expect_gone(detail);
    }
  }
  Statement s = db.prepare("UPDATE audit SET detail = NULL, salt = NULL WHERE seq = ?1");
  for (int64_t seq : seqs) s.with(seq).run();
  return seqs;
}

void overwrite_and_delete(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd >= 0) {
    const std::array<char, 65536> nothing{};
    off_t left = ::lseek(fd, 0, SEEK_END);
    ::lseek(fd, 0, SEEK_SET);
    while (left > 0) {
      const ssize_t n =
          ::write(fd, nothing.data(), std::min<size_t>(nothing.size(), static_cast<size_t>(left)));
      if (n <= 0) break;
      left -= n;
    }
    ::fsync(fd);
    ::close(fd);
  }
  if (::unlink(path.c_str()) != 0 && errno != ENOENT)
    throw Error(Code::io, msg::kFileWrite, path.string(), std::strerror(errno));
}

// Regular files at and below a path.
std::vector<fs::path> files_at(const fs::path& path) {
  std::error_code error;
  if (fs::is_regular_file(fs::symlink_status(path, error))) return {path};
  std::vector<fs::path> all;
  if (fs::is_directory(fs::symlink_status(path, error)))
    for (const auto& entry : fs::recursive_directory_iterator(path, error))
      if (fs::is_regular_file(entry.symlink_status(error))) all.push_back(entry.path());
  return all;
}

Json erase_files(const EraseScope& scope, const VaultStore& store) {
  Json names{Json::Array{}};
  for (const fs::path& path : scope.files) {
    for (const fs::path& file : files_at(path)) {
      overwrite_and_delete(file);
      names.push(file.string());
    }
  }
  // What a restoring, a killed backup or a paused learning left beside the vault.
  for (const char* suffix :
       {".old", ".old-wal", ".old-shm", ".old.head", ".old.audit", ".old.lock", ".copying",
        ".copying.part", ".restoring", ".restoring-wal", ".restoring-shm", ".restoring.head",
        ".restoring.audit", kLearningFile}) {
    if (!files_at(store.beside(suffix)).empty()) {
      overwrite_and_delete(store.beside(suffix));
      names.push(store.beside(suffix).string());
    }
  }
  return names;
}

void require_not_ours(const EraseScope& scope, const fs::path& vault) {
  std::error_code error;
  for (const fs::path& path : scope.files) {
    for (const fs::path& file : files_at(path))
      if (fs::weakly_canonical(file, error)
              .string()
              .starts_with(fs::weakly_canonical(vault, error).string()))
        throw Error(Code::bad_argument, msg::kEraseOwn, path.string());
  }
}

// Backups that still hold what was erased: those in their own folder are made anew, others are named.
uint64_t renew_backups(Vault& vault) {
  const std::vector<fs::path> old = files_at(backups_folder(vault.file()));
  for (const fs::path& file : old) overwrite_and_delete(file);
  if (!old.empty()) back_up(vault);
  return old.size();
}

Json copies_elsewhere(Vault& vault) {
  Json all{Json::Array{}};
  std::error_code error;
  for (const AuditEntry& e : vault.audit().list({.kind = "vault.backup", .limit = 10'000})) {
    const fs::path path = e.detail.get_string("file", "");
    if (path.parent_path() != fs::absolute(backups_folder(vault.file()), error) &&
        fs::exists(path, error))
      all.push(path.string());
  }
  return all;
}

// Looks for what was to be gone: in the decrypted pages, then as plain text in every file of the vault's folder.
void look_for_residue(VaultStore& store, ResidueProbe& probe, Json& receipt) {
  Json residue{Json::Array{}};
  const auto found = [&](std::string_view place) { residue.push(place); };
  for (const PersonalTable& t : personal_tables()) {
    Statement s = store.db.prepare(fmt::format("SELECT {}, {} FROM {}", t.text, t.json, t.name));
    while (s.step()) {
      probe.may_stay_text(s.text(0));
      probe.may_stay(Json::parse(s.text(1)));
    }
  }
  versions_may_stay(store, probe);
  {
    Statement s = store.db.prepare("SELECT detail FROM audit WHERE detail NOT NULL");
    while (s.step()) probe.may_stay(Json::parse(s.text(0)));
  }
  uint64_t pages = 0, files = 0, bytes = 0;
  store.db.each_page([&](std::span<const std::byte> page) {
    ++pages;
    if (probe.found_in({reinterpret_cast<const char*>(page.data()), page.size()}))
      found(fmt::format("{} page {}", store.file.filename().string(), pages));
  });
  std::error_code error;
  if (const auto size = fs::file_size(store.beside("-wal"), error); !error && size > 0)
    found(store.beside("-wal").filename().string());  // a reader kept it from being cut
  for (const fs::path& path : files_at(store.file.parent_path())) {
    ++files;
    if (probe.found_in_file(path, bytes)) found(path.string());
  }
  Json probes;
  probes.set("texts", uint64_t{probe.texts()});
  probes.set("windows", uint64_t{probe.windows()});
  probes.set("pages", pages);
  probes.set("files", files);
  probes.set("bytes", bytes);
  receipt.set("probes", std::move(probes));
  receipt.set("clean",
              residue.as_array().empty() && receipt.at("copies_elsewhere").as_array().empty());
  receipt.set("residue", std::move(residue));
}

// The scope as the receipt tells it: a topic only as a hash that the person can check.
Json told(const EraseScope& scope, const std::string& id) {
  Json j{Json::Object{}};
  if (scope.all) j.set("all", true);
  if (!scope.table.empty()) j.set("table", scope.table);
  if (scope.id) j.set("id", scope.id);
  if (!scope.topic.empty())
    j.set("topic_sha256", crypto::sha256_hex(fmt::format("{}\n{}", id, scope.topic)));
  if (!scope.purpose.empty()) j.set("purpose", scope.purpose);
  if (scope.from) j.set("from", time_text(*scope.from));
  if (scope.to) j.set("to", time_text(*scope.to));
  return j;
}

void require_scope(const EraseScope& s) {
  const bool some = s.all || s.id || !s.topic.empty() || !s.purpose.empty() || s.from || s.to;
  if (!some || (s.id && s.table.empty())) throw Error(Code::bad_argument, msg::kEraseNothing);
  if (!s.purpose.empty()) require_purpose(s.purpose);
  if (s.table.empty() || s.table == kVersionsTable) return;
  for (const PersonalTable& t : personal_tables())
    if (s.table == t.name) return;
  throw Error(Code::bad_argument, msg::kEraseTable, s.table);
}

}  // namespace

EraseScope erase_scope(const Json& j) {
  EraseScope s;
  s.all = j.get_bool("all", false);
  s.table = j.get_string("table", "");
  s.id = j.get_int("id", 0);
  s.topic = j.get_string("topic", "");
  s.purpose = j.get_string("purpose", "");
  if (const std::string from = j.get_string("from", ""); !from.empty()) s.from = time_of(from);
  if (const std::string to = j.get_string("to", ""); !to.empty()) s.to = time_of(to);
  if (const Json* files = j.find("files"))
    for (const Json& file : files->as_array("files")) s.files.emplace_back(file.as_string("files"));
  require_scope(s);
  return s;
}

Json erase(Vault& vault, const EraseScope& scope) {
  require_scope(scope);
  VaultStore& store = vault.store();
  require_not_ours(scope, store.file);
  const std::scoped_lock lock(store.mutex);
  const std::string id = crypto::hex(crypto::random_bytes(8));
  const Topic topic(scope.topic);
  ResidueProbe probe;
  Json removed{Json::Object{}};
  int64_t seq = 0, details = 0, time = 0;
  VersionsErased versions;
  {
    Change change(store);
    time = change.time();
    Json rows{Json::Object{}};
    for (const PersonalTable& t : personal_tables()) {
      if (!scope.table.empty() && scope.table != t.name) continue;
      const std::vector<int64_t> ids = delete_rows(change.db(), t, scope, topic, probe);
      removed.set(t.name, uint64_t{ids.size()});
      if (!ids.empty()) rows.set(t.name, ranges_of(ids));
    }
    versions = erase_learnt(change, scope, probe);
    removed.set(kVersionsTable, uint64_t{versions.ids.size()});
    if (!versions.ids.empty()) rows.set(kVersionsTable, ranges_of(versions.ids));
    const std::vector<int64_t> emptied = empty_audit(change.db(), scope, topic, probe);
    details = static_cast<int64_t>(emptied.size());
    Json detail;
    detail.set("receipt", id);
    detail.set("scope", told(scope, id));
    detail.set("rows", std::move(rows));
    detail.set("audit", ranges_of(emptied));
    seq = change.audit("erase", detail);
    change.db().run("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, 1)", kScrubPending);
    change.commit();
  }
  store.db.scrub();
  store.db.run("DELETE FROM meta WHERE name = ?1", kScrubPending);
  Json receipt;
  receipt.set("tinybrain_receipt", 1);
  receipt.set("id", id);
  receipt.set("time", time_text(time));
  receipt.set("scope", told(scope, id));
  receipt.set("removed", std::move(removed));
  receipt.set("versions", to_json(versions));
  receipt.set("audit_details", details);
  receipt.set("files", erase_files(scope, store));
  receipt.set("backups_renewed", renew_backups(vault));
  receipt.set("copies_elsewhere", copies_elsewhere(vault));
  store.db.compact_log();
  look_for_residue(store, probe, receipt);
  Json entry;
  entry.set("seq", seq);
  entry.set("hash", store.db.find_text("SELECT hash FROM audit WHERE seq = ?1", seq).value_or(""));
  receipt.set("audit", std::move(entry));
  return sign_receipt(std::move(receipt), *store.signer);
}

}  // namespace tinybrain
