// What a desk writes down, and what it tells its owner of that. Several desks share a vault: each row names its desk; rows
// that name none are from before and count for every desk.
#include <algorithm>
#include <ctime>

#include "base/clock.h"
#include "desk/make_desk.h"
#include "desk/support.h"
#include "desk/support_turn.h"

namespace tinybrain::desk {
namespace {

constexpr int64_t kShownDays = 30;

int64_t start_of_today() {
  std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  local.tm_hour = local.tm_min = local.tm_sec = 0;
  return static_cast<int64_t>(std::mktime(&local)) * 1000;
}

}  // namespace

Json Support::detail_for() const {
  Json detail;
  detail.set("desk", name_);
  return detail;
}

bool Support::is_own(const Json& detail) const {
  return !detail.is_object() || detail.get_string("desk", name_) == name_;
}

// The audit is read again only when something came to it, or the day is over.
double Support::spent_today() {
  if (!parts_.vault) return 0;
  const int64_t today = start_of_today(), length = parts_.vault->audit().count();
  if (spent_.day == today && spent_.audit_length == length) return spent_.sum;
  AuditFilter filter;
  filter.kind = "escalation.";
  filter.from = today;
  filter.limit = 1000;
  double sum = 0;
  for (;;) {
    const std::vector<AuditEntry> page = parts_.vault->audit().list(filter);
    for (const AuditEntry& e : page) {
      // What was sent and did not come back counts as what it was estimated at.
      if (is_own(e.detail) && (e.kind == "escalation.sent" || e.kind == "escalation.received"))
        sum += e.detail.get_double("price", 0);
    }
    if (page.size() < filter.limit) break;
    filter.before = page.back().seq;
  }
  spent_ = {today, length, sum};
  return sum;
}

// Counts, and what is kept of it where that is granted: what was asked and decided, and unsure questions for the owner.
void Support::record(const Turn& t) {
  ++counts_.questions;
  if (t.settled.decision == Decision::answer) {
    ++counts_.answered;
    counts_.tokens_saved_in += about_tokens(t.question) + about_tokens(t.text);
    counts_.tokens_saved_out += about_tokens(t.text);
  }
  counts_.asked_back += t.settled.decision == Decision::ask_back;
  counts_.unknown += t.decision == "unknown";
  counts_.passages += t.decision == "passage";
  if (!parts_.vault) return;
  Json detail = detail_for();
  detail.set("decision", t.decision);
  detail.set("chance", t.settled.chance);
  detail.set("text", t.question);
  detail.set("tokens", about_tokens(t.question) + about_tokens(t.text));
  if (!t.settled.candidates.empty()) detail.set("answer", t.settled.candidates[0].answer);
  parts_.vault->events().record("answer", "desk.turn", detail);
  if (t.settled.decision != Decision::unknown && t.settled.decision != Decision::ask_back) return;
  Json lesson = detail_for();
  lesson.set("chance", t.settled.chance);
  if (!t.settled.candidates.empty()) {
    lesson.set("answer", t.settled.candidates[0].answer);
    lesson.set("question", desk_->question_text(t.settled.candidates[0]));
  }
  parts_.vault->lessons().add("question", t.question, lesson);
}

// What the vault kept of the last days, a row a day; without the grant there is nothing.
Json Support::days() {
  Json all{Json::Array{}};
  if (!parts_.vault) return all;
  EventFilter filter;
  filter.kind = "desk.turn";
  filter.purpose = "answer";
  filter.from = now() - kShownDays * kDay;
  filter.limit = 100'000;
  struct Day {
    uint64_t questions = 0, answered = 0, tokens = 0;
  };
  std::map<std::string, Day> days;
  for (const Event& e : parts_.vault->events().list(filter)) {
    if (!is_own(e.detail)) continue;
    Day& day = days[time_text(e.time).substr(0, 10)];
    ++day.questions;
    if (e.detail.get_string("decision", "") != "answer") continue;
    ++day.answered;
    day.tokens += static_cast<uint64_t>(std::max<int64_t>(0, e.detail.get_int("tokens", 0)));
  }
  for (const auto& [name, day] : days) {
    Json one;
    one.set("day", name);
    one.set("questions", day.questions);
    one.set("answered", day.answered);
    one.set("saved", price_of(settings_.escalation, day.tokens, day.tokens / 2));
    all.push(std::move(one));
  }
  return all;
}

Json Support::report() {
  const std::lock_guard lock(mutex_);
  const Counts& c = counts_;
  const auto at = desk_->calibration().at(desk_->threshold());
  uint64_t judged = c.judged, wrong = c.wrong;
  int64_t open = 0;
  if (parts_.vault) {
    LessonFilter filter;
    filter.kind = "question";
    filter.state = "open";
    filter.desk = name_;
    open = parts_.vault->lessons().count(filter);
    LessonFilter judgements;
    judgements.kind = "feedback";
    judgements.desk = name_;
    judgements.limit = 10'000;
    const std::vector<Lesson> all = parts_.vault->lessons().list(judgements);
    if (!all.empty()) judged = wrong = 0;
    for (const Lesson& l : all) {
      if (l.detail.get_string("target", "") != "desk") continue;
      ++judged;
      wrong += l.detail.get_int("rating", 1) < 0;
    }
  }
  const Drift d = drift_of(judged, wrong, desk_->dial());
  Json j, expected, drift, saved;
  j.set("questions", c.questions);
  j.set("answered", c.answered);
  j.set("asked_back", c.asked_back);
  j.set("unknown", c.unknown);
  j.set("passages", c.passages);
  j.set("large", c.large);
  j.set("dial", desk_->dial());
  j.set("threshold", desk_->threshold() <= 1 ? Json(desk_->threshold()) : Json());
  expected.set("answered", at.answered);
  expected.set("wrong", at.wrong);
  j.set("expected", std::move(expected));
  drift.set("judged", d.judged);
  drift.set("wrong", d.wrong);
  drift.set("probability", d.probability);
  drift.set("drifted", d.drifted());
  j.set("drift", std::move(drift));
  saved.set("tokens_in", c.tokens_saved_in);
  saved.set("tokens_out", c.tokens_saved_out);
  saved.set("price", price_of(settings_.escalation, c.tokens_saved_in, c.tokens_saved_out));
  saved.set("currency", settings_.escalation.currency);
  j.set("saved", std::move(saved));
  j.set("spent_today", spent_today());
  j.set("budget_per_day", settings_.escalation.budget_per_day);
  j.set("open", open);
  j.set("dials", dials_of(desk_->calibration()));
  j.set("days", days());
  return j;
}

}  // namespace tinybrain::desk
