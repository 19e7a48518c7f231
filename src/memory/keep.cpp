#include "memory/keep.h"

#include <algorithm>

#include "memory/lexicon.h"
#include "memory/values.h"
#include "text/unicode.h"

namespace tinybrain::memory {
namespace {

constexpr size_t kMost = 10'000;

std::vector<Memory> current(Vault& vault, const Topic& topic) {
  MemoryFilter filter;
  filter.kind = topic.kind;
  filter.slot = topic.slot;
  filter.limit = kMost;
  std::vector<Memory> all = vault.memories().list(filter);
  if (topic.slot.empty()) std::erase_if(all, [](const Memory& m) { return !m.slot.empty(); });
  return all;
}

bool says_the_same(const Memory& a, const Memory& b) {
  return a.kind == b.kind && a.slot == b.slot && same_value(value_of(a)) == same_value(value_of(b));
}

NewMemory new_memory(const Fact& fact) {
  NewMemory m;
  m.text = fact.text;
  m.kind = fact.topic.kind;
  m.slot = fact.topic.slot;
  m.confidence = fact.confidence;
  m.purpose = purpose_of(fact.topic.kind);
  m.detail.set("value", fact.value);
  if (fact.ended) m.detail.set("ended", true);
  return m;
}

Kept remembered(Vault& vault, const NewMemory& m) {
  Kept kept;
  const auto done = vault.memories().remember(m);
  if (!done) return kept;
  kept.memory = memory_of(vault, done->id);
  kept.known = done->merged;
  if (done->superseded) kept.superseded = memory_of(vault, *done->superseded);
  return kept;
}

// Words that a search for a fact goes by: no particles, no "the".
std::vector<std::string> telling_words(std::string_view phrase) {
  constexpr std::string_view kEmpty[] = {"the",   "a",    "an",   "my",   "i",   "i'm", "am",
                                         "is",    "are",  "that", "of",   "to",  "in",  "at",
                                         "about", "our",  "and",  "new",  "old", "내",  "제",
                                         "내가",  "제가", "나는", "저는", "우리"};
  std::vector<std::string> words;
  const std::string folded = unicode::folded(phrase);
  for (std::string_view word : words_of(folded)) {
    word = trimmed(word);
    if (word.empty() || std::find(std::begin(kEmpty), std::end(kEmpty), word) != std::end(kEmpty))
      continue;
    std::string plain(word);
    if (static_cast<unsigned char>(plain[0]) >= 0x80) {
      for (std::string_view particle : {"에서", "에게", "한테", "으로", "은", "는", "이", "가",
                                        "을", "를", "에", "로", "도", "와", "과"})
        if (plain.size() > particle.size() + 3 && plain.ends_with(particle)) {
          plain.resize(plain.size() - particle.size());
          break;
        }
    } else if (plain.size() > 4 && plain.ends_with('s')) {
      plain.pop_back();
    }
    words.push_back(std::move(plain));
  }
  return words;
}

bool has_words(const Memory& m, const std::vector<std::string>& words) {
  if (words.empty()) return false;
  const std::string text = unicode::folded(fmt::format(
      "{} {} {}", m.text, value_of(m), m.kind == "allergy" ? "allergy 알레르기 알러지" : m.kind));
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& w) { return text.find(w) != text.npos; });
}

bool is_of(const Memory& m, const Topic& topic) {
  if (topic.kind != m.kind) return false;
  if (topic.slot.ends_with('.')) return m.slot.starts_with(topic.slot);
  if (topic.slot.empty()) return m.slot.empty() || topic.kind == "name";
  return m.slot == topic.slot;
}

bool is_meant(const Memory& m, const Wish& wish) {
  const bool by_topic = std::any_of(wish.topics.begin(), wish.topics.end(),
                                    [&](const Topic& t) { return is_of(m, t); });
  if (wish.what == Wish::What::all) return true;
  if (wish.what == Wish::What::topics) {
    // "my cat": also what says only that there is one.
    const bool pet = !wish.words.empty() && m.kind == "pet" && m.slot.empty();
    if (pet) {
      const Named* asked = animal_of(wish.words);
      for (std::string_view word : words_of(value_of(m)))
        if (const Named* animal = animal_of(lowered(trimmed(word))))
          if (asked && animal->slot == asked->slot) return true;
      return false;
    }
    if (by_topic && m.kind == "appointment" && !wish.words.empty())
      return has_words(m, telling_words(wish.words));
    return by_topic;
  }
  return false;
}

std::vector<Memory> everything(Vault& vault, bool for_erasing) {
  MemoryFilter filter;
  filter.limit = kMost;
  filter.superseded_too = for_erasing;
  filter.withdrawn_too = for_erasing;
  return vault.memories().list(filter);
}

// "I live in Seoul", "나는 매운 음식을 좋아한다": the facts it states, else its words.
bool states(const Memory& m, const std::vector<Fact>& facts) {
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& f) {
    return f.topic == topic_of(m) && same_value(f.value) == same_value(value_of(m));
  });
}

}  // namespace

std::string value_of(const Memory& memory) {
  return memory.detail.get_string("value", memory.text);
}
Topic topic_of(const Memory& memory) { return {memory.kind, memory.slot}; }

std::optional<Memory> memory_of(Vault& vault, int64_t id) {
  MemoryFilter filter;
  filter.superseded_too = true;
  filter.before = id + 1;
  filter.limit = 1;
  const auto found = vault.memories().list(filter);
  if (found.empty() || found[0].id != id) return std::nullopt;
  return found[0];
}

Kept keep(Vault& vault, const Fact& fact) {
  const std::vector<Memory> before = current(vault, fact.topic);
  const std::string value = same_value(fact.value);
  const auto same = std::find_if(before.begin(), before.end(), [&](const Memory& m) {
    return same_value(value_of(m)) == value && !m.detail.get_bool("ended", false);
  });
  NewMemory m = new_memory(fact);
  if (fact.ended) {
    Kept kept;
    if (same == before.end()) return kept;
    kept = remembered(vault, m);
    if (kept.memory && !kept.superseded && kept.memory->id != same->id) {
      vault.memories().supersede(same->id, kept.memory->id);
      kept.superseded = *same;
    }
    return kept;
  }
  if (same != before.end()) m.text = same->text;  // said again, in other words
  // Two facts out of one sentence must not become one row.
  const auto clash = vault.memories().list({.limit = 50});
  if (same == before.end() && std::any_of(clash.begin(), clash.end(), [&](const Memory& other) {
        return other.text == m.text && !(topic_of(other) == fact.topic);
      }))
    m.text = fmt::format("{} ({})", m.text, fact.value);
  Kept kept = remembered(vault, m);
  const std::string other = fact.topic.kind == "like"      ? "dislike"
                            : fact.topic.kind == "dislike" ? "like"
                                                           : "";
  if (kept.memory && !other.empty())
    for (const Memory& old : current(vault, {other, ""}))
      if (same_value(value_of(old)) == value) {
        vault.memories().supersede(old.id, kept.memory->id);
        kept.superseded = old;
      }
  return kept;
}

std::string_view purpose_of_note(std::string_view text) {
  const std::string lower = lowered(text);
  return is_about_health(lower) ? "health" : is_about_mood(lower) ? "mood" : "remember";
}

Kept keep_note(Vault& vault, std::string_view text) {
  NewMemory m;
  m.text = text;
  m.kind = "note";
  m.confidence = 1;
  m.purpose = purpose_of_note(text);
  return remembered(vault, m);
}

std::vector<Memory> meant_by(Vault& vault, const Wish& wish) {
  if (wish.what == Wish::What::words) {
    std::vector<Memory> found;
    const auto words = telling_words(wish.words);
    for (Memory& m : everything(vault, false))
      if (has_words(m, words)) found.push_back(std::move(m));
    return found;
  }
  std::vector<Memory> found = everything(vault, false);
  std::erase_if(found, [&](const Memory& m) { return !is_meant(m, wish); });
  return found;
}

std::vector<Memory> to_erase(Vault& vault, const Wish& wish, const std::vector<int64_t>& last) {
  const std::vector<Memory> all = everything(vault, true);
  std::vector<Memory> found;
  std::vector<Fact> facts;
  std::vector<std::string> words;
  if (wish.what == Wish::What::words) {
    // A statement may leave out who: "배추 좋아한다".
    for (std::string_view who : {"", "나는 ", "i "}) {
      if (!facts.empty()) break;
      for (Sentence& s : sentences_of(std::string(who) + wish.words)) {
        s.question = s.unreal = false;
        for (Fact& f : facts_in(s)) facts.push_back(std::move(f));
      }
    }
    if (facts.empty()) words = telling_words(wish.words);
  }
  for (const Memory& m : all) {
    const bool named = wish.what == Wish::What::that
                           ? std::find(last.begin(), last.end(), m.id) != last.end()
                       : wish.what == Wish::What::words ? states(m, facts) || has_words(m, words)
                                                        : is_meant(m, wish);
    if (named) found.push_back(m);
  }
  // The same in other words goes too.
  for (const Memory& m : all) {
    const bool there =
        std::any_of(found.begin(), found.end(), [&](auto& f) { return f.id == m.id; });
    if (!there &&
        std::any_of(found.begin(), found.end(), [&](auto& f) { return says_the_same(f, m); }))
      found.push_back(m);
  }
  return found;
}

}  // namespace tinybrain::memory
