#include "vault/memory.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/clock.h"
#include "base/error.h"
#include "base/messages/vault.h"
#include "text/terms.h"
#include "text/unicode.h"
#include "vault/retention.h"
#include "vault/store.h"

namespace tinybrain {
namespace {

constexpr size_t kMostPage = 10'000;
constexpr size_t kMostTerms = 24;  // of a question: the rarest
constexpr const char* kColumns =
    "SELECT id, time, purpose, kind, slot, text, source, confidence, times, confirmed, "
    "superseded_by, detail FROM memories ";

// ?1 kind, ?2 slot, ?3 superseded too, ?4 withdrawn too, ?5 before, ?6 now.
const std::string kWhere =
    "WHERE (?1 = '' OR kind = ?1) AND (?2 = '' OR slot = ?2) AND (?3 OR superseded_by IS NULL) AND "
    "(?4 OR " +
    std::string(kGrantedNow) + ") AND (?5 = 0 OR id < ?5) AND (until IS NULL OR until > ?6)";

Memory memory_of(const Statement& s) {
  Memory m;
  m.id = s.integer(0);
  m.time = s.integer(1);
  m.purpose = s.text(2);
  m.kind = s.text(3);
  m.slot = s.text(4);
  m.text = s.text(5);
  m.source = s.text(6);
  m.confidence = s.real(7);
  m.times = s.integer(8);
  if (!s.is_null(9)) m.confirmed = s.integer(9);
  if (!s.is_null(10)) m.superseded_by = s.integer(10);
  m.detail = Json::parse(s.text(11));
  return m;
}

// Letters and digits alone, folded: what two ways to write the same sentence share.
std::string core_of(std::string_view text) {
  std::string core;
  const std::string plain = unicode::folded(unicode::repaired(text));
  for (size_t at = 0; at < plain.size();) {
    const unicode::Decoded d = unicode::decode(std::string_view(plain).substr(at));
    if (unicode::class_of(d.c) & (unicode::kLetter | unicode::kMark | unicode::kNumber))
      core.append(plain, at, d.length);
    at += d.length;
  }
  return core;
}

// Terms that tell: single characters of Hangul and Han are in everything, and count only where there is nothing else.
std::vector<std::string> telling_terms(std::string_view text) {
  std::vector<std::string> all, telling;
  for (const auto& [term, n] : terms_of(text)) {
    all.push_back(term);
    if (unicode::decode(term).length < term.size()) telling.push_back(term);
  }
  std::vector<std::string>& chosen = telling.empty() ? all : telling;
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

std::optional<int64_t> found(Database& db, std::string_view sql, const std::string& purpose,
                             const std::string& value) {
  return db.find_integer(fmt::format("SELECT id FROM memories WHERE superseded_by IS NULL AND "
                                     "purpose = ?1 AND {} ORDER BY id DESC LIMIT 1",
                                     sql),
                         purpose, value);
}

}  // namespace

std::optional<Remembered> Memories::remember(const NewMemory& m) {
  require_word(m.kind);
  if (!m.slot.empty()) require_word(m.slot);
  const std::string core = core_of(m.text);
  if (core.empty() || !(m.confidence >= 0 && m.confidence <= 1))
    throw Error(Code::bad_argument, msg::kMemoryOdd);
  row_text(Json(m.text));
  const std::string detail = row_text(m.detail.is_null() ? Json(Json::Object{}) : m.detail);
  Change change(store_);
  delete_expired_now_and_then(store_, change);
  const auto ground = ground_for(change.db(), m.purpose, change.time());
  if (!ground) {
    change.commit();
    return std::nullopt;
  }
  Database& db = change.db();
  Remembered done;
  if (const auto same = found(db, "core = ?2", m.purpose, core)) {
    // Said twice is surer than said once; the newer grant and time hold.
    db.run(
        "UPDATE memories SET time = ?2, consent = ?3, until = ?4, times = times + 1, "
        "confidence = 1 - (1 - confidence) * (1 - ?5) WHERE id = ?1",
        *same, change.time(), ground->consent, ground->until, m.confidence);
    done.id = *same;
    done.merged = true;
  } else {
    db.run(
        "INSERT INTO memories (time, purpose, consent, until, kind, slot, text, core, source, "
        "confidence, times, detail) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,1,?11)",
        change.time(), m.purpose, ground->consent, ground->until, m.kind, m.slot, m.text, core,
        m.source, m.confidence, detail);
    done.id = db.last_id();
    Statement term = db.prepare("INSERT INTO memory_terms (term, memory) VALUES (?1, ?2)");
    for (const std::string& t : telling_terms(m.text)) term.with(t, done.id).run();
  }
  if (!m.slot.empty()) {
    done.superseded = db.find_integer(
        "SELECT id FROM memories WHERE superseded_by IS NULL AND purpose = ?1 AND "
        "slot = ?2 AND id <> ?3 ORDER BY id DESC LIMIT 1",
        m.purpose, m.slot, done.id);
    if (done.superseded)
      db.run("UPDATE memories SET superseded_by = ?2 WHERE id = ?1", *done.superseded, done.id);
  }
  change.commit();
  return done;
}

void Memories::supersede(int64_t id, int64_t by) {
  Change change(store_);
  if (!change.db().find_integer("SELECT id FROM memories WHERE id = ?1", by))
    throw Error(Code::not_found, msg::kVaultNoRow, "memory", by);
  change.db().run("UPDATE memories SET superseded_by = ?2 WHERE id = ?1 AND id <> ?2", id, by);
  if (change.db().changes() == 0) throw Error(Code::not_found, msg::kVaultNoRow, "memory", id);
  change.commit();
}

void Memories::confirm(int64_t id) {
  Change change(store_);
  change.db().run("UPDATE memories SET confirmed = ?2, confidence = 1 WHERE id = ?1", id,
                  change.time());
  if (change.db().changes() == 0) throw Error(Code::not_found, msg::kVaultNoRow, "memory", id);
  change.commit();
}

std::vector<Memory> Memories::list(const MemoryFilter& f) {
  const std::scoped_lock lock(store_.mutex);
  Statement s = store_.db.prepare(kColumns + kWhere + " ORDER BY id DESC LIMIT ?7");
  s.with(f.kind, f.slot, f.superseded_too, f.withdrawn_too, f.before, store_.clock(),
         std::min(f.limit, kMostPage));
  std::vector<Memory> all;
  while (s.step()) all.push_back(memory_of(s));
  return all;
}

int64_t Memories::count(const MemoryFilter& f) {
  const std::scoped_lock lock(store_.mutex);
  return store_.db
      .find_integer("SELECT count(*) FROM memories " + kWhere, f.kind, f.slot, f.superseded_too,
                    f.withdrawn_too, f.before, store_.clock())
      .value_or(0);
}

std::vector<MemoryHit> Memories::search(std::string_view question, size_t most) {
  const std::scoped_lock lock(store_.mutex);
  const auto all =
      static_cast<double>(store_.db.find_integer("SELECT count(*) FROM memories").value_or(0));
  std::vector<std::pair<int64_t, std::string>> terms;  // how many have it
  for (const std::string& term : telling_terms(question))
    terms.emplace_back(
        store_.db.find_integer("SELECT count(*) FROM memory_terms WHERE term = ?1", term)
            .value_or(0),
        term);
  std::sort(terms.begin(), terms.end());
  // Those that nobody has weigh in the whole, but need no looking up.
  const auto first = std::find_if(terms.begin(), terms.end(), [](auto& t) { return t.first > 0; });
  const size_t known = std::min(kMostTerms, static_cast<size_t>(terms.end() - first));
  const auto weight = [&](int64_t n) {
    return std::log(1 + (all + 1) / (static_cast<double>(n) + 0.5));
  };
  double whole = 0;
  for (auto it = terms.begin(); it != first + static_cast<ptrdiff_t>(known); ++it)
    whole += weight(it->first);
  std::unordered_map<int64_t, double> sums;
  Statement s = store_.db.prepare("SELECT memory FROM memory_terms WHERE term = ?1");
  for (size_t i = 0; i < known; ++i) {
    const auto& [n, term] = first[static_cast<ptrdiff_t>(i)];
    s.with(term);
    while (s.step()) sums[s.integer(0)] += weight(n);
  }
  std::vector<std::pair<double, int64_t>> order;
  for (const auto& [id, sum] : sums) order.emplace_back(sum, id);
  std::sort(order.begin(), order.end(), std::greater<>());
  std::vector<MemoryHit> hits;
  Statement one = store_.db.prepare(std::string(kColumns) + kWhere + " AND id = ?7");
  for (const auto& [sum, id] : order) {
    if (hits.size() >= most) break;
    if (one.with("", "", false, false, 0, store_.clock(), id).step())
      hits.push_back({memory_of(one), sum / whole});
  }
  return hits;
}

Json to_json(const Memory& m) {
  Json j;
  j.set("id", m.id);
  j.set("time", time_text(m.time));
  j.set("kind", m.kind);
  if (!m.slot.empty()) j.set("slot", m.slot);
  j.set("text", m.text);
  j.set("source", m.source);
  j.set("confidence", m.confidence);
  j.set("times", m.times);
  if (m.confirmed) j.set("confirmed", time_text(*m.confirmed));
  if (m.superseded_by) j.set("superseded_by", *m.superseded_by);
  j.set("purpose", m.purpose);
  j.set("detail", m.detail);
  return j;
}

}  // namespace tinybrain
