#include "skills/examples.h"

#include <algorithm>
#include <optional>

#include "base/messages/skills_router.h"
#include "skills/csv_file.h"
#include "text/unicode.h"

namespace tinybrain::skills {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostExamples = 200'000, kLongestExample = 4000;  // bytes

std::vector<Span> spans_of(const std::string& cell, std::string_view text) {
  std::vector<Span> spans;
  const std::vector<size_t> places = unicode::places_of(text);
  const auto place = [&](const Json& at) {
    const int64_t i = at.as_int("slots");
    if (i < 0 || static_cast<size_t>(i) >= places.size())
      throw Error(Code::bad_file, msg::kRouterSpan);
    return places[static_cast<size_t>(i)];
  };
  if (cell.empty()) return spans;
  const Json list = Json::parse(cell);
  for (const Json& one : list.as_array("slots"))
    spans.push_back(
        {one.at("slot").as_string("slot"), place(one.at("start")), place(one.at("end"))});
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.begin < b.begin; });
  for (size_t i = 0; i < spans.size(); ++i)
    if (spans[i].begin >= spans[i].end || (i && spans[i].begin < spans[i - 1].end))
      throw Error(Code::bad_file, msg::kRouterSpan);
  return spans;
}

}  // namespace

void Examples::add(std::string_view skill, std::string_view intent, std::string_view tool,
                   TaggedText text) {
  if (text.text.empty() || text.text.size() > kLongestExample) return;
  uint32_t which = kNothing;
  if (intent == "chat" && skill.empty()) {
    which = kChat;
  } else if (!intent.empty() && intent != "oos" && intent != "nothing") {
    const auto at = std::find_if(intents.rbegin(), intents.rend(), [&](const Intent& i) {
      return i.skill == skill && i.name == intent;
    });
    if (at == intents.rend()) {
      which = static_cast<uint32_t>(intents.size());
      intents.push_back({std::string(skill), std::string(intent), std::string(tool)});
    } else {
      which = static_cast<uint32_t>(intents.rend() - at - 1);
    }
  }
  texts.push_back(std::move(text));
  intent_of.push_back(which);
  if (texts.size() > kMostExamples)
    throw Error(Code::bad_argument, msg::kRouterTooMany, kMostExamples);
}

TaggedText parse_marked(std::string_view example) {
  TaggedText t;
  const std::string plain = unicode::repaired(example);
  for (std::string_view rest = plain; !rest.empty();) {
    const size_t open = rest.find('{');
    t.text += rest.substr(0, open);
    if (open == std::string_view::npos) break;
    rest.remove_prefix(open + 1);
    const size_t close = rest.find('}'), colon = rest.find(':');
    if (close == std::string_view::npos || colon == 0 || colon > close || colon + 1 == close)
      throw Error(Code::bad_argument, msg::kRouterMark, plain);
    const size_t begin = t.text.size();
    t.text += rest.substr(colon + 1, close - colon - 1);
    t.spans.push_back({std::string(rest.substr(0, colon)), begin, t.text.size()});
    rest.remove_prefix(close + 1);
  }
  return t;
}

void add_manifest(const Manifest& manifest, Examples& to) {
  const std::string file = (manifest.folder / "skill.toml").string();
  for (const auto& [name, intent] : manifest.intents.as_object()) {
    const std::string tool = intent.get_string("tool", "");
    for (const char* language : {"en", "ko"}) {
      const Json* list = intent.find(language);
      if (!list) continue;
      const std::string entry = "intents." + name + "." + language;
      if (!list->is_array()) throw Error(Code::bad_argument, msg::kRouterExamples, file, entry);
      for (const Json& example : list->as_array()) {
        if (!example.is_string())
          throw Error(Code::bad_argument, msg::kRouterExamples, file, entry);
        try {
          to.add(manifest.name, name, tool, parse_marked(example.as_string()));
        } catch (const Error& e) {
          throw e.in(file + ": " + entry);
        }
      }
    }
  }
}

void add_table(const fs::path& file, const std::string& skill, Examples& to) {
  const std::vector<CsvRecord> records = read_csv_file(file);
  const auto column = [&](std::string_view name) -> std::optional<size_t> {
    const std::vector<std::string>& names = records[0].fields;
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) return {};
    return static_cast<size_t>(at - names.begin());
  };
  const auto words = column("text"), of_skill = column("skill"), slots = column("slots");
  const auto intent = column("intent") ? column("intent") : column("label");
  if (!words || !intent) throw Error(Code::bad_file, msg::kRouterColumns, file.string());
  for (size_t i = 1; i < records.size(); ++i) {
    const CsvRecord& r = records[i];
    TaggedText example{.text = unicode::repaired(r.fields[*words]), .spans = {}};
    try {
      if (slots) example.spans = spans_of(r.fields[*slots], example.text);
    } catch (const Error& e) {
      throw e.in(file.string() + ":" + std::to_string(r.line));
    }
    const std::string& name = r.fields[*intent];
    to.add(of_skill ? r.fields[*of_skill] : skill, name, "", std::move(example));
  }
}

}  // namespace tinybrain::skills
