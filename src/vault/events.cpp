#include "vault/events.h"

#include <algorithm>

#include "base/clock.h"
#include "vault/retention.h"
#include "vault/store.h"

namespace tinybrain {
namespace {

constexpr size_t kMostPage = 10'000;

// ?1 purpose, ?2 kind, ?3 from, ?4 to, ?5 before, ?6 withdrawn too, ?7 now.
const std::string kWhere =
    " FROM events WHERE (?1 = '' OR purpose = ?1) AND (?2 = '' OR kind = ?2) AND time >= ?3 AND "
    "(?4 = 0 OR time < ?4) AND (?5 = 0 OR id < ?5) AND (?6 OR " +
    std::string(kGrantedNow) + ") AND (until IS NULL OR until > ?7)";

}  // namespace

std::optional<int64_t> Events::record(std::string_view purpose, std::string_view kind,
                                      const Json& detail) {
  require_word(kind);
  const std::string text = row_text(detail);
  Change change(store_);
  delete_expired_now_and_then(store_, change);
  const auto ground = ground_for(change.db(), purpose, change.time());
  std::optional<int64_t> id;
  if (ground) {
    change.db().run(
        "INSERT INTO events (time, purpose, consent, until, kind, detail) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        change.time(), purpose, ground->consent, ground->until, kind, text);
    id = change.db().last_id();
  }
  change.commit();
  return id;
}

std::vector<Event> Events::list(const EventFilter& f) {
  const std::scoped_lock lock(store_.mutex);
  Statement s = store_.db.prepare("SELECT id, time, purpose, kind, detail, until" + kWhere +
                                  " ORDER BY id DESC LIMIT ?8");
  s.with(f.purpose, f.kind, f.from, f.to, f.before, f.withdrawn_too, store_.clock(),
         std::min(f.limit, kMostPage));
  std::vector<Event> all;
  while (s.step()) {
    Event e;
    e.id = s.integer(0);
    e.time = s.integer(1);
    e.purpose = s.text(2);
    e.kind = s.text(3);
    e.detail = Json::parse(s.text(4));
    if (!s.is_null(5)) e.until = s.integer(5);
    all.push_back(std::move(e));
  }
  return all;
}

int64_t Events::count(const EventFilter& f) {
  const std::scoped_lock lock(store_.mutex);
  return store_.db
      .find_integer("SELECT count(*)" + kWhere, f.purpose, f.kind, f.from, f.to, f.before,
                    f.withdrawn_too, store_.clock())
      .value_or(0);
}

Json to_json(const Event& e) {
  Json j;
  j.set("id", e.id);
  j.set("time", time_text(e.time));
  j.set("purpose", e.purpose);
  j.set("kind", e.kind);
  j.set("detail", e.detail);
  if (e.until) j.set("until", time_text(*e.until));
  return j;
}

}  // namespace tinybrain
