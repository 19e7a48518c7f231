#include "skills/office/entities.h"

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/skill_office.h"
#include "data/encoding.h"
#include "text/unicode.h"

namespace tinybrain::skills::office {
namespace {

namespace fs = std::filesystem;

// The kinds of KLUE-NER (Park et al. 2021).
std::string kind_of(std::string type) {
  static const std::pair<const char*, const char*> kKlue[] = {
      {"PS", "person"}, {"LC", "place"}, {"OG", "organisation"},
      {"DT", "date"},   {"TI", "time"},  {"QT", "amount"}};
  for (const auto& [klue, kind] : kKlue)
    if (type == klue) return kind;
  for (char& c : type)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return type;
}

bool has_own_shape(const std::string& kind) {
  return kind == "mail" || kind == "phone" || kind == "link";
}

TaggedText marked(const Json& row) {
  TaggedText t;
  t.text = unicode::repaired(row.at("text").as_string("text"));
  const std::vector<size_t> places = unicode::places_of(t.text);
  const auto n = static_cast<int64_t>(places.size()) - 1;
  for (const Json& one : row.at("entities").as_array("entities")) {
    const int64_t start = one.at("start").as_int("start"), end = one.at("end").as_int("end");
    const std::string& type = one.at("type").as_string("type");
    if (start < 0 || start >= end || end > n || type.empty())
      throw Error(Code::bad_file, msg::kTaggerDamaged, "entities");
    t.spans.push_back(
        {kind_of(type), places[static_cast<size_t>(start)], places[static_cast<size_t>(end)]});
  }
  std::sort(t.spans.begin(), t.spans.end(),
            [](const Span& a, const Span& b) { return a.begin < b.begin; });
  for (size_t i = 1; i < t.spans.size(); ++i)
    if (t.spans[i].begin < t.spans[i - 1].end)
      throw Error(Code::bad_file, msg::kTaggerDamaged, "entities");
  return t;
}

}  // namespace

std::vector<Entity> entities_of(std::string_view text, const Tagger& tagger, int64_t today) {
  const std::vector<Entity> ruled = entities_by_rules(text, today);
  std::vector<Entity> all;
  const auto free = [&](const Entity& e) {
    return std::none_of(all.begin(), all.end(),
                        [&](const Entity& o) { return e.begin < o.end && o.begin < e.end; });
  };
  for (const Entity& e : ruled)
    if (has_own_shape(e.kind)) all.push_back(e);
  for (const Span& s : tagger.find(text)) {
    Entity e{s.slot, s.begin, s.end, Json(), true};
    // A day that rules can read as well has its value from there.
    for (const Entity& r : ruled)
      if (r.kind == e.kind && r.begin >= e.begin && r.end <= e.end && e.value.is_null())
        e.value = r.value;
    if (free(e)) all.push_back(std::move(e));
  }
  for (const Entity& e : ruled)
    if (free(e)) all.push_back(e);
  std::sort(all.begin(), all.end(),
            [](const Entity& a, const Entity& b) { return a.begin < b.begin; });
  return all;
}

Json entities_json(std::string_view text, const std::vector<Entity>& entities) {
  const std::vector<size_t> places = unicode::places_of(text);
  const auto character = [&](size_t byte) {
    return static_cast<uint64_t>(std::lower_bound(places.begin(), places.end(), byte) -
                                 places.begin());
  };
  Json all{Json::Array{}};
  for (const Entity& e : entities) {
    Json one;
    one.set("kind", e.kind).set("text", text.substr(e.begin, e.end - e.begin));
    one.set("start", character(e.begin)).set("end", character(e.end));
    if (!e.value.is_null()) one.set("value", e.value);
    all.push(one.set("by", e.learnt ? "learnt" : "rules"));
  }
  return all;
}

std::vector<TaggedText> read_marked(const fs::path& file) {
  const DecodedText decoded = decode_text(read_file(file));
  std::vector<TaggedText> all;
  uint64_t line = 0;
  for (size_t at = 0; at < decoded.text.size();) {
    const size_t end = std::min(decoded.text.find('\n', at), decoded.text.size());
    const std::string_view one = std::string_view(decoded.text).substr(at, end - at);
    at = end + 1;
    ++line;
    if (one.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    try {
      all.push_back(marked(Json::parse(one)));
    } catch (const Error&) {
      throw Error(Code::bad_file, msg::kOfficeEntityRow, file.string(), line);
    }
  }
  if (std::none_of(all.begin(), all.end(), [](const TaggedText& t) { return !t.spans.empty(); }))
    throw Error(Code::bad_file, msg::kOfficeNoEntities, file.string());
  return all;
}

}  // namespace tinybrain::skills::office
