#include "vault/backup.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/messages/base.h"
#include "base/messages/vault.h"
#include "base/sha256.h"
#include "vault/lock.h"
#include "vault/ranges.h"
#include "vault/store.h"
#include "vault/versions.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
constexpr size_t kPiece = size_t{1} << 20, kMostFirstLine = 64 << 10;
constexpr const char* kBesides[] = {"", "-wal", ".head", ".audit"};

void rename_if_there(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (!fs::exists(from, error)) return;
  fs::rename(from, to, error);
  if (error) throw Error(Code::io, msg::kFileWrite, to.string(), error.message());
}

// 20260301-093000
std::string stamp(int64_t time) {
  std::string text = time_text(time).substr(0, 19), out;
  for (char c : text)
    if (c >= '0' && c <= '9')
      out += c;
    else if (c == 'T')
      out += '-';
  return out;
}

fs::path free_name(const Vault& vault, int64_t time) {
  const fs::path folder = backups_folder(vault.file());
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Error(Code::io, msg::kFileWrite, folder.string(), error.message());
  const std::string stem = vault.file().stem().string() + "-" + stamp(time);
  fs::path path = folder / (stem + ".tbvb");
  for (int i = 2; fs::exists(path, error); ++i) path = folder / fmt::format("{}-{}.tbvb", stem, i);
  return path;
}

// A backup's first line, checked against the rest, which goes to `to`.
std::string unpack(const fs::path& backup, const fs::path& to) {
  const auto bad = [&](std::string_view why) {
    return Error(Code::bad_file, msg::kBackupBad, backup.string(), why);
  };
  std::error_code error;
  if (!fs::is_regular_file(backup, error))
    throw Error(Code::not_found, msg::kFileNotFound, backup.string());
  std::ifstream in(backup, std::ios::binary);
  std::string line(kMostFirstLine, '\0');
  in.read(line.data(), static_cast<std::streamsize>(line.size()));
  line.resize(static_cast<size_t>(in.gcount()));
  const size_t end = line.find('\n');
  if (end == std::string::npos) throw bad("its first line is not there");
  line.resize(end);
  Json first;
  try {
    first = Json::parse(line, 8);
  } catch (const Error& e) {
    throw bad(e.what());
  }
  if (first.get_int("tinybrain_backup", 0) != 1) throw bad("tinybrain_backup");
  in.clear();
  in.seekg(static_cast<std::streamoff>(end + 1));
  AtomicFile out(to);
  Sha256 hash;
  std::string piece(kPiece, '\0');
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto n = static_cast<size_t>(in.gcount());
    hash.update(piece.data(), n);
    out.write(piece.data(), n);
  }
  if (static_cast<int64_t>(out.position()) != first.get_int("bytes", -1)) throw bad("bytes");
  if (hash.finish_hex() != first.get_string("sha256", "")) throw bad("sha256");
  out.commit();
  owner_only(to);
  return first.get_string("head", "");
}

// What a person decided after the backup, as far as the present vault can still tell.
struct Later {
  std::vector<std::string> not_granted;
  std::vector<std::pair<std::string, int64_t>> erased;  // table, id
  bool known = false;
};
Later decided_since(const fs::path& file, VaultOptions options, int64_t seq) {
  Later later;
  options.create = false;
  try {
    Vault vault(file, options);
    for (const Consent& c : vault.consents().list())
      if (c.state != ConsentState::granted) later.not_granted.emplace_back(c.purpose->name);
    for (const AuditEntry& e : vault.audit().list({.kind = "erase", .limit = 10'000})) {
      if (e.seq <= seq) continue;
      for (const auto& [table, ranges] : e.detail.at("rows").as_object())
        each_in(ranges, [&](int64_t id) { later.erased.emplace_back(table, id); });
    }
    later.known = true;
  } catch (const Error&) {
  }
  return later;
}

// Carries it over; returns {erased again, withdrawn again}.
std::pair<int64_t, int64_t> decide_again(Vault& vault, const Later& later) {
  int64_t erased = 0, withdrawn = 0;
  for (const std::string& purpose : later.not_granted) {
    if (!vault.consents().granted(purpose)) continue;
    vault.consents().withdraw(purpose, "restore");
    ++withdrawn;
  }
  {
    Change change(vault.store());
    for (const PersonalTable& t : personal_tables()) {
      Statement s = change.db().prepare(fmt::format("DELETE FROM {} WHERE id = ?1", t.name));
      for (const auto& [table, id] : later.erased) {
        if (table != t.name) continue;
        s.with(id).run();
        erased += change.db().changes();
      }
    }
    std::vector<int64_t> versions;
    for (const auto& [table, id] : later.erased)
      if (table == kVersionsTable) versions.push_back(id);
    erase_versions(change, versions, false, nullptr);
    change.commit();
  }
  if (erased) vault.store().db.scrub();
  return {erased, withdrawn};
}

}  // namespace

fs::path back_up(Vault& vault, const fs::path& path) {
  VaultStore& store = vault.store();
  const std::scoped_lock lock(store.mutex);
  std::error_code error;
  const fs::path to = fs::absolute(path.empty() ? free_name(vault, store.clock()) : path, error);
  if (fs::exists(to, error)) throw Error(Code::bad_argument, msg::kBackupThere, to.string());
  // Said before it is done: the copy then says it too, and an erasure knows of a copy that was cut short.
  Json detail;
  detail.set("file", to.string());
  vault.audit().append("vault.backup", detail);
  const fs::path copy = store.beside(".copying");
  fs::remove(copy, error);
  store.db.copy_to(copy);
  try {
    Json first;
    first.set("tinybrain_backup", 1);
    first.set("time", time_text(store.clock()));
    first.set("bytes", uint64_t{fs::file_size(copy)});
    first.set("sha256", sha256_file(copy));
    first.set("head", read_file(store.beside(".head"), kMostFirstLine));
    AtomicFile out(to);
    out.write(first.dump() + "\n");
    std::ifstream in(copy, std::ios::binary);
    std::string piece(kPiece, '\0');
    while (in) {
      in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      out.write(piece.data(), static_cast<size_t>(in.gcount()));
    }
    out.commit();
    owner_only(to);
  } catch (...) {
    fs::remove(copy, error);
    throw;
  }
  fs::remove(copy, error);
  return to;
}

Json restore(const fs::path& backup, const fs::path& file, const VaultOptions& options) {
  const fs::path next = beside(file, ".restoring");
  std::error_code error;
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
  const VaultLock alone(beside(file, ".lock"), VaultLock::Mode::alone, options.wait_ms);
  for (const char* suffix : {"", "-wal", "-shm", ".head", ".audit"})
    fs::remove(beside(next, suffix), error);
  const std::string head = unpack(backup, next);
  write_private(beside(next, ".head"), head);
  VaultOptions ours = options;
  ours.create = ours.lock = false;
  Json detail;
  {
    // Made ready under its own name before anything changes.
    Vault vault(next, ours);
    if (const auto damages = vault.store().db.damages(); !damages.empty())
      throw Error(Code::bad_file, msg::kBackupBad, backup.string(), damages[0]);
    const Later later = decided_since(file, ours, vault.audit().count());
    const auto [erased, withdrawn] = decide_again(vault, later);
    detail.set("file", backup.filename().string());
    detail.set("erased_again", erased);
    detail.set("withdrawn_again", withdrawn);
    detail.set("carried", later.known);
    vault.audit().append("vault.restored", detail);
  }
  // A log that is left must go along with its own file, never with another.
  if (fs::exists(file, error) || fs::exists(beside(file, "-wal"), error)) {
    fs::remove(beside(file, "-shm"), error);
    for (const char* suffix : kBesides) {
      fs::remove(beside(file, std::string(".old") + suffix), error);
      rename_if_there(beside(file, suffix), beside(file, std::string(".old") + suffix));
    }
  }
  for (const char* suffix : {".audit", ".head", ""})
    rename_if_there(beside(next, suffix), beside(file, suffix));
  return detail;
}

}  // namespace tinybrain
