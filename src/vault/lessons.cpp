#include "vault/lessons.h"

#include <algorithm>

#include "base/clock.h"
#include "base/error.h"
#include "base/messages/vault.h"
#include "vault/retention.h"
#include "vault/store.h"

namespace tinybrain {
namespace {

constexpr size_t kMostPage = 10'000;
constexpr const char* kPurpose = "corrections";
constexpr const char* kColumns = "SELECT id, time, kind, input, detail, state";

// ?1 kind, ?2 state, ?3 before, ?4 withdrawn too, ?5 now, ?6 desk.
const std::string kWhere =
    " FROM lessons WHERE (?1 = '' OR kind = ?1) AND (?2 = '' OR state = ?2) AND "
    "(?3 = 0 OR id < ?3) AND (?4 OR " +
    std::string(kGrantedNow) +
    ") AND (until IS NULL OR until > ?5) AND "
    "(?6 = '' OR coalesce(json_extract(detail, '$.desk'), ?6) = ?6)";

Lesson lesson_of(const Statement& s) {
  return {s.integer(0), s.integer(1), s.text(2), s.text(3), Json::parse(s.text(4)), s.text(5)};
}

}  // namespace

std::optional<int64_t> Lessons::add(std::string_view kind, std::string_view input,
                                    const Json& detail) {
  require_word(kind);
  row_text(Json(input));
  const std::string text = row_text(detail);
  Change change(store_);
  delete_expired_now_and_then(store_, change);
  const auto ground = ground_for(change.db(), kPurpose, change.time());
  std::optional<int64_t> id;
  if (ground) {
    change.db().run(
        "INSERT INTO lessons (time, purpose, consent, until, kind, input, detail, state) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'open')",
        change.time(), kPurpose, ground->consent, ground->until, kind, input, text);
    id = change.db().last_id();
  }
  change.commit();
  return id;
}

std::vector<Lesson> Lessons::list(const LessonFilter& f) {
  const std::scoped_lock lock(store_.mutex);
  Statement s = store_.db.prepare(kColumns + kWhere + " ORDER BY id DESC LIMIT ?7");
  s.with(f.kind, f.state, f.before, f.withdrawn_too, store_.clock(), f.desk,
         std::min(f.limit, kMostPage));
  std::vector<Lesson> all;
  while (s.step()) all.push_back(lesson_of(s));
  return all;
}

int64_t Lessons::count(const LessonFilter& f) {
  const std::scoped_lock lock(store_.mutex);
  return store_.db
      .find_integer("SELECT count(*)" + kWhere, f.kind, f.state, f.before, f.withdrawn_too,
                    store_.clock(), f.desk)
      .value_or(0);
}

std::optional<Lesson> Lessons::find(int64_t id) {
  const std::scoped_lock lock(store_.mutex);
  Statement s = store_.db.prepare(std::string(kColumns) + " FROM lessons WHERE id = ?1");
  return s.with(id).step() ? std::optional(lesson_of(s)) : std::nullopt;
}

void Lessons::set(int64_t id, std::string_view state, const Json& detail) {
  if (state != "open" && state != "done" && state != "dismissed")
    throw Error(Code::bad_argument, msg::kLessonState, state);
  const std::optional<std::string> text =
      detail.is_null() ? std::nullopt : std::optional(row_text(detail));
  Change change(store_);
  change.db().run("UPDATE lessons SET state = ?2, detail = coalesce(?3, detail) WHERE id = ?1", id,
                  state, text);
  if (change.db().changes() == 0) throw Error(Code::not_found, msg::kVaultNoRow, "lesson", id);
  change.commit();
}

Json to_json(const Lesson& l) {
  Json j;
  j.set("id", l.id);
  j.set("time", time_text(l.time));
  j.set("kind", l.kind);
  j.set("input", l.input);
  j.set("detail", l.detail);
  j.set("state", l.state);
  return j;
}

}  // namespace tinybrain
