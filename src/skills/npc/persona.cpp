#include "skills/npc/persona.h"

#include <algorithm>
#include <utility>

#include "base/messages/skill_npc.h"
#include "memory/facts.h"
#include "text/josa.h"
#include "text/unicode.h"

namespace tinybrain::skills::npc {
namespace {

constexpr size_t kMostName = 60, kMostAbout = 1500, kMostPhrase = 300, kMostList = 64;

// The two forms of a particle, by either.
constexpr std::pair<std::string_view, std::string_view> kJosa[] = {
    {"을", "를"}, {"이", "가"}, {"은", "는"}, {"과", "와"}, {"으로", "로"}};

// {0}, {1}, {0:을}: the word with what follows it. False when it is none of them.
bool put(std::string_view field, const std::vector<std::string>& things, std::string& out) {
  if (field.empty() || (field[0] != '0' && field[0] != '1')) return false;
  const size_t which = field[0] == '0' ? 0 : 1;
  const std::string thing = which < things.size() ? things[which] : "";
  if (field.size() == 1) {
    out += thing;
    return true;
  }
  if (field[1] != ':') return false;
  for (const auto& [closed, open] : kJosa)
    if (field.substr(2) == closed || field.substr(2) == open) {
      if (!thing.empty()) out += josa(thing, closed, open);
      return true;
    }
  return false;
}

std::string filled(const std::string& phrase, const std::vector<std::string>& things,
                   const std::string& what) {
  std::string out;
  for (size_t at = 0; at < phrase.size(); ++at) {
    if (phrase[at] != '{') {
      out += phrase[at];
      continue;
    }
    const size_t end = phrase.find('}', at);
    const std::string field = phrase.substr(at + 1, end == std::string::npos ? end : end - at - 1);
    if (end == std::string::npos || !put(field, things, out))
      throw Error(Code::bad_argument, msg::kNpcPhrase, what, field);
    at = end;
  }
  return out;
}

// Cut to so many bytes, at the end of a character.
std::string cut(std::string text, size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  text.resize(most);
  return text;
}

const Json::Array& list(const Json& json, const char* key) {
  static const Json::Array kNone;
  const Json* found = json.find(key);
  if (!found || found->is_null()) return kNone;
  if (!found->is_array()) throw Error(Code::bad_argument, msg::kNpcField, key);
  if (found->as_array().size() > kMostList)
    throw Error(Code::bad_argument, msg::kNpcTooMany, key, kMostList);
  return found->as_array();
}

const Json& member(const Json& json, const char* key) {
  const Json* found = json.find(key);
  if (!found) throw Error(Code::bad_argument, msg::kNpcField, key);
  return *found;
}

}  // namespace

bool Persona::refuses(const std::string& verb) const {
  return std::find(never.begin(), never.end(), verb) != never.end();
}

Persona read_persona(const Json& json) {
  if (!json.is_object()) throw Error(Code::bad_argument, msg::kNpcField, "persona");
  Persona p;
  p.name = one_line(member(json, "name"), "name", kMostName);
  if (const Json* about = json.find("about"); about && !about->is_null())
    p.about = one_line(*about, "about", kMostAbout);
  for (const Json& verb : list(json, "never"))
    p.never.push_back(one_line(verb, "never", kMostName));
  if (const Json* phrases = json.find("phrases"); phrases && !phrases->is_null()) {
    if (!phrases->is_object() || phrases->as_object().size() > kMostList)
      throw Error(Code::bad_argument, msg::kNpcField, "phrases");
    for (const auto& [verb, phrase] : phrases->as_object()) {
      const std::string what = "phrases." + verb;
      p.phrases[verb] = one_line(phrase, what, kMostPhrase);
      filled(p.phrases[verb], {}, what);
    }
  }
  return p;
}

std::string phrase_of(const Persona& persona, const View& view, const Candidate* action) {
  std::string verb = action ? view.verbs[action->verb].name : "talk";
  if (action && persona.refuses(verb)) verb = "refuse";
  const auto found = persona.phrases.find(verb);
  if (found == persona.phrases.end()) return "";
  std::vector<std::string> things;
  if (action)
    for (const size_t i : action->things) things.push_back(view.things[i].name);
  return filled(found->second, things, verb);
}

void PlayerMemory::remember(const std::string& fact) {
  const std::string line =
      one_line(Json(cut(unicode::repaired(fact), kMostBytes)), "fact", kMostBytes);
  std::erase(facts_, line);
  facts_.push_back(line);
  if (facts_.size() > kMostFacts) facts_.pop_front();
}

size_t PlayerMemory::listen(std::string_view text, Language language) {
  size_t fresh = 0;
  std::string about;
  for (const memory::Sentence& sentence : memory::sentences_of(memory::cleaned(text)))
    for (const memory::Fact& fact : memory::facts_in(sentence, about)) {
      if (fact.ended || fact.text.empty()) continue;
      const std::string line = text_of(language, msg::kNpcPlayerSaid, fact.text);
      if (std::find(facts_.begin(), facts_.end(), line) == facts_.end()) ++fresh;
      remember(line);
    }
  return fresh;
}

void PlayerMemory::said(std::string player, std::string character) {
  talk_.push_back({cut(std::move(player), kMostBytes), cut(std::move(character), kMostBytes)});
  if (talk_.size() > kMostTalk) talk_.erase(talk_.begin(), talk_.end() - kMostTalk / 2);
  ++turns_;
}

Json PlayerMemory::save() const {
  Json json, facts{Json::Array(facts_.begin(), facts_.end())}, talk{Json::Array{}};
  for (const Exchange& e : talk_) {
    Json one;
    talk.push(one.set("player", e.player).set("character", e.character));
  }
  return json.set("facts", facts).set("talk", talk).set("turns", turns_);
}

void PlayerMemory::load(const Json& json) {
  if (!json.is_object()) throw Error(Code::bad_argument, msg::kNpcField, "memory");
  PlayerMemory fresh;
  for (const Json& fact : list(json, "facts")) {
    if (!fact.is_string()) throw Error(Code::bad_argument, msg::kNpcField, "facts");
    fresh.remember(fact.as_string());
  }
  for (const Json& one : list(json, "talk")) {
    const Json &player = member(one, "player"), &character = member(one, "character");
    if (!player.is_string() || !character.is_string())
      throw Error(Code::bad_argument, msg::kNpcField, "talk");
    fresh.said(unicode::repaired(player.as_string()), unicode::repaired(character.as_string()));
  }
  fresh.turns_ = 0;
  if (const Json* turns = json.find("turns"); turns && !turns->is_null()) {
    if (!turns->is_int() || turns->as_int() < 0)
      throw Error(Code::bad_argument, msg::kNpcField, "turns");
    fresh.turns_ = static_cast<uint64_t>(turns->as_int());
  }
  *this = std::move(fresh);
}

}  // namespace tinybrain::skills::npc
