#include "desk/support.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/desk.h"
#include "base/system.h"
#include "desk/make_desk.h"
#include "desk/support_turn.h"
#include "knowledge/support.h"
#include "text/language.h"
#include "text/small_talk.h"
#include "text/unicode.h"

namespace tinybrain::desk {
namespace {

namespace fs = std::filesystem;
constexpr size_t kPassages = 3;
constexpr float kShownPassage = 0.3f;  // strength from which on a passage is shown to a customer
constexpr size_t kMostSlips = 256;     // that wait at once
constexpr size_t kSources = 4;         // texts that a large model is given

Language language_for(const Json& request, std::string_view text) {
  const std::string wanted = request.get_string("language", "");
  if (wanted == "ko") return Language::ko;
  if (wanted == "en") return Language::en;
  return language_of(text);
}

Conversation conversation_of(const Json& request, const Desk& desk) {
  Conversation c;
  const Json* given = request.find("conversation");
  if (!given || !given->is_object()) return c;
  c.last_question = given->get_string("last", "");
  if (const Json* offered = given->find("offered"); offered && offered->is_array())
    for (const Json& one : offered->as_array()) {
      const int64_t i = one.as_int("offered");
      if (i < 0 || static_cast<size_t>(i) >= desk.matcher().faq().answers.size())
        throw Error(Code::bad_argument, msg::kDeskNoAnswer, i);
      c.offered.push_back(static_cast<uint32_t>(i));
    }
  return c;
}

Json json_of(const Conversation& c) {
  Json offered{Json::Array{}}, j;
  for (uint32_t a : c.offered) offered.push(a);
  j.set("last", c.last_question);
  j.set("offered", std::move(offered));
  return j;
}

// A desk goes by the name of its folder.
std::string folder_name(const fs::path& folder) {
  const fs::path whole = fs::absolute(folder).lexically_normal();
  return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

// A customer is shown a manual's name, not where it lies on this disk.
Passage named(Passage passage) {
  passage.file = fs::path(passage.file).filename().string();
  return passage;
}

bool says_unknown(std::string_view content) {
  const std::string plain = unicode::folded(unicode::repaired(content));
  return plain.find("i do not know") != std::string::npos ||
         plain.find("i don't know") != std::string::npos ||
         plain.find("모르겠습니다") != std::string::npos;
}

}  // namespace

Support::Support(const fs::path& folder, const SupportParts& parts)
    : folder_(folder), name_(folder_name(folder)), parts_(parts), settings_(read_settings(folder)) {
  desk_ = std::make_unique<Desk>(folder / kDeskFile, parts.encoder);
  desk_->set_dial(settings_.dial);
  if (fs::exists(folder / kManualsFile)) {
    PassagesOptions options;
    options.create = false;
    manuals_.emplace(folder / kManualsFile, parts.encoder, options);
  }
}

Json Support::ask(const Json& request) {
  const double begin = seconds_now();
  const std::lock_guard lock(mutex_);
  Turn t;
  t.question = request.at("text").as_string("text");
  t.language = language_for(request, t.question);
  t.conversation = conversation_of(request, *desk_);
  t.earlier = t.conversation.last_question;
  t.settled = desk_->settle(t.question, t.conversation);
  t.personal = redact::find_personal(t.question);
  if (parts_.seed) t.understood = understand(*parts_.seed, t.question);
  t.decision = name_of(t.settled.decision);
  t.why = why_of(t.settled, desk_->dial(), t.language);
  const Faq& faq = desk_->matcher().faq();

  switch (t.settled.decision) {
    case Decision::small_talk:
      switch (small_talk_of(t.question)) {
        case SmallTalk::thanks: t.text = text_of(t.language, msg::kDeskThanks); break;
        case SmallTalk::bye: t.text = text_of(t.language, msg::kDeskBye); break;
        default: t.text = text_of(t.language, msg::kDeskHello);
      }
      break;
    case Decision::answer: {
      const Answer& a = faq.answers[t.settled.candidates[0].answer];
      t.text = a.text;
      Json cite;
      cite.set("file", a.file);
      cite.set("row", a.row);
      cite.set("heading", desk_->question_text(t.settled.candidates[0]));
      cite.set("passage", a.text);
      t.cites.push(std::move(cite));
      break;
    }
    case Decision::ask_back: {
      for (size_t i = 0; i < 2; ++i) {
        Json option;
        option.set("answer", t.settled.candidates[i].answer);
        option.set("text", desk_->question_text(t.settled.candidates[i]));
        t.options.push(std::move(option));
      }
      t.text = text_of(t.language, msg::kDeskWhich, desk_->question_text(t.settled.candidates[0]),
                       desk_->question_text(t.settled.candidates[1]));
      break;
    }
    case Decision::unknown:
      if (manuals_)
        for (const Hit& hit : manuals_->search(t.question, kPassages))
          t.passages.emplace_back(named(manuals_->passage(hit.id)), hit);
      t.text = text_of(t.language, msg::kDeskUnknown);
      if (!t.passages.empty() && t.passages[0].second.strength >= kShownPassage) {
        const Passage& p = t.passages[0].first;
        t.decision = "passage";
        t.why = text_of(t.language, msg::kDeskWhyPassage, percent(t.settled.chance));
        const std::string place = p.heading.empty() ? p.file : p.file + ", " + p.heading;
        t.text = text_of(t.language, msg::kDeskPassage, place, p.text);
        Json cite;
        cite.set("file", p.file);
        cite.set("row", p.row);
        cite.set("heading", p.heading);
        cite.set("passage", p.text);
        t.cites.push(std::move(cite));
      }
      offer_slip(t);
      break;
  }
  record(t);

  Traced traced{t.language,  &t.settled, &t.personal, t.question, &t.understood,
                &t.passages, &settings_, t.decision,  t.why};
  Json trace = trace_of(*desk_, traced), tokens;
  tokens.set("prompt", 0);
  tokens.set("reply", 0);
  trace.set("tokens", std::move(tokens));
  trace.set("seconds", seconds_now() - begin);
  Json j;
  j.set("decision", t.decision);
  j.set("text", t.text);
  j.set("cites", std::move(t.cites));
  j.set("options", std::move(t.options));
  j.set("conversation", json_of(t.conversation));
  j.set("slip", std::move(t.slip));
  j.set("trace", std::move(trace));
  return j;
}

// A slip waits for the person's word; nothing has been sent. Where it may not be sent at all, there is none.
void Support::offer_slip(Turn& t) {
  if (settings_.escalation.mode == Escalation::Mode::off) return;
  std::vector<SlipSource> sources;
  const Faq& faq = desk_->matcher().faq();
  for (const Candidate& c : t.settled.candidates)
    if (sources.size() < kSources)
      sources.push_back({faq.questions[c.question], faq.answers[c.answer].text});
  for (const auto& [passage, hit] : t.passages) sources.push_back({passage.heading, passage.text});
  Slip slip = make_slip(t.question, t.settled.continued ? t.earlier : "", sources, t.why,
                        t.language, settings_.escalation);
  slip.id = ++last_slip_;
  if (slips_.size() >= kMostSlips) slips_.erase(slips_.begin());
  t.slip = to_json(slip, settings_.escalation);
  const std::optional<Json> refusal = may_send(slip);
  t.slip.set("allowed", !refusal);
  t.slip.set("refusal", refusal ? *refusal : Json());
  t.slip.set("granted", !refusal && settings_.escalation.mode == Escalation::Mode::always);
  slips_.emplace(slip.id, std::move(slip));
}

// Why it may not be sent, in the slip's language; nothing = it may.
std::optional<Json> Support::may_send(const Slip& slip) {
  // A slip may wait while the owner turns it off.
  if (settings_.escalation.mode == Escalation::Mode::off)
    return Json(text_of(slip.language, msg::kDeskRuleOff));
  if (!parts_.vault) return Json(text_of(slip.language, msg::kDeskNoVault));
  if (!parts_.vault->consents().granted("escalation"))
    return Json(text_of(slip.language, msg::kDeskNotGranted));
  const Escalation& e = settings_.escalation;
  const double spent = spent_today();
  if (slip.price > 0 && spent + slip.price > e.budget_per_day)
    return Json(text_of(slip.language, msg::kDeskBudget, fmt::format("{:.4g}", spent),
                        fmt::format("{:.4g}", e.budget_per_day), e.currency,
                        fmt::format("{:.4g}", slip.price)));
  return {};
}

Json Support::grant(int64_t id, bool granted) {
  const std::lock_guard lock(mutex_);
  const auto at = slips_.find(id);
  if (at == slips_.end() || at->second.sent) throw Error(Code::not_found, msg::kDeskNoSlip, id);
  Slip& slip = at->second;
  Json detail = detail_for();
  detail.set("slip", id);
  if (!granted) {
    slips_.erase(at);
    if (parts_.vault) parts_.vault->audit().append("escalation.refused", detail);
    return {};
  }
  if (const std::optional<Json> refusal = may_send(slip))
    throw Error(Code::bad_argument, msg::kDeskAsIs, refusal->as_string());
  Json out = to_json(slip, settings_.escalation);
  // Written down before it goes: what is sent and to whom, not what was taken out of it.
  detail.set("endpoint", settings_.escalation.endpoint);
  detail.set("model", settings_.escalation.model);
  detail.set("reason", slip.reason);
  detail.set("text", slip.user);
  detail.set("replaced", slip.replaced.size());
  detail.set("price", slip.price);
  parts_.vault->audit().append("escalation.sent", detail);
  slip.sent = true;
  return out;
}

Json Support::received(int64_t id, const Json& result) {
  const std::lock_guard lock(mutex_);
  const auto at = slips_.find(id);
  if (at == slips_.end() || !at->second.sent) throw Error(Code::not_found, msg::kDeskNoSlip, id);
  const Slip slip = std::move(at->second);
  slips_.erase(at);
  const std::string content = result.get_string("content", "");
  const std::string error = result.get_string("error", content.empty() ? "empty" : "");
  Json detail = detail_for(), j, sentences{Json::Array{}};
  detail.set("slip", id);
  if (!error.empty()) {
    detail.set("error", error);
    if (parts_.vault) parts_.vault->audit().append("escalation.failed", detail);
    j.set("decision", "unknown");
    j.set("text", text_of(slip.language, msg::kDeskLargeFailed, error));
    j.set("sentences", std::move(sentences));
    return j;
  }
  const auto in = static_cast<uint64_t>(std::max<int64_t>(0, result.get_int("prompt_tokens", 0)));
  const auto out =
      static_cast<uint64_t>(std::max<int64_t>(0, result.get_int("completion_tokens", 0)));
  const double price =
      price_of(settings_.escalation, in ? in : slip.tokens_in, out ? out : about_tokens(content));
  detail.set("prompt_tokens", in);
  detail.set("completion_tokens", out);
  // The estimate was counted when it was sent.
  detail.set("price", price - slip.price);
  if (parts_.vault) parts_.vault->audit().append("escalation.received", detail);

  redact::Redactor redactor(redact::Options{{}, 0.5f, slip.language});
  for (const redact::Replaced& r : slip.replaced) redactor.remember(r.placeholder, r.text);
  // What it says counts as far as it stands in the texts that it was given; the rest is left out.
  std::string kept;
  if (!says_unknown(content))
    for (const Supported& s : check_support(content, slip.sources, nullptr)) {
      Json one;
      one.set("sentence", redactor.restore(s.sentence));
      one.set("supported", s.supported);
      one.set("missing", s.missing);
      sentences.push(std::move(one));
      if (s.supported) kept += (kept.empty() ? "" : " ") + redactor.restore(s.sentence);
    }
  ++counts_.large;
  j.set("decision", kept.empty() ? "unknown" : "large");
  j.set("text", kept.empty() ? text_of(slip.language, msg::kDeskLargeUnsupported)
                             : text_of(slip.language, msg::kDeskFromLarge, kept));
  j.set("sentences", std::move(sentences));
  j.set("price", price);
  j.set("currency", settings_.escalation.currency);
  return j;
}

Json Support::settings() {
  const std::lock_guard lock(mutex_);
  return to_json(settings_);
}

Json Support::set_settings(const Json& changes) {
  const std::lock_guard lock(mutex_);
  Settings changed = settings_;
  change(changed, changes);
  write_settings(changed, folder_);
  settings_ = std::move(changed);
  desk_->set_dial(settings_.dial);
  return to_json(settings_);
}

// What a piece of a message is, or, of kind "none", is not. Kept as a lesson; finding personal data is done by rules, which
// a lesson does not change.
std::optional<int64_t> Support::teach_slot(const std::string& text, const Json& slot) {
  const std::string kind = slot.at("kind").as_string("slot.kind"),
                    value = slot.at("text").as_string("slot.text");
  if (kind != "none") redact::kind_of(kind);
  if (value.empty() || text.find(value) == std::string::npos)
    throw Error(Code::bad_argument, msg::kDeskNoSlot, value);
  Json detail = detail_for();
  detail.set("slot", kind);
  detail.set("value", value);
  if (!parts_.vault) return std::nullopt;
  return parts_.vault->lessons().add("slot", text, detail);
}

Json Support::teach(const Json& lesson) {
  const std::lock_guard lock(mutex_);
  const std::string text = lesson.at("text").as_string("text");
  int kinds = 0;
  for (const char* kind : {"answer", "answer_text", "right", "slot"})
    kinds += lesson.find(kind) != nullptr;
  if (kinds != 1) throw Error(Code::bad_argument, msg::kDeskOneLesson);
  std::optional<int64_t> kept;
  if (const Json* right = lesson.find("right")) {
    ++counts_.judged;
    counts_.wrong += !right->as_bool("right");
    Json detail = detail_for();
    detail.set("rating", right->as_bool() ? 1 : -1);
    detail.set("target", "desk");
    if (parts_.vault) kept = parts_.vault->lessons().add("feedback", text, detail);
  } else if (const Json* slot = lesson.find("slot")) {
    kept = teach_slot(text, *slot);
  } else {
    std::optional<uint32_t> answer;
    if (const Json* given = lesson.find("answer")) {
      const int64_t i = given->as_int("answer");
      if (i < 0 || i > UINT32_MAX) throw Error(Code::bad_argument, msg::kDeskNoAnswer, i);
      answer = static_cast<uint32_t>(i);
    }
    const std::string answer_text = answer ? "" : lesson.at("answer_text").as_string("answer_text");
    if (!answer && unicode::folded(unicode::repaired(answer_text)).empty())
      throw Error(Code::bad_argument, msg::kDeskNoQuestion);
    const uint32_t taught = desk_->teach(text, answer, answer_text);
    desk_->save(folder_ / kDeskFile);
    Json detail = detail_for();
    detail.set("answer", desk_->answer_text(taught));
    if (parts_.vault) {
      kept = parts_.vault->lessons().add("answer", text, detail);
      if (kept) parts_.vault->lessons().set(*kept, "done");
    }
  }
  if (const int64_t done = lesson.get_int("lesson", 0); done && parts_.vault)
    parts_.vault->lessons().set(done, "done");
  Json j;
  j.set("answers", desk_->matcher().faq().answers.size());
  j.set("questions", desk_->matcher().faq().questions.size());
  j.set("lesson", kept ? Json(*kept) : Json());
  return j;
}

Json Support::answers() {
  const std::lock_guard lock(mutex_);
  const Faq& faq = desk_->matcher().faq();
  std::vector<Json> questions(faq.answers.size(), Json(Json::Array{}));
  for (size_t i = 0; i < faq.questions.size(); ++i)
    questions[faq.answer_of[i]].push(faq.questions[i]);
  Json all{Json::Array{}};
  for (size_t i = 0; i < faq.answers.size(); ++i) {
    Json one;
    one.set("answer", i);
    one.set("text", faq.answers[i].text);
    one.set("questions", std::move(questions[i]));
    all.push(std::move(one));
  }
  return all;
}

Json Support::evaluate(const fs::path& data, const std::string& text_column,
                       const std::string& answer_column, double dial,
                       const std::function<bool(uint64_t, uint64_t)>& progress) {
  const std::lock_guard lock(mutex_);
  MakeOptions columns;
  columns.text_column = text_column;
  columns.answer_column = answer_column;
  const std::vector<Asked> asked = read_asked(data, columns, desk_->matcher().faq());
  if (dial > 0) desk_->set_dial(dial);
  Json measures;
  try {
    measures = judge_desk(*desk_, asked, progress);
  } catch (...) {
    desk_->set_dial(settings_.dial);
    throw;
  }
  desk_->set_dial(settings_.dial);
  return measures;
}

}  // namespace tinybrain::desk
