#include "vault/versions.h"

#include <algorithm>

#include "base/clock.h"
#include "base/error.h"
#include "base/format.h"
#include "base/messages/vault.h"
#include "base/messages/versions.h"
#include "vault/ranges.h"
#include "vault/residue.h"
#include "vault/retention.h"
#include "vault/store.h"

namespace tinybrain {
namespace {

constexpr const char* kPurpose = "corrections";
constexpr const char* kColumns =
    "SELECT id, parent, time, since, base, base_name, options, report, state, sha256, "
    "coalesce(length(bytes), 0) FROM versions";

std::span<const std::byte> bytes_in(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

std::string text_in(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<int64_t> lessons_of(Database& db, int64_t version, bool held_back) {
  Statement s = db.prepare(
      "SELECT lesson FROM version_lessons WHERE version = ?1 AND held_back = ?2 ORDER BY lesson");
  s.with(version, held_back);
  std::vector<int64_t> ids;
  while (s.step()) ids.push_back(s.integer(0));
  return ids;
}

Version version_of(Database& db, const Statement& s) {
  Version v;
  v.id = s.integer(0);
  v.parent = s.integer(1);
  v.time = s.integer(2);
  v.since = s.integer(3);
  v.base = s.text(4);
  v.base_name = s.text(5);
  v.options = Json::parse(s.text(6));
  if (!s.is_null(7)) v.report = Json::parse(s.text(7));
  v.state = s.text(8);
  v.sha256 = s.text(9);
  v.bytes = static_cast<uint64_t>(s.integer(10));
  v.lessons = lessons_of(db, v.id, false);
  v.held_back = lessons_of(db, v.id, true);
  return v;
}

bool is_granted(VaultStore& store) {
  return ground_for(store.db, kPurpose, store.clock()).has_value();
}

bool all_there(Database& db, std::span<const int64_t> lessons) {
  Statement s = db.prepare("SELECT 1 FROM lessons WHERE id = ?1");
  return std::all_of(lessons.begin(), lessons.end(), [&](int64_t id) { return s.with(id).step(); });
}

std::vector<int64_t> ids_of(Database& db, const char* sql) {
  Statement s = db.prepare(sql);
  s.with();
  std::vector<int64_t> ids;
  while (s.step()) ids.push_back(s.integer(0));
  return ids;
}

// Pieces from the middle of an adapter: its head is that of every adapter, and so is its padding.
void expect_gone(ResidueProbe& probe, std::string_view bytes) {
  constexpr size_t kPieces = 8;
  for (size_t i = 1; i <= kPieces; ++i) {
    const std::string_view piece =
        bytes.substr(bytes.size() * i / (kPieces + 2) & ~size_t{3}, ResidueProbe::kWindow);
    if (piece.size() == ResidueProbe::kWindow && piece.find('\0') == std::string_view::npos)
      probe.expect_gone_text(piece);
  }
}

// Takes examples of lessons that are gone out of a report. False: there was none.
bool drop_examples(Json& report, std::span<const int64_t> gone) {
  const Json* examples = report.find("examples");
  if (!examples || !examples->is_array()) return false;
  Json kept{Json::Array{}};
  for (const Json& e : examples->as_array())
    if (std::find(gone.begin(), gone.end(), e.get_int("lesson", 0)) == gone.end()) kept.push(e);
  if (kept.as_array().size() == examples->as_array().size()) return false;
  report.set("examples", std::move(kept));
  return true;
}

// Those that were judged, but not taught, by lessons that are gone.
int64_t clean_reports(Database& db, ResidueProbe* probe) {
  const std::vector<int64_t> versions = ids_of(
      db,
      "SELECT DISTINCT v.id FROM versions AS v JOIN version_lessons AS l ON l.version = v.id "
      "WHERE v.report NOT NULL AND l.lesson NOT IN (SELECT id FROM lessons)");
  int64_t cleaned = 0;
  for (int64_t id : versions) {
    std::vector<int64_t> gone;
    {
      Statement s = db.prepare(
          "SELECT lesson FROM version_lessons WHERE version = ?1 AND lesson NOT IN (SELECT id FROM "
          "lessons)");
      s.with(id);
      while (s.step()) gone.push_back(s.integer(0));
    }
    Json report =
        Json::parse(db.find_text("SELECT report FROM versions WHERE id = ?1", id).value_or("{}"));
    if (probe)
      if (const Json* examples = report.find("examples"))
        for (const Json& e : examples->as_array())
          if (std::find(gone.begin(), gone.end(), e.get_int("lesson", 0)) != gone.end())
            probe->expect_gone(e);
    if (!drop_examples(report, gone)) continue;
    db.run("UPDATE versions SET report = ?2 WHERE id = ?1", id, report.dump());
    ++cleaned;
  }
  return cleaned;
}

}  // namespace

std::optional<int64_t> Versions::add(const NewVersion& v) {
  const std::string options = row_text(v.options), report = row_text(v.report);
  Change change(store_);
  Database& db = change.db();
  const auto ground = ground_for(db, kPurpose, change.time());
  if (!ground || !all_there(db, v.lessons) || !all_there(db, v.held_back)) return std::nullopt;
  const int64_t parent =
      db.find_integer("SELECT id FROM versions WHERE base = ?1 AND state = 'active'", v.base)
          .value_or(0);
  db.run(
      "INSERT INTO versions (parent, time, since, consent, base, base_name, options, report, "
      "state, "
      "sha256, bytes) VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, 'refused', '', NULL)",
      parent, change.time(), ground->consent, v.base, v.base_name, options, report);
  const int64_t id = db.last_id();
  {
    Statement s =
        db.prepare("INSERT INTO version_lessons (version, lesson, held_back) VALUES (?1, ?2, ?3)");
    for (int64_t lesson : v.lessons) s.with(id, lesson, false).run();
    for (int64_t lesson : v.held_back) s.with(id, lesson, true).run();
  }
  Json detail;
  detail.set("version", id);
  detail.set("parent", parent);
  detail.set("kept", v.kept);
  detail.set("lessons", ranges_of(v.lessons));
  if (v.kept) {
    db.run("UPDATE versions SET bytes = ?2, sha256 = ?3, state = 'retired' WHERE id = ?1", id,
           bytes_in(v.bytes), crypto::sha256_hex(v.bytes));
    detail.set("sha256", crypto::sha256_hex(v.bytes));
  }
  change.audit("learn.version", detail);
  if (v.kept) set_active(change, v.base, id, "learnt");
  change.commit();
  return id;
}

std::vector<Version> Versions::list() {
  const std::scoped_lock lock(store_.mutex);
  const bool granted = is_granted(store_);
  Statement s = store_.db.prepare(std::string(kColumns) + " ORDER BY id DESC");
  s.with();
  std::vector<Version> all;
  while (s.step()) {
    all.push_back(version_of(store_.db, s));
    if (!granted && all.back().state == "active") all.back().state = "retired";
  }
  return all;
}

std::optional<Version> Versions::find(int64_t id) {
  const std::scoped_lock lock(store_.mutex);
  Statement s = store_.db.prepare(std::string(kColumns) + " WHERE id = ?1");
  return s.with(id).step() ? std::optional(version_of(store_.db, s)) : std::nullopt;
}

std::optional<Version> Versions::active(std::string_view base) {
  const std::scoped_lock lock(store_.mutex);
  if (!is_granted(store_)) return std::nullopt;
  Statement s = store_.db.prepare(std::string(kColumns) + " WHERE base = ?1 AND state = 'active'");
  return s.with(base).step() ? std::optional(version_of(store_.db, s)) : std::nullopt;
}

std::string Versions::bytes_of(int64_t id) {
  const std::scoped_lock lock(store_.mutex);
  Statement s =
      store_.db.prepare("SELECT bytes, sha256 FROM versions WHERE id = ?1 AND bytes IS NOT NULL");
  if (!s.with(id).step()) throw Error(Code::not_found, msg::kVersionNone, id);
  std::string bytes = text_in(s.blob(0));
  if (crypto::sha256_hex(bytes) != s.text(1)) throw Error(Code::bad_file, msg::kVersionDamaged, id);
  return bytes;
}

void Versions::set_active(Change& change, std::string_view base, int64_t id, std::string_view why) {
  Database& db = change.db();
  const int64_t before =
      db.find_integer("SELECT id FROM versions WHERE base = ?1 AND state = 'active'", base)
          .value_or(0);
  if (before == id) return;
  db.run("UPDATE versions SET state = 'retired' WHERE base = ?1 AND state = 'active'", base);
  if (id)
    db.run("UPDATE versions SET state = 'active', since = ?2 WHERE id = ?1", id, change.time());
  Json detail;
  detail.set("version", id);
  detail.set("before", before);
  detail.set("why", why);
  change.audit("learn.use", detail);
}

void Versions::use(int64_t id, std::string_view why) {
  Change change(store_);
  Database& db = change.db();
  if (id == 0) {
    std::vector<std::string> bases;
    {
      Statement s = db.prepare("SELECT base FROM versions WHERE state = 'active'");
      s.with();
      while (s.step()) bases.push_back(s.text(0));
    }
    for (const std::string& base : bases) set_active(change, base, 0, why);
  } else {
    std::string base, state;
    {
      Statement s = db.prepare("SELECT base, state FROM versions WHERE id = ?1");
      if (!s.with(id).step()) throw Error(Code::not_found, msg::kVersionNone, id);
      base = s.text(0);
      state = s.text(1);
    }
    if (state == "refused" || state == "erased")
      throw Error(Code::bad_argument, msg::kVersionUnusable, id, state);
    if (!ground_for(db, kPurpose, change.time()))
      throw Error(Code::bad_argument, msg::kLearnNotGranted);
    set_active(change, base, id, why);
  }
  change.commit();
}

void Versions::use_none(std::string_view base, std::string_view why) {
  Change change(store_);
  set_active(change, base, 0, why);
  change.commit();
}

bool Versions::may_learn(std::span<const int64_t> lessons) {
  const std::scoped_lock lock(store_.mutex);
  return is_granted(store_) && all_there(store_.db, lessons);
}

void Versions::keep_pending(std::string_view key, std::string_view bytes) {
  Change change(store_);
  change.db().run("DELETE FROM pending_version");
  change.db().run("INSERT INTO pending_version (key, bytes) VALUES (?1, ?2)", key, bytes_in(bytes));
  change.commit();
}

std::optional<std::string> Versions::pending(std::string_view key) {
  const std::scoped_lock lock(store_.mutex);
  Statement s = store_.db.prepare("SELECT bytes FROM pending_version WHERE key = ?1");
  return s.with(key).step() ? std::optional(text_in(s.blob(0))) : std::nullopt;
}

void Versions::drop_pending() {
  Change change(store_);
  change.db().run("DELETE FROM pending_version");
  change.commit();
}

Json to_json(const Version& v) {
  const auto list = [](const std::vector<int64_t>& ids) {
    Json all{Json::Array{}};
    for (int64_t id : ids) all.push(id);
    return all;
  };
  Json j;
  j.set("id", v.id);
  j.set("parent", v.parent);
  j.set("time", time_text(v.time));
  j.set("since", v.since ? Json(time_text(v.since)) : Json());
  j.set("base", v.base);
  j.set("base_name", v.base_name);
  j.set("state", v.state);
  j.set("options", v.options);
  j.set("lessons", list(v.lessons));
  j.set("held_back", list(v.held_back));
  j.set("bytes", v.bytes);
  j.set("sha256", v.sha256);
  j.set("report", v.report);
  return j;
}

VersionsErased erase_versions(Change& change, std::span<const int64_t> also, bool all,
                              ResidueProbe* probe) {
  Database& db = change.db();
  VersionsErased done;
  db.run("DELETE FROM pending_version");
  done.ids =
      ids_of(db,
             "SELECT DISTINCT v.id FROM versions AS v JOIN version_lessons AS l ON l.version "
             "= v.id WHERE v.state <> 'erased' AND NOT l.held_back AND l.lesson NOT IN "
             "(SELECT id FROM lessons)");
  if (all) done.ids = ids_of(db, "SELECT id FROM versions WHERE state <> 'erased'");
  for (int64_t id : also)
    if (db.find_integer("SELECT 1 FROM versions WHERE id = ?1 AND state <> 'erased'", id))
      done.ids.push_back(id);
  std::sort(done.ids.begin(), done.ids.end());
  done.ids.erase(std::unique(done.ids.begin(), done.ids.end()), done.ids.end());
  std::vector<std::pair<std::string, int64_t>> left_alone;  // models without their active version
  for (int64_t id : done.ids) {
    {
      Statement s = db.prepare("SELECT base, state, report, bytes FROM versions WHERE id = ?1");
      s.with(id).step();
      if (s.text(1) == "active") left_alone.emplace_back(s.text(0), id);
      if (probe && !s.is_null(2)) probe->expect_gone(Json::parse(s.text(2)));
      if (probe && !s.is_null(3)) expect_gone(*probe, text_in(s.blob(3)));
    }
    db.run(
        "UPDATE versions SET bytes = NULL, sha256 = '', report = NULL, state = 'erased' WHERE id = "
        "?1",
        id);
  }
  if (all) {
    db.run("DELETE FROM version_lessons");
    db.run("DELETE FROM versions");
    done.was_active = !left_alone.empty();
    return done;
  }
  done.reports = clean_reports(db, probe);
  for (const auto& [base, id] : left_alone) {
    done.was_active = true;
    const auto next = db.find_integer(
        "SELECT max(id) FROM versions WHERE base = ?1 AND state = 'retired' AND id < ?2", base, id);
    if (next.value_or(0) == 0) continue;
    db.run("UPDATE versions SET state = 'active', since = ?2 WHERE id = ?1", *next, change.time());
    done.now_active.push_back(*next);
  }
  return done;
}

void versions_may_stay(VaultStore& store, ResidueProbe& probe) {
  // Of an erased one too it stays known which model it was made on.
  Statement s = store.db.prepare("SELECT base, options, report, bytes FROM versions");
  s.with();
  while (s.step()) {
    probe.may_stay_text(s.text(0));
    probe.may_stay_text(s.text(1));
    if (!s.is_null(2)) probe.may_stay(Json::parse(s.text(2)));
    if (!s.is_null(3)) probe.may_stay_text(text_in(s.blob(3)));
  }
}

}  // namespace tinybrain
