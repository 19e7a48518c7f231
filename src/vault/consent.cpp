#include "vault/consent.h"

#include "base/clock.h"
#include "base/messages/vault_consent.h"
#include "vault/store.h"

namespace tinybrain {
namespace {

using namespace msg;
constexpr Purpose kPurposes[] = {
    {"answer", kAnswerTitle, kAnswerWhat, kAnswerWhy, kWhoHere, 30},
    {"remember", kRememberTitle, kRememberWhat, kRememberWhy, kWhoHere, 0},
    {"corrections", kCorrectionsTitle, kCorrectionsWhat, kCorrectionsWhy, kWhoHere, 365},
    {"behaviour", kBehaviourTitle, kBehaviourWhat, kBehaviourWhy, kWhoHere, 90},
    {"mood", kMoodTitle, kMoodWhat, kMoodWhy, kWhoHere, 30},
    {"health", kHealthTitle, kHealthWhat, kHealthWhy, kWhoHere, 30},
    {"escalation", kEscalationTitle, kEscalationWhat, kEscalationWhy, kWhoProvider, 30},
};
constexpr const char* kStates[] = {"open", "granted", "refused", "withdrawn"};
constexpr int kMostDays = 36'500;
constexpr const char* kColumns = "SELECT purpose, state, id, time, days, who FROM consents";

Consent consent_of(const Statement& s) {
  Consent c;
  c.purpose = &require_purpose(s.text(0));
  const std::string state = s.text(1);
  for (size_t i = 0; i < std::size(kStates); ++i)
    if (state == kStates[i]) c.state = static_cast<ConsentState>(i);
  c.id = s.integer(2);
  c.time = s.integer(3);
  c.days = static_cast<int>(s.integer(4));
  c.who = s.text(5);
  return c;
}

}  // namespace

std::span<const Purpose> purposes() { return kPurposes; }

const Purpose& require_purpose(std::string_view name) {
  std::string names;
  for (const Purpose& p : kPurposes) {
    if (name == p.name) return p;
    names += (names.empty() ? "" : ", ") + std::string(p.name);
  }
  throw Error(Code::bad_argument, msg::kConsentPurpose, name, names);
}

const char* name_of(ConsentState state) { return kStates[static_cast<size_t>(state)]; }

std::vector<Consent> Consents::list() {
  const std::scoped_lock lock(store_.mutex);
  Statement s =
      store_.db.prepare(std::string(kColumns) + " WHERE purpose = ?1 ORDER BY id DESC LIMIT 1");
  std::vector<Consent> all;
  for (const Purpose& p : kPurposes) {
    Consent c;
    if (s.with(p.name).step()) {
      c = consent_of(s);
    } else {
      c.purpose = &p;
      c.days = p.days;
    }
    all.push_back(std::move(c));
  }
  return all;
}

std::vector<Consent> Consents::ledger() {
  const std::scoped_lock lock(store_.mutex);
  Statement s = store_.db.prepare(std::string(kColumns) + " ORDER BY id");
  std::vector<Consent> all;
  while (s.step()) all.push_back(consent_of(s));
  return all;
}

bool Consents::granted(std::string_view purpose) {
  const std::scoped_lock lock(store_.mutex);
  return ground_for(store_.db, purpose, 0).has_value();
}

bool Consents::asked() {
  for (const Consent& c : list())
    if (c.state == ConsentState::open) return false;
  return true;
}

void Consents::set(std::string_view purpose, ConsentState state, std::string_view who, int days) {
  Change change(store_);
  const auto current = ground_for(change.db(), purpose, 0);
  if (state == ConsentState::withdrawn && !current) return;
  change.db().run("INSERT INTO consents (time, purpose, state, days, who) VALUES (?1,?2,?3,?4,?5)",
                  change.time(), purpose, name_of(state), days, who);
  if (state == ConsentState::granted && days > 0) {
    for (const PersonalTable& t : personal_tables())
      change.db().run(fmt::format("UPDATE {} SET until = time + ?2 WHERE purpose = ?1 AND "
                                  "(until IS NULL OR until > time + ?2)",
                                  t.name),
                      purpose, days * kDay);
  }
  Json detail;
  detail.set("purpose", purpose);
  if (state == ConsentState::granted) detail.set("days", days);
  detail.set("who", who);
  change.audit(fmt::format("consent.{}", name_of(state)), detail);
  change.commit();
}

void Consents::grant(std::string_view purpose, std::string_view who, std::optional<int> days) {
  const int kept = days.value_or(require_purpose(purpose).days);
  if (kept < 0 || kept > kMostDays)
    throw Error(Code::bad_argument, msg::kConsentDays, kept, kMostDays);
  set(purpose, ConsentState::granted, who, kept);
}

void Consents::refuse(std::string_view purpose, std::string_view who) {
  set(purpose, granted(purpose) ? ConsentState::withdrawn : ConsentState::refused, who, 0);
}

int64_t Consents::withdraw(std::string_view purpose, std::string_view who) {
  set(purpose, ConsentState::withdrawn, who, 0);
  return rows_of(purpose);
}

int64_t Consents::rows_of(std::string_view purpose) {
  const std::scoped_lock lock(store_.mutex);
  int64_t rows = 0;
  for (const PersonalTable& t : personal_tables())
    rows += store_.db
                .find_integer(fmt::format("SELECT count(*) FROM {} WHERE purpose = ?1", t.name),
                              purpose)
                .value_or(0);
  return rows;
}

Json to_json(const Consent& c, Language language) {
  Json j;
  j.set("purpose", c.purpose->name);
  j.set("state", name_of(c.state));
  if (c.id) j.set("time", time_text(c.time));
  if (!c.who.empty()) j.set("by", c.who);
  j.set("days", c.days);
  j.set("title", text_of(language, c.purpose->title));
  j.set("what", text_of(language, c.purpose->what));
  j.set("why", text_of(language, c.purpose->why));
  // What was refused says how long it would be.
  const int days = c.state == ConsentState::granted ? c.days : c.purpose->days;
  j.set("how_long", days ? text_of(language, msg::kConsentDaysKept, days)
                         : text_of(language, msg::kConsentUntilWithdrawn));
  j.set("who", text_of(language, c.purpose->who));
  return j;
}

}  // namespace tinybrain
