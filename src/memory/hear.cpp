#include "memory/hear.h"

#include <algorithm>

#include "base/messages/memory.h"
#include "generate/understand.h"
#include "memory/keep.h"
#include "memory/reply.h"
#include "memory/values.h"
#include "redact/redact.h"
#include "text/josa.h"
#include "vault/erase.h"

namespace tinybrain::memory {
namespace {

using Command = Heard::Command;

constexpr size_t kMostPassing =
    2000;  // bytes; what is longer is a text, not something said in passing
constexpr size_t kMostHeard = 20'000;

std::vector<std::string> secrets_in(std::string_view text) {
  redact::Options options;
  using redact::Kind;
  options.kinds = {Kind::resident_number,
                   Kind::foreigner_number,
                   Kind::passport,
                   Kind::driver_licence,
                   Kind::bank_account,
                   Kind::card,
                   Kind::iban,
                   Kind::ssn,
                   Kind::url,
                   Kind::secret};
  std::vector<std::string> kinds;
  for (const redact::Finding& f : redact::find_personal(text, options)) {
    const std::string kind(redact::kind_name(f.kind));
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  }
  return kinds;
}

// One message.
class Hearing {
 public:
  Hearing(Vault& vault, LoadedModel* seed, std::string_view text, const HearOptions& options)
      : vault_(vault),
        seed_(seed),
        options_(options),
        text_(cleaned(text.substr(0, kMostHeard))),
        is_text_(text.size() > kMostPassing || text.find("```") != text.npos) {
    h_.language = options.language.value_or(language_in(text_));
    sentences_ = sentences_of(text_);
  }

  Heard heard() {
    Wish wish;
    size_t at = 0;
    for (; at < sentences_.size() && wish.kind == Wish::Kind::none; ++at)
      wish = wish_of(sentences_[at]);
    h_.secrets = secrets_in(text_);
    switch (wish.kind) {
      case Wish::Kind::forget: forget(wish); break;
      case Wish::Kind::recall: recall(wish); break;
      case Wish::Kind::remember: remember(wish, at); break;
      case Wish::Kind::correct: correct(wish); break;
      case Wish::Kind::none: passing(Command::none); break;
    }
    return std::move(h_);
  }

 private:
  template <class... Args>
  std::string say(const Message& m, const Args&... args) const {
    return text_of(h_.language, m, args...);
  }

  void note(Kept kept, std::string_view purpose) {
    if (kept.memory) {
      if (kept.known) known_.push_back(kept.memory->id);
      h_.last.push_back(kept.memory->id);
      h_.stored.push_back(std::move(*kept.memory));
      if (kept.superseded) h_.superseded.push_back(std::move(*kept.superseded));
    } else if (!vault_.consents().granted(purpose)) {
      if (std::find(h_.not_granted.begin(), h_.not_granted.end(), purpose) == h_.not_granted.end())
        h_.not_granted.emplace_back(purpose);
    }
  }

  void keep_facts(const std::vector<Fact>& facts) {
    for (const Fact& fact : facts) note(keep(vault_, fact), purpose_of(fact.topic.kind));
  }

  // What came of storing, as one line or several.
  void tell_stored() {
    std::string all;
    const auto add = [&](const std::string& line) { all += (all.empty() ? "" : " ") + line; };
    for (const Memory& m : h_.stored) {
      std::string what = short_of(m, h_.language);
      while (what.ends_with('.')) what.pop_back();
      for (const Memory& old : h_.superseded)
        if (old.kind == m.kind && old.slot == m.slot && value_of(old) != value_of(m))
          what = say(msg::kHearBefore, what, value_of(old));
      const bool known = std::find(known_.begin(), known_.end(), m.id) != known_.end();
      add(known ? say(msg::kHearKnown, what) : say(msg::kHearNoted, what));
    }
    for (const std::string& purpose : h_.not_granted) {
      std::string title = purpose;
      for (const Purpose& p : purposes())
        if (purpose == p.name) title = say(p.title);
      add(say(msg::kHearNotGranted, title, purpose));
    }
    h_.reply = all;
  }

  void passing(Command command) {
    h_.command = command;
    if (is_text_) return;
    std::vector<Fact> facts;
    std::string about;
    for (const Sentence& s : sentences_)
      for (Fact& f : facts_in(s, about)) facts.push_back(std::move(f));
    if (seed_ &&
        std::any_of(facts.begin(), facts.end(), [](auto& f) { return f.confidence < 0.8; }) &&
        asks())
      std::erase_if(facts, [](const Fact& f) { return f.confidence < 0.8; });
    if (facts.empty() && !(says_mine() && !h_.secrets.empty())) return;
    if (!h_.secrets.empty()) {
      h_.reply = say(msg::kHearSecret);
      return;
    }
    keep_facts(facts);
    tell_stored();
  }

  // Whether the seed takes the message for a question or a command.
  bool asks() const {
    for (const Understood& u : understand(*seed_, text_))
      if (u.head->name == "kind" && u.answer != ClassifierHead::kNone && u.sure() >= 0.8) {
        const std::string& label = u.head->labels[u.answer];
        return label == "question" || label == "command";
      }
    return false;
  }

  // "My card number is ...": a secret of the person's own.
  bool says_mine() const {
    for (const Sentence& s : sentences_)
      for (const Clause& c : s.clauses)
        for (std::string_view mine : {"my ", "내 ", "제 ", "우리 ", "our "})
          if (c.lower.starts_with(mine)) return true;
    return false;
  }

  void remember(const Wish& wish, size_t next) {
    h_.command = Command::remember;
    if (!h_.secrets.empty()) {
      h_.reply = say(msg::kHearSecret);
      return;
    }
    std::vector<std::string> statements = {wish.words};
    for (size_t i = next; i < sentences_.size(); ++i) statements.push_back(sentences_[i].text);
    bool first = true;
    std::string about;
    for (const std::string& statement : statements) {
      std::vector<Fact> facts;
      for (Sentence& s : sentences_of(statement)) {
        if (first) s.question = s.unreal = false;  // the person says that it is so
        for (Fact& f : facts_in(s, about)) facts.push_back(std::move(f));
      }
      if (facts.empty() && first) {
        note(keep_note(vault_, wish.words), purpose_of_note(wish.words));
      } else {
        keep_facts(facts);
      }
      first = false;
    }
    tell_stored();
    if (h_.reply.empty()) h_.reply = say(msg::kHearNothingToKeep);
  }

  void forget(const Wish& wish) {
    h_.command = Command::forget;
    if (wish.what == Wish::What::that && options_.last.empty()) {
      h_.reply = say(msg::kHearForgetWhat);
      return;
    }
    if (wish.what == Wish::What::all) {
      forget_all(wish);
      return;
    }
    for (Memory& m : to_erase(vault_, wish, options_.last)) {
      EraseScope scope;
      scope.table = "memories";
      scope.id = m.id;
      h_.receipts.push_back(erase(vault_, scope));
      h_.erased.push_back(std::move(m));
    }
    std::string what;
    for (const Memory& m : h_.erased) {
      std::string one = short_of(m, h_.language);
      while (one.ends_with('.')) one.pop_back();
      what += (what.empty() ? "" : ", ") + one;
    }
    h_.reply = what.empty() ? say(msg::kHearNothingToForget) : say(msg::kHearForgotten, what);
  }

  void forget_all(const Wish& wish) {
    h_.erased = to_erase(vault_, wish, {});
    if (h_.erased.empty()) {
      h_.reply = say(msg::kHearNothingToForget);
      return;
    }
    EraseScope scope;
    scope.table = "memories";
    scope.from = 0;
    h_.receipts.push_back(erase(vault_, scope));
    h_.reply = say(msg::kHearAllForgotten, uint64_t{h_.erased.size()});
  }

  void recall(const Wish& wish) {
    h_.command = Command::recall;
    h_.recalled = meant_by(vault_, wish);
    for (const Memory& m : h_.recalled) h_.last.push_back(m.id);
    if (wish.what == Wish::What::all) {
      h_.reply =
          h_.recalled.empty() ? say(msg::kHearKnowNothing) : list_of(h_.recalled, h_.language);
      return;
    }
    for (const Memory& m : h_.recalled)
      h_.reply += (h_.reply.empty() ? "" : "\n") + sentence_of(m, h_.language);
    if (!h_.reply.empty()) return;
    if (wish.topics.empty() || wish.topics[0].slot.ends_with('.') || wish.topics.size() > 1) {
      h_.reply = say(msg::kHearUnknown);
      return;
    }
    const std::string label = label_of(wish.topics[0], h_.language);
    h_.reply =
        say(msg::kHearUnknownTopic, h_.language == Language::ko ? josa(label, "은", "는") : label);
  }

  // "No, I live in Busan" is a fact like any other; "no, it's Busan" is about what was said last.
  void correct(const Wish& wish) {
    passing(Command::none);
    if (!h_.stored.empty() || sentences_.size() > 2) {
      if (!h_.superseded.empty()) h_.command = Command::correct;
      return;
    }
    if (!h_.reply.empty() || options_.last.empty()) return;
    const auto last = memory_of(vault_, options_.last.back());
    if (!last || last->kind == "note" || last->kind == "like" || last->kind == "dislike") return;
    std::string_view value = wish.words;
    if (h_.language == Language::ko) value = without_copula(value);
    value = without_tail(value, h_.language);
    if (!wish.instead_of.empty() && same_value(wish.instead_of) != same_value(value_of(*last)))
      return;
    const Topic topic = topic_of(*last);
    if (!fits(topic, value, h_.language) || same_value(value) == same_value(value_of(*last)))
      return;
    // The sentence as it was said, with the other value in it.
    Fact fact{topic, std::string(value), last->text, 0.9, false};
    const std::string old = value_of(*last);
    const size_t at = fact.text.find(old);
    if (at == std::string::npos) return;
    fact.text.replace(at, old.size(), fact.value);
    Kept kept = keep(vault_, fact);
    if (kept.memory && topic.slot.empty()) {
      vault_.memories().supersede(last->id, kept.memory->id);
      kept.superseded = *last;
    }
    h_.command = Command::correct;
    note(std::move(kept), purpose_of(topic.kind));
    tell_stored();
  }

  static std::string_view without_copula(std::string_view value) {
    for (std::string_view end :
         {"이에요", "예요", "입니다", "이야", "에요", "이라고", "라고", "야", "요"})
      if (value.size() > end.size() && value.ends_with(end))
        return value.substr(0, value.size() - end.size());
    return value;
  }

  Vault& vault_;
  LoadedModel* seed_;
  const HearOptions& options_;
  std::string text_;
  bool is_text_;  // long or code: nothing said in passing
  std::vector<Sentence> sentences_;
  std::vector<int64_t> known_;
  Heard h_;
};

Json list(const std::vector<Memory>& memories) {
  Json all{Json::Array{}};
  for (const Memory& m : memories) all.push(to_json(m));
  return all;
}

Json words(const std::vector<std::string>& all) {
  Json j{Json::Array{}};
  for (const std::string& one : all) j.push(one);
  return j;
}

}  // namespace

Heard hear(Vault& vault, LoadedModel* seed, std::string_view text, const HearOptions& options) {
  return Hearing(vault, seed, text, options).heard();
}

Json to_json(const Heard& h) {
  constexpr const char* kCommands[] = {"none", "remember", "forget", "recall", "correct"};
  Json j;
  j.set("command", kCommands[static_cast<size_t>(h.command)]);
  j.set("stored", list(h.stored));
  j.set("superseded", list(h.superseded));
  Json erased{Json::Array{}};
  for (const Memory& m : h.erased) {
    Json one;
    one.set("id", m.id);
    one.set("kind", m.kind);
    one.set("slot", m.slot);
    one.set("text", m.text);
    erased.push(std::move(one));
  }
  j.set("erased", std::move(erased));
  j.set("recalled", list(h.recalled));
  j.set("not_granted", words(h.not_granted));
  j.set("secrets", words(h.secrets));
  Json receipts{Json::Array{}};
  for (const Json& r : h.receipts) receipts.push(r);
  j.set("receipts", std::move(receipts));
  Json last{Json::Array{}};
  for (int64_t id : h.last) last.push(id);
  j.set("last", std::move(last));
  j.set("reply", h.reply);
  j.set("language", h.language == Language::ko ? "ko" : "en");
  return j;
}

}  // namespace tinybrain::memory
