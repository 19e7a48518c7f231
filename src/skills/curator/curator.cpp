#include "skills/curator/curator.h"

#include <algorithm>
#include <optional>

#include "base/messages/skill_curator.h"
#include "knowledge/support.h"
#include "learn/preferences.h"
#include "skills/asked.h"
#include "skills/curator/library.h"
#include "skills/curator/summary.h"
#include "skills/curator/width.h"
#include "vault/vault.h"

namespace tinybrain::skills::curator {
namespace {

constexpr size_t kLongestText = 200'000, kMostEvents = 5000;

struct Length {
  const char* name;
  size_t sentences, words;
};
constexpr Length kLengths[] = {{"short", 1, 40}, {"medium", 3, 90}, {"long", 8, 220}};

class Curator : public Skill {
 public:
  explicit Curator(const Opening& opening)
      : data_(opening.data), sample_(opening.sample), vault_(opening.vault) {}

  Json call(const std::string& tool, const Json& arguments) override {
    const Language language = asked_language(arguments);
    Json trace{Json::Array{}};
    Json result = tool == "feed"      ? feed(arguments, language, trace)
                  : tool == "why"     ? why(arguments, language, trace)
                  : tool == "observe" ? observe(arguments, language)
                                      : summary(arguments, language, trace);
    if (sample_ && tool != "summarize")
      result.set("sample", text_of(language, msg::kCuratorSample));
    return result.set("trace", trace);
  }

 private:
  // With a vault what was observed before; else from the events that the call brings, and gone afterwards.
  Preferences taste(const Json& a) {
    PreferencesOptions options;
    if (std::filesystem::exists(data_ / "population.gguf"))
      options.population = data_ / "population.gguf";
    return Preferences(a.find("events") ? nullptr : vault_, nullptr, options);
  }

  // An event of the call, whose item may be the id of one of the table.
  Observation observed(const Json& event) {
    Json full = event;
    if (const Json* item = event.find("item"); item && item->is_string()) {
      const Item& known = library().require(item->as_string()).item;
      Json tags{Json::Array{}}, whole;
      for (const std::string& tag : known.tags) tags.push(tag);
      whole.set("id", known.id).set("tags", tags);
      if (!known.creator.empty()) whole.set("creator", known.creator);
      full.set("item", whole);
    }
    return observation_of(full);
  }

  size_t observe_all(Preferences& taste, const Json& a,
                     std::unordered_map<std::string, size_t>& had) {
    const Json* events = a.find("events");
    if (!events) return 0;
    if (events->as_array("events").size() > kMostEvents)
      throw Error(Code::bad_argument, msg::kSkillArgument, "events",
                  fmt::format("<= {}", kMostEvents));
    for (const Json& event : events->as_array()) {
      const Observation o = observed(event);
      taste.observe(o);
      if (reward_of(o).value > 0)
        for (const std::string& tag : o.item.tags) ++had[tag];
    }
    return events->as_array().size();
  }

  Situation situation(const Json& a, Language language, Json& trace) {
    Situation s = situation_of(a.find("context"));
    if (vault_ && !s.moods.empty() && !vault_->consents().granted("mood")) {
      s.moods.clear();
      add_trace(trace, "code", text_of(language, msg::kCuratorTraceMood));
    }
    return s;
  }

  Json feed(const Json& a, Language language, Json& trace) {
    const double dial = asked_number(a, "dial", 0.3, 0, 1);
    Preferences prefs = taste(a);
    std::unordered_map<std::string, size_t> had;
    size_t events = observe_all(prefs, a, had);
    if (!a.find("events")) events = static_cast<size_t>(prefs.info().get_int("events", 0));
    RankRequest request;
    request.situation = situation(a, language, trace);
    request.explore = asked_number(a, "explore", 0, 0, 1);
    if (a.find("seed")) request.seed = static_cast<uint64_t>(asked_number(a, "seed", 1, 0, 1e15));
    request.seen_too = a.get_bool("seen_too", false);
    const std::string kind = a.get_string("kind", "");
    for (const Work& work : library().works)
      if (kind.empty() || work.kind == kind) request.items.push_back(work.item);
    std::vector<std::pair<size_t, double>> ranked;
    for (const Ranked& r : prefs.rank(request))
      ranked.push_back({library().places.at(r.id), r.score});
    const std::vector<Placed> placed =
        widened(ranked, *likeness_, dial, asked_count(a, "most", 10, 200));
    Json out, items{Json::Array{}}, width;
    for (const Placed& p : placed) {
      const Work& work = library().works[p.work];
      Json one, tags{Json::Array{}}, reasons{Json::Array{}};
      for (const std::string& tag : work.item.tags) tags.push(tag);
      one.set("id", work.item.id).set("title", work.title).set("tags", tags);
      if (!work.kind.empty()) one.set("kind", work.kind);
      reasons.push(text_of(language, msg::kCuratorTaste, p.taste));
      if (dial > 0 && &p != &placed[0] && p.fresh > 0.5)
        reasons.push(text_of(language, msg::kCuratorWiden, 100 * p.fresh));
      one.set("score", rounded(p.taste)).set("new", rounded(p.fresh)).set("reasons", reasons);
      items.push(one);
    }
    const Width w = width_of(placed, library(), *likeness_, had);
    width.set("topics", rounded(w.topics, 2)).set("distance", rounded(w.distance));
    if (!had.empty()) width.set("beyond_usual", rounded(w.beyond));
    add_trace(trace, "preferences",
              text_of(language, msg::kCuratorTraceTaste, events, request.items.size()));
    add_trace(trace, "code", text_of(language, msg::kCuratorTraceDial, dial));
    return out.set("feed", items).set("dial", dial).set("width", width);
  }

  Json why(const Json& a, Language language, Json& trace) {
    Preferences prefs = taste(a);
    std::unordered_map<std::string, size_t> had;
    const size_t events = observe_all(prefs, a, had);
    const Work& work = library().require(asked_text(a, "item"));
    Json out = prefs.why(work.item, situation(a, language, trace), language,
                         asked_count(a, "most", 6, 30));
    add_trace(trace, "preferences", text_of(language, msg::kCuratorTraceTaste, events, 1));
    return out.set("title", work.title);
  }

  Json observe(const Json& a, Language language) {
    if (!vault_) throw Error(Code::bad_argument, msg::kCuratorNoVault);
    const Json* event = a.find("event");
    if (!event)
      throw Error(Code::bad_argument, msg::kSkillArgument, "event", "{\"signal\", \"item\"}");
    Preferences prefs(vault_, nullptr);
    const int64_t id = prefs.observe(observed(*event));
    Json out;
    out.set("event", id);
    return out.set("text", id ? text_of(language, msg::kCuratorKept, id)
                              : text_of(language, msg::kCuratorNotGranted));
  }

  Json summary(const Json& a, Language language, Json& trace) {
    std::vector<Turn> turns;
    std::string text;
    if (const Json* given = a.find("turns"); given && !given->is_null()) {
      turns = turns_of(*given);
      for (const Turn& t : turns)
        text += (t.speaker.empty() ? "" : t.speaker + ": ") + t.text + "\n";
    } else {
      text = asked_text(a, "text", kLongestText);
      turns = turns_in(text);
    }
    if (text.size() > kLongestText)
      throw Error(Code::bad_argument, msg::kSkillArgument, "turns",
                  fmt::format("<= {} B", kLongestText));
    const std::string asked = a.get_string("length", "medium");
    const Length* length = std::find_if(std::begin(kLengths), std::end(kLengths),
                                        [&](const Length& l) { return asked == l.name; });
    if (length == std::end(kLengths))
      throw Error(Code::bad_argument, msg::kSkillArgument, "length", "short, medium, long");
    const Summary s = summarize(turns, {.sentences = length->sentences,
                                        .words = length->words,
                                        .about = a.get_string("about", "")});
    if (s.picked.empty()) throw Error(Code::bad_argument, msg::kCuratorNothing);
    Json out, sentences{Json::Array{}};
    std::string whole;
    size_t found = 0;
    for (const Picked& p : s.picked) {
      const std::string passages[] = {turns[p.turn].text};
      const std::vector<Supported> checked = check_support(p.sentence, passages, nullptr);
      const bool supported = std::all_of(checked.begin(), checked.end(),
                                         [](const Supported& one) { return one.supported; });
      found += supported;
      Json one;
      one.set("text", p.sentence).set("turn", p.turn).set("supported", supported);
      if (!p.speaker.empty()) one.set("speaker", p.speaker);
      if (!p.question.empty()) one.set("question", p.question);
      sentences.push(one.set("score", rounded(p.score)));
      whole += (whole.empty() ? "" : turns.size() > 1 ? "\n" : " ") + p.shown();
    }
    add_trace(trace, "code",
              text_of(language, msg::kCuratorTraceSummary, s.picked.size(), s.sentences, found));
    return out.set("summary", whole).set("length", asked).set("sentences", sentences);
  }

  const Library& library() {
    if (!library_) {
      library_ = library_of(read_rows(data_, "items", kItemColumns, kLongestText));
      likeness_.emplace(*library_);
    }
    return *library_;
  }

  const std::filesystem::path data_;
  const bool sample_;
  Vault* const vault_;
  std::optional<Library> library_;
  std::optional<Likeness> likeness_;
};

}  // namespace

std::unique_ptr<Skill> make_curator(const Opening& opening) {
  return std::make_unique<Curator>(opening);
}

}  // namespace tinybrain::skills::curator
