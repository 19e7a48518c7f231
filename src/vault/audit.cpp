#include "vault/audit.h"

#include <algorithm>
#include <set>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/messages/vault.h"
#include "vault/ranges.h"
#include "vault/store.h"

namespace tinybrain {
namespace {

constexpr size_t kMostPage = 10'000;
const std::string kNoHash(64, '0');  // before the first entry

std::string digest_of(std::string_view salt, std::string_view detail) {
  return crypto::sha256_hex(fmt::format("{}\n{}", salt, detail));
}

std::string hash_of(std::string_view before, int64_t seq, int64_t time, std::string_view kind,
                    std::string_view digest) {
  return crypto::sha256_hex(fmt::format("{}\n{}\n{}\n{}\n{}", before, seq, time, kind, digest));
}

std::string head_text(int64_t seq, int64_t time, std::string_view hash) {
  return fmt::format("tinybrain audit\n{}\n{}\n{}", seq, time, hash);
}

// The file beside the vault. Nothing when it is not there or not signed by this vault.
struct Head {
  int64_t seq = 0;
  std::string hash;
};
std::optional<Head> read_head(const VaultStore& store) {
  try {
    const Json j = Json::parse(read_file(store.beside(".audit"), 4096), 4);
    const Head head{j.at("seq").as_int(), j.at("hash").as_string()};
    const auto signature = crypto::from_hex(j.at("signature").as_string());
    if (signature && j.at("key").as_string() == crypto::hex(store.signer->public_key()) &&
        crypto::is_signed(store.signer->public_key(),
                          head_text(head.seq, j.at("time").as_int(), head.hash), *signature))
      return head;
  } catch (const Error&) {
  }
  return std::nullopt;
}

AuditEntry entry_of(const Statement& s) {
  AuditEntry e;
  e.seq = s.integer(0);
  e.time = s.integer(1);
  e.kind = s.text(2);
  e.erased = s.is_null(3);
  if (!e.erased) e.detail = Json::parse(s.text(3));
  e.hash = s.text(4);
  return e;
}

// Numbers of entries whose detail was erased with a receipt, which names them as ranges.
std::set<int64_t> erased_by_right(Database& db) {
  std::set<int64_t> all;
  Statement s = db.prepare("SELECT detail FROM audit WHERE kind = 'erase' AND detail NOT NULL");
  while (s.step()) {
    const Json detail = Json::parse(s.text(0));
    if (const Json* ranges = detail.find("audit"))
      each_in(*ranges, [&](int64_t seq) { all.insert(seq); });
  }
  return all;
}

}  // namespace

int64_t append_to_chain(Database& db, int64_t time, std::string_view kind, const Json& detail) {
  require_word(kind);
  Statement last = db.prepare("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
  const bool any = last.with().step();
  const int64_t seq = any ? last.integer(0) + 1 : 1;
  const std::string before = any ? last.text(1) : kNoHash;
  const std::string salt = crypto::hex(crypto::random_bytes(16)), text = detail.dump();
  const std::string digest = digest_of(salt, text);
  db.run(
      "INSERT INTO audit (seq, time, kind, detail, salt, digest, hash) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      seq, time, kind, text, salt, digest, hash_of(before, seq, time, kind, digest));
  return seq;
}

void publish_head(VaultStore& store) {
  // Holding the right to write, so that of two processes the later one writes the later head.
  const std::scoped_lock lock(store.mutex);
  const Transaction turn(store.db);
  Statement s = store.db.prepare("SELECT seq, time, hash FROM audit ORDER BY seq DESC LIMIT 1");
  if (!s.step()) return;
  Json j;
  j.set("seq", s.integer(0));
  j.set("time", s.integer(1));
  j.set("hash", s.text(2));
  j.set("key", crypto::hex(store.signer->public_key()));
  j.set("signature",
        crypto::hex(store.signer->sign(head_text(s.integer(0), s.integer(1), s.text(2)))));
  write_file(store.beside(".audit"), j.dump() + "\n");
}

AuditEntry Audit::append(std::string_view kind, const Json& detail) {
  row_text(detail);
  Change change(store_);
  const int64_t seq = change.audit(kind, detail);
  AuditEntry entry;
  {
    Statement s =
        store_.db.prepare("SELECT seq, time, kind, detail, hash FROM audit WHERE seq = ?1");
    s.with(seq).step();
    entry = entry_of(s);
  }
  change.commit();
  return entry;
}

std::vector<AuditEntry> Audit::list(const AuditFilter& f) {
  const std::scoped_lock lock(store_.mutex);
  Statement s = store_.db.prepare(
      "SELECT seq, time, kind, detail, hash FROM audit WHERE (?1 = '' OR kind = ?1 OR "
      "(substr(?1, -1) = '.' AND substr(kind, 1, length(?1)) = ?1)) AND time >= ?2 AND "
      "(?3 = 0 OR time < ?3) AND (?4 = 0 OR seq < ?4) ORDER BY seq DESC LIMIT ?5");
  s.with(f.kind, f.from, f.to, f.before, std::min(f.limit, kMostPage));
  std::vector<AuditEntry> all;
  while (s.step()) all.push_back(entry_of(s));
  return all;
}

int64_t Audit::count() {
  const std::scoped_lock lock(store_.mutex);
  return store_.db.find_integer("SELECT count(*) FROM audit").value_or(0);
}

AuditVerdict Audit::verify() {
  const std::scoped_lock lock(store_.mutex);
  AuditVerdict v;
  const auto broken = [&](int64_t seq, const char* why) {
    v.broken_at = seq;
    v.why = why;
    return v;
  };
  // The head first: entries that come while we read are newer than it, which is right.
  const std::optional<Head> head = read_head(store_);
  const std::set<int64_t> rightly = erased_by_right(store_.db);
  std::string before = kNoHash;
  int64_t seq = 0;
  bool head_met = false;
  Statement s = store_.db.prepare(
      "SELECT seq, time, kind, detail, hash, salt, digest FROM audit ORDER BY seq");
  while (s.step()) {
    if (s.integer(0) != ++seq) return broken(seq, "missing");
    if (s.is_null(3)) {
      if (!rightly.contains(seq)) return broken(seq, "erased");
      ++v.erased;
    } else if (digest_of(s.text(5), s.text(3)) != s.text(6)) {
      return broken(seq, "changed");
    }
    before = hash_of(before, seq, s.integer(1), s.text(2), s.text(6));
    if (before != s.text(4)) return broken(seq, "changed");
    if (head && head->seq == seq) {
      if (head->hash != before) return broken(seq, "changed");
      head_met = true;
    }
    v.entries = seq;
  }
  if (!head) return broken(seq + 1, "head");
  if (!head_met) return broken(seq + 1, "cut");
  return v;
}

Json to_json(const AuditEntry& e) {
  Json j;
  j.set("seq", e.seq);
  j.set("time", time_text(e.time));
  j.set("kind", e.kind);
  j.set("detail", e.detail);
  if (e.erased) j.set("erased", true);
  j.set("hash", e.hash);
  return j;
}

Json to_json(const AuditVerdict& v) {
  Json j;
  j.set("good", v.good());
  j.set("entries", v.entries);
  j.set("erased", v.erased);
  if (v.broken_at) {
    j.set("broken_at", *v.broken_at);
    j.set("why", v.why);
  }
  return j;
}

}  // namespace tinybrain
