#include "skills/slots.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/messages/skills_router.h"
#include "skills/typed.h"
#include "text/unicode.h"

namespace tinybrain::skills {
namespace {

constexpr const char* kTypes = "text, all, number, date, time, duration, choice";

size_t characters(std::string_view s) {
  size_t n = 0;
  for (; !s.empty(); ++n) s.remove_prefix(unicode::decode(s).length);
  return n;
}

std::string_view part(std::string_view text, size_t begin, size_t end) {
  return text.substr(begin, end - begin);
}

std::vector<std::string> words_of(const Json& list) {
  std::vector<std::string> words;
  if (list.is_string()) words.push_back(list.as_string());
  if (list.is_array())
    for (const Json& w : list.as_array())
      if (w.is_string()) words.push_back(w.as_string());
  return words;
}

// What a property of the tool's schema says of a slot that has no table.
void from_schema(SlotRule& rule, const Json& property) {
  const std::string type = property.get_string("type", "string");
  if (type == "number" || type == "integer") rule.type = "number";
  const Json* items = property.find("items");
  const Json* choices = items && items->find("enum") ? items->find("enum") : property.find("enum");
  if (choices && choices->is_array() && !choices->as_array().empty()) {
    rule.type = "choice";
    for (const Json& c : choices->as_array())
      if (c.is_string()) rule.choices.push_back({c.as_string(), {c.as_string()}});
  }
  rule.ask.en = rule.ask.ko = property.get_string("description", "");
}

void from_table(SlotRule& rule, const Json& table, const std::string& file) {
  rule.type = table.get_string("type", rule.type);
  rule.argument = table.get_string("argument", rule.argument);
  static constexpr std::pair<const char*, double> kUnits[] = {
      {"seconds", 1}, {"minutes", 60}, {"hours", 3600}, {"days", 86'400}};
  const std::string unit = table.get_string("unit", "");
  for (const auto& [name, seconds] : kUnits)
    if (unit == name) rule.unit = seconds;
  if (const Json* choices = table.find("choices")) {
    rule.type = "choice";
    rule.choices.clear();
    if (choices->is_object())
      for (const auto& [value, words] : choices->as_object()) {
        rule.choices.push_back({value, words_of(words)});
        rule.choices.back().second.push_back(value);
      }
    else
      for (const std::string& value : words_of(*choices)) rule.choices.push_back({value, {value}});
  }
  rule.ask.en = table.get_string("en", rule.ask.en);
  rule.ask.ko = table.get_string("ko", rule.ask.ko);
  if ((std::string(", ") + kTypes + ",").find(", " + rule.type + ",") == std::string::npos)
    throw Error(Code::bad_argument, msg::kRouterSlot, file, rule.name, kTypes);
}

// The longest of a choice's words that is in the text; Latin words whole.
struct Chosen {
  const std::string* value = nullptr;
  size_t begin = 0, end = 0;
};
Chosen choose(const SlotRule& rule, std::string_view text) {
  const auto small = [](std::string_view s) {
    std::string t(s);
    for (char& c : t)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return t;
  };
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  const std::string plain = small(text);
  Chosen best;
  for (const auto& [value, words] : rule.choices)
    for (const std::string& word : words) {
      const std::string w = small(word);
      if (w.empty()) continue;
      for (size_t at = plain.find(w); at != std::string::npos; at = plain.find(w, at + 1)) {
        const size_t end = at + w.size();
        if (letter(w.front()) && at > 0 && letter(plain[at - 1])) continue;
        const bool plural = end < plain.size() && plain[end] == 's' &&
                            (end + 1 == plain.size() || !letter(plain[end + 1]));
        if (letter(w.back()) && end < plain.size() && letter(plain[end]) && !plural) continue;
        if (w.size() > best.end - best.begin) best = {&value, at, end};
        break;
      }
    }
  return best;
}

struct Found {
  const SlotRule* rule;
  Json value;
  size_t begin, end;
};

std::optional<Json> typed_in(const SlotRule& rule, const std::vector<TypedValue>& values,
                             std::vector<bool>& used, size_t begin, size_t end, Found& found) {
  for (size_t i = 0; i < values.size(); ++i) {
    const TypedValue& v = values[i];
    if (used[i] || v.end <= begin || v.begin >= end) continue;
    const bool same = rule.type == name_of(v.type);
    // A number with its unit answers for a number too: "20 minutes" of a slot that counts minutes without saying so.
    if (!same) continue;
    used[i] = true;
    found.begin = v.begin;
    found.end = v.end;
    return v.type == ValueType::duration ? Json(v.value.as_double() / rule.unit) : v.value;
  }
  return {};
}

// As the tool's schema wants it, or nothing.
std::optional<Json> fitted(const Json& value, const Json* property) {
  const std::string type = property ? property->get_string("type", "") : "";
  if (type == "array") return Json(Json::Array{value});
  if (type == "integer") {
    if (!value.is_number() || value.as_double() != std::floor(value.as_double())) return {};
    return Json(static_cast<int64_t>(value.as_double()));
  }
  if (type == "number") {
    if (!value.is_number()) return {};
    return value;
  }
  if (type == "string" && !value.is_string()) return Json(value.dump());
  return value;
}

}  // namespace

std::vector<SlotRule> slot_rules(const Manifest& manifest, const std::string& intent) {
  const std::string file = (manifest.folder / "skill.toml").string();
  const Json* entry = manifest.intents.find(intent);
  const Tool* tool = entry ? manifest.tool(entry->get_string("tool", "")) : nullptr;
  const Json* properties = tool ? tool->arguments.find("properties") : nullptr;
  std::vector<std::string> names;
  const Json* listed = entry ? entry->find("slots") : nullptr;
  if (listed && listed->is_object())
    for (const auto& [name, ignored] : listed->as_object()) names.push_back(name);
  else if (listed)
    names = words_of(*listed);
  else if (properties)
    for (const auto& [name, ignored] : properties->as_object()) names.push_back(name);
  std::vector<SlotRule> rules;
  for (const std::string& name : names) {
    if (!listed && name == "language") continue;
    SlotRule rule;
    rule.name = rule.argument = name;
    const Json* table = manifest.slots.find(name);
    if (table && table->is_object()) rule.argument = table->get_string("argument", name);
    if (const Json* p = properties ? properties->find(rule.argument) : nullptr)
      from_schema(rule, *p);
    if (table && table->is_object()) from_table(rule, *table, file);
    rules.push_back(std::move(rule));
  }
  return rules;
}

Json spans_json(std::string_view text, const std::vector<Span>& spans) {
  Json all{Json::Array{}};
  for (const Span& s : spans) {
    Json one;
    const std::string value(part(text, s.begin, s.end));
    const auto begin = static_cast<int64_t>(characters(text.substr(0, s.begin)));
    one.set("slot", s.slot).set("value", value).set("text", value).set("start", begin);
    one.set("end", begin + static_cast<int64_t>(characters(value)));
    all.push(std::move(one));
  }
  return all;
}

Filled fill_slots(const std::vector<SlotRule>& rules, const Json& schema, std::string_view text,
                  const std::vector<Span>& spans, Language language, int64_t today) {
  const std::vector<TypedValue> values = typed_values(text, today);
  std::vector<bool> used(values.size());
  std::vector<Found> all;
  // First what was marked in examples, then what the types alone tell.
  for (const bool from_spans : {true, false})
    for (const SlotRule& rule : rules) {
      if (std::any_of(all.begin(), all.end(), [&](const Found& f) { return f.rule == &rule; }))
        continue;
      size_t begin = 0, end = text.size();
      if (from_spans) {
        const auto at = std::find_if(spans.begin(), spans.end(),
                                     [&](const Span& s) { return s.slot == rule.name; });
        if (at == spans.end()) continue;
        begin = at->begin;
        end = at->end;
      }
      Found found{&rule, {}, begin, end};
      if (rule.type == "all") {
        found.value = std::string(text);
      } else if (rule.type == "choice") {
        const Chosen c = choose(rule, part(text, begin, end));
        if (!c.value) continue;
        found = {&rule, *c.value, begin + c.begin, begin + c.end};
      } else if (rule.type != "text") {
        const auto v = typed_in(rule, values, used, begin, end, found);
        if (!v) continue;
        found.value = *v;
      } else if (from_spans) {
        found.value = std::string(part(text, begin, end));
      } else {
        continue;
      }
      all.push_back(std::move(found));
    }
  Filled f{.slots = Json(Json::Array{}),
           .arguments = Json(Json::Object{}),
           .missing = Json(Json::Array{})};
  const Json* properties = schema.find("properties");
  for (const Found& found : all) {
    const Json* property = properties ? properties->find(found.rule->argument) : nullptr;
    const auto begin = static_cast<int64_t>(characters(text.substr(0, found.begin)));
    const std::string own(part(text, found.begin, found.end));
    Json one;
    one.set("slot", found.rule->name).set("value", found.value).set("text", own);
    one.set("start", begin).set("end", begin + static_cast<int64_t>(characters(own)));
    f.slots.push(std::move(one));
    if (!property) continue;
    if (const auto value = fitted(found.value, property))
      f.arguments.set(found.rule->argument, *value);
  }
  if (properties && properties->find("language") && !f.arguments.find("language"))
    f.arguments.set("language", language == Language::ko ? "ko" : "en");
  if (const Json* required = schema.find("required"))
    for (const Json& name : required->as_array()) {
      if (f.arguments.find(name.as_string())) continue;
      const auto rule = std::find_if(rules.begin(), rules.end(), [&](const SlotRule& r) {
        return r.argument == name.as_string();
      });
      std::string ask = rule == rules.end() ? "" : rule->ask.in(language);
      if (!ask.ends_with('?'))
        ask = text_of(language, msg::kRouterAsk, ask.empty() ? name.as_string() : ask);
      Json one;
      f.missing.push(one.set("slot", name).set("ask", ask));
    }
  return f;
}

}  // namespace tinybrain::skills
