#include "skills/npc/textworld.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/skill_npc.h"
#include "skills/npc/view.h"

namespace tinybrain::skills::npc {
namespace {

constexpr int kDeepest = 24;
constexpr const char* kDirections[] = {"north", "south", "east", "west"};

size_t pick(Rng& rng, size_t n) { return static_cast<size_t>(rng.next() % n); }

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> parts;
  std::stringstream all(text);
  for (std::string part; std::getline(all, part, by);)
    if (part.find_first_not_of(" \r\t") != std::string::npos) parts.push_back(part);
  return parts;
}

Json texts(const std::vector<std::string>& all) { return Json(Json::Array(all.begin(), all.end())); }

}  // namespace

TextWorld::TextWorld(const std::filesystem::path& folder, const std::string& theme) {
  read(folder / (theme + "_obj.twg"));
  read(folder / (theme + "_instruction.twg"));
}

void TextWorld::read(const std::filesystem::path& file) {
  std::stringstream lines(read_file(file));
  size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line[0] == '#' || line.find_first_not_of(' ') == std::string::npos) continue;
    const size_t colon = line.find(':');
    if (colon == std::string::npos || colon == 0)
      throw Error(Code::bad_file, msg::kNpcWorld, file.string(), number);
    for (const std::string& one : split(line.substr(colon + 1), ';'))
      rules_[line.substr(0, colon)].push_back(one);
  }
}

std::optional<std::string> TextWorld::symbol(const std::string& name, const Names& names, Rng& rng,
                                             int depth) const {
  const auto found = rules_.find(name);
  if (found == rules_.end() || depth > kDeepest) return std::nullopt;
  // Another alternative when one speaks of something that the room has not.
  const size_t n = found->second.size(), first = pick(rng, n);
  for (size_t i = 0; i < n; ++i)
    if (auto text = expand(found->second[(first + i) % n], names, rng, depth + 1)) return text;
  return std::nullopt;
}

// #symbol# becomes one of its alternatives, (c) or (c|d) the thing of that kind.
std::optional<std::string> TextWorld::expand(const std::string& text, const Names& names, Rng& rng,
                                             int depth) const {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '#') {
      const size_t end = text.find('#', at + 1);
      if (end == std::string::npos) return std::nullopt;
      const auto part = symbol(text.substr(at + 1, end - at - 1), names, rng, depth);
      if (!part) return std::nullopt;
      out += *part;
      at = end;
    } else if (text[at] == '(') {
      const size_t end = text.find(')', at);
      if (end == std::string::npos) return std::nullopt;
      const std::string* name = nullptr;
      for (const std::string& kind : split(text.substr(at + 1, end - at - 1), '|'))
        if (const auto found = names.find(kind[0]); found != names.end()) name = &found->second;
      if (!name) return std::nullopt;
      out += *name;
      at = end;
    } else {
      out += text[at];
    }
  }
  return out;
}

// A name, "adjective | noun" in the grammars.
std::string TextWorld::thing(char kind, Rng& rng) const {
  const std::string name = symbol(std::string("(") + kind + ")", {}, rng, 0).value_or("thing");
  std::string out;
  for (const char c : name)
    if (c != '|' && !(c == ' ' && (out.empty() || out.back() == ' '))) out += c;
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::vector<std::string> TextWorld::words(std::initializer_list<const char*> symbols) const {
  std::vector<std::string> all;
  for (const char* name : symbols)
    if (const auto found = rules_.find(name); found != rules_.end())
      for (const std::string& word : found->second)
        if (word.find('#') == std::string::npos && all.size() < 16) all.push_back(word);
  return all;
}

TextWorld::Room TextWorld::room(Rng& rng) const {
  Room room;
  room.name = thing('r', rng);
  std::vector<std::string> known{room.name};
  std::string seen;
  for (const auto& [kind, most] : std::initializer_list<std::pair<char, size_t>>{
           {'c', 2}, {'s', 2}, {'o', 3}, {'k', 1}, {'f', 2}, {'d', 1}})
    for (size_t i = 0; i < most; ++i) {
      std::string name = thing(kind, rng);
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      known.push_back(name);
      seen += (seen.empty() ? "" : ", ") + name;
      room.things[kind].push_back(std::move(name));
    }
  const auto all = [&](const char* kinds) {
    std::vector<std::string> names;
    for (const char* k = kinds; *k; ++k)
      names.insert(names.end(), room.things[*k].begin(), room.things[*k].end());
    return names;
  };
  Json actions{Json::Array{}};
  const auto add = [&](const char* name, const std::vector<std::string>& words,
                       const std::vector<std::string>& objects) {
    Json one;
    one.set("name", name).set("words", texts(words));
    if (!objects.empty()) actions.push(one.set("objects", texts(objects)));
  };
  const auto add_pairs = [&](const char* name, const std::vector<std::string>& words,
                             const char* link, const char* first, const char* second) {
    Json one, pairs{Json::Array{}};
    for (const std::string& a : all(first))
      for (const std::string& b : all(second)) pairs.push(texts({a, b}));
    one.set("name", name).set("words", texts(words)).set("link", link);
    if (!pairs.as_array().empty()) actions.push(one.set("pairs", pairs));
  };
  add("take", words({"take_synonym_1", "pick-up_synonym_1"}), all("okf"));
  add("open", words({"open_syn"}), all("cd"));
  add("close", words({"closed_syn"}), all("cd"));
  add("eat", words({"eat_syn_1"}), all("f"));
  add("drop", words({"drop_syn_v"}), all("okf"));
  add("examine", {}, all("cskof"));
  add("go", words({"go_syn_l"}), {std::begin(kDirections), std::end(kDirections)});
  add_pairs("insert", words({"insert_syn_1"}), "into", "okf", "c");
  add_pairs("put", words({"put_syn_v"}), "on", "okf", "s");
  add_pairs("unlock", {"unlocked"}, "with", "cd", "k");
  add_pairs("lock", {"locked"}, "with", "cd", "k");
  Json look, wait;
  actions.push(look.set("name", "look").set("words", texts({"look around"})));
  actions.push(wait.set("name", "wait"));
  room.view.set("scene", "You are in the " + room.name + ". There are here: " + seen + ".");
  room.view.set("actions", actions);
  return room;
}

std::optional<std::string> TextWorld::instruction(const Room& room, const Json& action,
                                                  Rng& rng) const {
  Names names{{'r', room.name}};
  std::string name = action.get_string("name", "");
  for (const Json& object : action.at("objects").as_array()) {
    for (const auto& [kind, things] : room.things)
      if (std::find(things.begin(), things.end(), object.as_string()) != things.end())
        names[kind] = object.as_string();
    if (name == "go") name = "go/" + object.as_string();
  }
  return symbol(name, names, rng, 0);
}

}  // namespace tinybrain::skills::npc
