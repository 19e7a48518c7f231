#include "memory/context.h"

#include <algorithm>

#include "base/clock.h"
#include "base/messages/memory.h"
#include "memory/keep.h"
#include "memory/reply.h"

namespace tinybrain::memory {
namespace {

constexpr double kLeastStrength = 0.4;  // of a found fact, see Memories::search

// What a message is about calls for facts that share no word with it.
struct Occasion {
  std::string_view words;  // between bars
  std::string_view topics;
};
constexpr Occasion kOccasions[] = {
    {"|eat|food|dinner|lunch|breakfast|recipe|restaurant|cook|cooking|meal|snack|dish|dessert|menu|"
     "bake|먹|음식|저녁|점심|아침|요리|레시피|식당|맛집|메뉴|간식|디저트|반찬|",
     "allergy diet avoid favourite.food favourite.dish dislike"},
    {"|weather|near|nearby|local|neighborhood|commute|날씨|근처|주변|동네|가까운|", "home.city"},
    {"|medicine|pill|doctor|symptom|headache|fever|hospital|약|병원|증상|두통|열이|아파|",
     "allergy health medicine"},
};

bool mentions(const std::string& lower, std::string_view bars) {
  for (size_t at = 1; at < bars.size();) {
    const size_t end = bars.find('|', at);
    const std::string_view word = bars.substr(at, end - at);
    at = end + 1;
    for (std::string_view has : words_of(lower)) {
      has = trimmed(has);
      const bool hangul = static_cast<unsigned char>(word[0]) >= 0x80;
      if (hangul ? has.starts_with(word) : has == word) return true;
    }
  }
  return false;
}

bool is_called(const Memory& m, std::string_view topics) {
  for (std::string_view topic : words_of(topics))
    if (m.kind == topic || m.slot == topic) return true;
  return false;
}

}  // namespace

Context context_for(Vault& vault, LoadedModel* seed, std::string_view text,
                    const ContextOptions& options) {
  Context c;
  const std::string message = cleaned(text.substr(0, 4000));
  c.language = options.language.value_or(language_in(message));
  const auto add = [&](const Memory& m) {
    const bool there =
        std::any_of(c.facts.begin(), c.facts.end(), [&](auto& f) { return f.id == m.id; });
    if (!there && c.facts.size() < options.most) c.facts.push_back(m);
  };
  for (const Sentence& s : sentences_of(message)) {
    const Wish wish = wish_of(s);
    if (wish.kind == Wish::Kind::recall)
      for (const Memory& m : meant_by(vault, wish)) add(m);
  }
  const std::string lower = lowered(message);
  for (const Occasion& occasion : kOccasions) {
    if (!mentions(lower, occasion.words)) continue;
    MemoryFilter filter;
    filter.limit = 1000;
    for (const Memory& m : vault.memories().list(filter))
      if (is_called(m, occasion.topics)) add(m);
  }
  for (const MemoryHit& hit : vault.memories().search(message, options.most))
    if (hit.strength >= kLeastStrength) add(hit.memory);
  c.taught = recall_lesson(vault, seed, message);
  if (!c.facts.empty()) {
    c.text = text_of(c.language, msg::kContextHead);
    for (const Memory& m : c.facts) c.text += "\n- " + sentence_of(m, c.language);
  }
  return c;
}

Json to_json(const Context& c) {
  Json j;
  j.set("text", c.text);
  Json facts{Json::Array{}};
  for (const Memory& m : c.facts) facts.push(to_json(m));
  j.set("facts", std::move(facts));
  Json taught;
  if (c.taught) {
    taught.set("lesson", c.taught->lesson);
    taught.set("question", c.taught->question);
    taught.set("answer", c.taught->answer);
    taught.set("time", time_text(c.taught->time));
    taught.set("likeness", c.taught->likeness);
    taught.set("text",
               text_of(c.language, msg::kTaughtOn, time_text(c.taught->time).substr(0, 10)));
  }
  j.set("taught", std::move(taught));
  j.set("language", c.language == Language::ko ? "ko" : "en");
  return j;
}

}  // namespace tinybrain::memory
