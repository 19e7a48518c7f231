#include "skills/registry.h"

#include <algorithm>

#include "base/messages/skills.h"
#include "skills/check.h"
#include "skills/coach/coach.h"
#include "skills/code/code.h"
#include "skills/curator/curator.h"
#include "skills/declared/declared.h"
#include "skills/loan/loan.h"
#include "skills/office/office.h"
#include "skills/patient/patient.h"
#include "skills/schema.h"
#include "skills/shop/shop.h"
#include "skills/tutor/tutor.h"

namespace tinybrain::skills {
namespace {

namespace fs = std::filesystem;

struct Kind {
  const char* name;
  std::unique_ptr<Skill> (*make)(const Opening& opening);
};

// A new skill is a folder here and a line below.
constexpr Kind kKinds[] = {
    {"coach", coach::make_coach},       {"code", code::make_code},
    {"curator", curator::make_curator}, {"declared", declared::make_declared},
    {"shop", shop::make_shop},          {"loan", make_loan},
    {"office", office::make_office},    {"patient", make_patient},
    {"tutor", tutor::make_tutor},
};

template <class List, class Name>
std::string names_of(const List& list, Name name) {
  std::string all;
  for (const auto& one : list) all += (all.empty() ? "" : ", ") + std::string(name(one));
  return all;
}

// Letters, digits, '_' and '-': what models are trained to write as a tool's name.
bool is_plain(const std::string& name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

}  // namespace

Json Opened::info() const {
  Json j, about, tools{Json::Array{}};
  about.set("en", manifest->about.en);
  about.set("ko", manifest->about.ko);
  for (const Tool& tool : manifest->tools) {
    Json one;
    one.set("name", tool.name);
    one.set("en", tool.about.en);
    one.set("ko", tool.about.ko);
    one.set("arguments", tool.arguments);
    tools.push(std::move(one));
  }
  const auto list = [](const std::vector<std::string>& names) {
    return Json(Json::Array(names.begin(), names.end()));
  };
  j.set("name", manifest->name);
  j.set("kind", manifest->kind);
  j.set("about", about);
  j.set("tools", tools);
  j.set("data", list(manifest->data));
  j.set("purposes", list(manifest->purposes));
  j.set("model", manifest->model);
  j.set("intents", manifest->intents);
  j.set("slots", manifest->slots);
  j.set("limits", manifest->limits);
  j.set("sample", sample);
  return j;
}

Json Opened::call(const std::string& tool, const Json& arguments) const {
  const Tool* known = manifest->tool(tool);
  if (!known)
    throw Error(Code::not_found, msg::kSkillNoTool, manifest->name, tool,
                names_of(manifest->tools, [](const Tool& t) { return t.name; }));
  if (!arguments.is_object()) throw Error(Code::bad_argument, msg::kArgumentsNoObject);
  if (std::optional<Json> first = skill->before(arguments)) return *first;
  check_value(known->arguments, arguments);
  const auto own = app_tools.find(tool);
  if (own == app_tools.end()) return skill->call(tool, arguments);
  Json result = own->second(arguments);
  if (!result.is_object()) throw Error(Code::bad_argument, msg::kToolNoObject, tool);
  return result;
}

void Opened::add_tool(Tool tool, AppTool run) {
  if (!is_plain(tool.name)) throw Error(Code::bad_argument, msg::kToolName, tool.name);
  check_schema(tool.arguments);
  const std::string name = tool.name;
  const auto at = std::find_if(manifest->tools.begin(), manifest->tools.end(),
                               [&](const Tool& t) { return t.name == name; });
  if (at == manifest->tools.end())
    manifest->tools.push_back(std::move(tool));
  else
    *at = std::move(tool);
  app_tools[name] = std::move(run);
}

Opened open(const fs::path& folder, const fs::path& data, Vault* vault, const Json& options) {
  Opened opened{.manifest = std::make_unique<Manifest>(read_manifest(folder)),
                .skill = nullptr,
                .app_tools = {}};
  opened.sample = data.empty() || options.get_bool("sample", false);
  const Manifest& m = *opened.manifest;
  const Opening opening{.manifest = m,
                        .data = data.empty() ? folder / "sample" : data,
                        .sample = opened.sample,
                        .vault = vault,
                        .options = options};
  // Only what measures it may open one that was over a limit, else it could never be measured again.
  if (!options.get_bool("measuring", false)) require_within_limits(m);
  for (const std::string& file : m.data)
    if (!fs::exists(opening.data / file))
      throw Error(Code::not_found, msg::kSkillNoData, m.name, file, opening.data.string());
  for (const Kind& kind : kKinds)
    if (kind.name == m.kind) opened.skill = kind.make(opening);
  if (!opened.skill)
    throw Error(Code::bad_argument, msg::kSkillUnknownKind, (folder / "skill.toml").string(),
                m.kind, names_of(kKinds, [](const Kind& kind) { return kind.name; }));
  return opened;
}

}  // namespace tinybrain::skills
