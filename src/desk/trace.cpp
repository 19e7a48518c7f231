#include "desk/trace.h"

#include <cmath>

#include "base/messages/desk.h"

namespace tinybrain::desk {
namespace {

constexpr size_t kOthers = 3;

Json head_json(const Understood& u) {
  Json j;
  const auto& labels = u.head->labels;
  j.set("name", u.head->name);
  j.set("label", u.answer < labels.size() ? Json(labels[u.answer]) : Json());
  j.set("probability", u.sure());
  return j;
}

Json candidate_json(const Desk& desk, const Candidate& c) {
  const Faq& faq = desk.matcher().faq();
  Json j;
  j.set("kind", "faq");
  j.set("answer", c.answer);
  j.set("question", faq.questions[c.question]);
  j.set("file", faq.answers[c.answer].file);
  j.set("row", faq.answers[c.answer].row);
  j.set("lexical", double{c.lexical});
  j.set("meaning", double{c.meaning});
  j.set("learnt", double{c.learnt});
  j.set("score", double{c.score});
  return j;
}

Json rules_of(const Desk& desk, const Settings& s, Language language) {
  Json rules{Json::Array{}};
  const std::string dial = percent(desk.dial());
  rules.push(desk.threshold() <= 1
                 ? text_of(language, msg::kDeskRuleDial, dial, percent(desk.threshold()))
                 : text_of(language, msg::kDeskRuleNone, dial));
  switch (s.escalation.mode) {
    case Escalation::Mode::off: rules.push(text_of(language, msg::kDeskRuleOff)); break;
    case Escalation::Mode::ask: rules.push(text_of(language, msg::kDeskRuleAsk)); break;
    case Escalation::Mode::always:
      rules.push(text_of(language, msg::kDeskRuleAlways,
                         fmt::format("{:g}", s.escalation.budget_per_day), s.escalation.currency));
  }
  return rules;
}

}  // namespace

std::string percent(double share) { return fmt::format("{:.4g}", std::round(share * 1000) / 10); }

std::string why_of(const Settled& s, double dial, Language language) {
  if (s.chosen) return text_of(language, msg::kDeskWhyChosen);
  if (s.exact) return text_of(language, msg::kDeskWhyExact);
  switch (s.decision) {
    case Decision::small_talk: return text_of(language, msg::kDeskWhySmallTalk);
    case Decision::answer:
      return text_of(language, msg::kDeskWhyAnswer, percent(s.chance), percent(s.threshold),
                     percent(dial));
    case Decision::ask_back:
      return text_of(language, msg::kDeskWhyAsk, percent(s.chance), percent(s.second_chance));
    case Decision::unknown: break;
  }
  if (s.threshold > 1) return text_of(language, msg::kDeskWhyNoDial, percent(dial));
  return text_of(language, msg::kDeskWhyUnknown, percent(s.chance), percent(s.threshold));
}

Json trace_of(const Desk& desk, const Traced& t) {
  Json heads{Json::Array{}}, slots{Json::Array{}}, evidence{Json::Array{}}, others{Json::Array{}},
      intent, j;
  for (const Understood& u : *t.understood) heads.push(head_json(u));
  for (const redact::Finding& f : *t.personal) {
    Json one;
    one.set("kind", std::string(redact::kind_name(f.kind)));
    one.set("text", std::string(t.text.substr(f.begin, f.end - f.begin)));
    one.set("begin", f.begin);
    one.set("end", f.end);
    slots.push(std::move(one));
  }
  const Settled& s = *t.settled;
  if (!s.candidates.empty()) {
    const Candidate& best = s.candidates[0];
    intent.set("answer", best.answer);
    intent.set("question", desk.question_text(best));
    intent.set("chance", s.chance);
    evidence.push(candidate_json(desk, best));
  }
  for (size_t i = 1; i < s.candidates.size() && i <= kOthers; ++i)
    others.push(candidate_json(desk, s.candidates[i]));
  for (const auto& [passage, hit] : *t.passages) {
    Json one;
    one.set("kind", "passage");
    one.set("id", passage.id);
    one.set("file", passage.file);
    one.set("heading", passage.heading);
    one.set("row", passage.row);
    one.set("text", passage.text);
    one.set("lexical", double{hit.lexical});
    one.set("meaning", double{hit.meaning});
    one.set("score", double{hit.strength});
    evidence.push(std::move(one));
  }
  j.set("heads", std::move(heads));
  j.set("slots", std::move(slots));
  j.set("intent", std::move(intent));
  j.set("others", std::move(others));
  j.set("evidence", std::move(evidence));
  j.set("memories", Json::Array{});
  j.set("adapter", nullptr);
  j.set("rules", rules_of(desk, *t.settings, t.language));
  j.set("threshold", s.threshold <= 1 ? Json(s.threshold) : Json());
  j.set("dial", desk.dial());
  j.set("continued", s.continued);
  j.set("decision", t.decision);
  j.set("why", t.why);
  return j;
}

}  // namespace tinybrain::desk
