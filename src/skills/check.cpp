#include "skills/check.h"

#include <cmath>
#include <map>
#include <optional>
#include <system_error>

#include "base/file.h"
#include "base/messages/skills_pack.h"
#include "skills/examples.h"
#include "skills/registry.h"
#include "skills/slots.h"
#include "text/unicode.h"
#include "vault/consent.h"

namespace tinybrain::skills {
namespace {

namespace fs = std::filesystem;

constexpr size_t kFewExamples = 3;
constexpr size_t kLargestReport = size_t{4} << 20;  // bytes

template <class... Args>
void add(std::vector<Finding>& all, bool error, const Message& message, const Args&... args) {
  all.push_back({error, Error(Code::bad_argument, message, args...)});
}

// Runs body; what it throws is a finding.
template <class Body>
void noted(std::vector<Finding>& all, Body body) {
  try {
    body();
  } catch (const Error& e) {
    all.push_back({true, e});
  }
}

struct Limit {
  std::optional<double> most, least;
};
Limit limit_of(const Json& value) {
  Limit l;
  if (value.is_number()) l.most = value.as_double();
  if (const Json* most = value.find("most"); most && most->is_number()) l.most = most->as_double();
  if (const Json* least = value.find("least"); least && least->is_number())
    l.least = least->as_double();
  return l;
}

std::optional<Json> measures_of(const Manifest& m) {
  const fs::path file = m.folder / "eval" / "report.json";
  std::error_code error;
  if (!fs::exists(file, error)) return {};
  try {
    return Json::parse(read_file(file, kLargestReport)).at("measures");
  } catch (const Error& e) {
    throw e.in(file.string());
  }
}

void check_tools(const Manifest& m, std::vector<Finding>& all) {
  if (m.tools.empty()) add(all, true, msg::kCheckNoTools);
  for (const Tool& tool : m.tools) {
    if (tool.arguments.get_string("type", "") != "object")
      add(all, true, msg::kCheckSchemaObject, tool.name);
    if (const Json* properties = tool.arguments.find("properties"))
      for (const auto& [name, property] : properties->as_object())
        if (property.get_string("description", "").empty())
          add(all, false, msg::kCheckNoDescription, tool.name, name);
  }
}

void check_intents(const Manifest& m, std::vector<Finding>& all) {
  if (m.intents.as_object().empty()) add(all, false, msg::kCheckNoIntents);
  for (const auto& [name, intent] : m.intents.as_object()) {
    const std::string tool_name = intent.get_string("tool", "");
    const Tool* tool = m.tool(tool_name);
    if (!tool_name.empty() && !tool) add(all, true, msg::kCheckNoSuchTool, name, tool_name);
    for (const char* language : {"en", "ko"}) {
      const Json* list = intent.find(language);
      const size_t n = list && list->is_array() ? list->as_array().size() : 0;
      if (n == 0)
        add(all, true, msg::kCheckNoExamples, name, language);
      else if (n < kFewExamples)
        add(all, false, msg::kCheckFewExamples, name, language, n, kFewExamples);
    }
    noted(all, [&] { slot_rules(m, name); });
  }
}

// Which intent each example is of, folded.
std::map<std::string, std::string> examples_of(const Manifest& m, std::vector<Finding>* all) {
  Examples e;
  add_manifest(m, e);
  std::map<std::string, std::string> intent_of;
  for (size_t i = 0; i < e.texts.size(); ++i) {
    const std::string& intent = e.intents[e.intent_of[i]].name;
    const auto [at, fresh] = intent_of.emplace(unicode::folded(e.texts[i].text), intent);
    if (!fresh && at->second != intent && all)
      add(*all, true, msg::kCheckTwice, e.texts[i].text, at->second, intent);
  }
  return intent_of;
}

void check_collisions(const Manifest& m, const std::vector<fs::path>& others,
                      std::vector<Finding>& all) {
  const std::map<std::string, std::string> own = examples_of(m, &all);
  for (const fs::path& folder : others) {
    std::error_code error;
    if (fs::equivalent(folder, m.folder, error)) continue;
    try {
      const Manifest other = read_manifest(folder);
      if (other.name == m.name) continue;  // an older one of the same skill
      for (const auto& [example, intent] : examples_of(other, nullptr))
        if (const auto at = own.find(example); at != own.end())
          add(all, true, msg::kCheckCollides, example, at->second, other.name, intent);
    } catch (const Error&) {
      continue;  // what is wrong with another skill is its own affair
    }
  }
}

}  // namespace

void require_within_limits(const Manifest& m) {
  const std::optional<Json> measures = measures_of(m);
  if (!measures) return;
  for (const auto& [name, value] : m.limits.as_object()) {
    const Limit limit = limit_of(value);
    const Json* measured = measures->find(name);
    if ((!limit.most && !limit.least) || !measured) continue;
    const double x = measured->as_double(name);
    const bool over =
        !std::isfinite(x) || (limit.most && x > *limit.most) || (limit.least && x < *limit.least);
    if (over)
      throw Error(Code::unsupported, msg::kCheckOverLimit, m.name, name, x,
                  limit.most && x > *limit.most ? *limit.most : limit.least.value_or(*limit.most));
  }
}

std::vector<Finding> check_skill(const fs::path& folder, const std::vector<fs::path>& others) {
  std::vector<Finding> all;
  noted(all, [&] {
    const Manifest m = read_manifest(folder);
    check_tools(m, all);
    check_intents(m, all);
    noted(all, [&] { check_collisions(m, others, all); });
    for (const std::string& purpose : m.purposes) noted(all, [&] { require_purpose(purpose); });
    std::optional<Json> measures;
    noted(all, [&] { measures = measures_of(m); });
    for (const auto& [name, value] : m.limits.as_object()) {
      const Limit limit = limit_of(value);
      if ((limit.most || limit.least) && (!measures || !measures->find(name)))
        add(all, false, msg::kCheckNotMeasured, name);
    }
    if (m.limits.as_object().empty()) add(all, false, msg::kCheckNoLimits);
    noted(all, [&] { open(folder, "", nullptr, Json(Json::Object{})); });
  });
  return all;
}

Json findings_json(const std::vector<Finding>& findings) {
  Json j, list{Json::Array{}};
  bool good = true;
  for (const Finding& f : findings) {
    good &= !f.error;
    Json one;
    one.set("level", f.error ? "error" : "note");
    one.set("en", f.what.message(Language::en));
    one.set("ko", f.what.message(Language::ko));
    list.push(std::move(one));
  }
  j.set("good", good);
  j.set("findings", std::move(list));
  return j;
}

}  // namespace tinybrain::skills
