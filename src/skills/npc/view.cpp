#include "skills/npc/view.h"

#include <algorithm>
#include <utility>

#include "base/messages/skill_npc.h"
#include "text/unicode.h"

namespace tinybrain::skills::npc {
namespace {

constexpr size_t kMostThings = 64, kMostVerbs = 64, kMostCandidates = 512, kMostWords = 24;
constexpr size_t kMostName = 80, kMostScene = 2000;

const Json::Array& list(const Json& json, const char* key, const std::string& what, size_t most) {
  static const Json::Array kNone;
  const Json* found = json.find(key);
  if (!found || found->is_null()) return kNone;
  if (!found->is_array()) throw Error(Code::bad_argument, msg::kNpcField, what + "." + key);
  if (found->as_array().size() > most)
    throw Error(Code::bad_argument, msg::kNpcTooMany, what + "." + key, most);
  return found->as_array();
}

std::vector<std::string> words(const Json& json, const std::string& what) {
  std::vector<std::string> all{one_line(json.find("name") ? *json.find("name") : Json(),
                                        what + ".name", kMostName)};
  for (const Json& word : list(json, "words", what, kMostWords))
    all.push_back(one_line(word, what + ".words", kMostName));
  return all;
}

class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {
    if (!json.is_object()) throw Error(Code::bad_argument, msg::kNpcField, "view");
  }

  View read() {
    if (const Json* scene = json_.find("scene"); scene && !scene->is_null())
      view_.scene = one_line(*scene, "scene", kMostScene);
    for (const Json& json : list(json_, "things", "view", kMostThings)) {
      std::vector<std::string> all = words(json, "things");
      const size_t at = thing(all[0]);
      view_.things[at].words = std::move(all);
    }
    for (const Json& json : list(json_, "actions", "view", kMostVerbs)) verb(json);
    return std::move(view_);
  }

 private:
  // The thing of that name, made when it is new.
  size_t thing(const std::string& name) {
    for (size_t i = 0; i < view_.things.size(); ++i)
      if (view_.things[i].name == name) return i;
    if (view_.things.size() == kMostThings)
      throw Error(Code::bad_argument, msg::kNpcTooMany, "things", kMostThings);
    view_.things.push_back({name, {name}});
    return view_.things.size() - 1;
  }

  std::vector<size_t> things(const Json::Array& names, const std::string& what) {
    std::vector<size_t> all;
    for (const Json& name : names) all.push_back(thing(one_line(name, what, kMostName)));
    return all;
  }

  void verb(const Json& json) {
    std::vector<std::string> all = words(json, "actions");
    const std::string what = "actions." + all[0];
    for (const Verb& known : view_.verbs)
      if (known.name == all[0]) throw Error(Code::bad_argument, msg::kNpcTwice, what);
    Verb verb{all[0], all, ""};
    if (const Json* link = json.find("link"); link && !link->is_null())
      verb.link = one_line(*link, what + ".link", kMostName);
    view_.verbs.push_back(std::move(verb));
    const bool about = json.find("objects") || json.find("pairs");
    const std::vector<size_t> objects = things(list(json, "objects", what, kMostThings), what);
    const std::vector<size_t> to = things(list(json, "to", what, kMostThings), what);
    if (!about) add({});
    for (const size_t object : objects) {
      if (!json.find("to")) add({object});
      for (const size_t other : to)
        if (other != object) add({object, other});
    }
    for (const Json& pair : list(json, "pairs", what, kMostCandidates)) {
      if (!pair.is_array() || pair.as_array().size() != 2)
        throw Error(Code::bad_argument, msg::kNpcField, what + ".pairs");
      add(things(pair.as_array(), what));
    }
  }

  void add(std::vector<size_t> about) {
    const Verb& verb = view_.verbs.back();
    Candidate candidate{view_.verbs.size() - 1, std::move(about), verb.name};
    for (size_t i = 0; i < candidate.things.size(); ++i) {
      if (i == 1 && !verb.link.empty()) candidate.text += " " + verb.link;
      candidate.text += " " + view_.things[candidate.things[i]].name;
    }
    for (const Candidate& known : view_.candidates)
      if (known.text == candidate.text) return;
    if (view_.candidates.size() == kMostCandidates)
      throw Error(Code::bad_argument, msg::kNpcTooMany, "actions", kMostCandidates);
    view_.candidates.push_back(std::move(candidate));
  }

  const Json& json_;
  View view_;
};

}  // namespace

std::string as_line(std::string_view text) {
  std::string line;
  bool space = false;
  for (const char c : text) {
    // Brackets mark the action in what the model writes.
    if (static_cast<unsigned char>(c) <= ' ' || c == '[' || c == ']' || c == '\x7f') {
      space = !line.empty();
      continue;
    }
    if (std::exchange(space, false)) line += ' ';
    line += c;
  }
  return line;
}

std::string one_line(const Json& json, const std::string& what, size_t most) {
  if (!json.is_string()) throw Error(Code::bad_argument, msg::kNpcField, what);
  const std::string text = unicode::repaired(json.as_string());
  if (text.size() > most) throw Error(Code::bad_argument, msg::kNpcTooLong, what, most);
  std::string line = as_line(text);
  if (line.empty()) throw Error(Code::bad_argument, msg::kNpcField, what);
  return line;
}

Json View::action(const Candidate& candidate) const {
  Json json, objects{Json::Array{}};
  for (const size_t i : candidate.things) objects.push(things[i].name);
  return json.set("name", verbs[candidate.verb].name).set("objects", objects);
}

View read_view(const Json& json) { return Reader(json).read(); }

}  // namespace tinybrain::skills::npc
