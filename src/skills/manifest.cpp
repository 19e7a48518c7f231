#include "skills/manifest.h"

#include <algorithm>

#include "base/file.h"
#include "base/messages/skills.h"
#include "base/toml.h"
#include "skills/schema.h"

namespace tinybrain::skills {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostExamples = 1 << 20;  // bytes

[[noreturn]] void wrong(const fs::path& file, const std::string& entry) {
  throw Error(Code::bad_argument, msg::kSkillField, file.string(), entry);
}

const std::string& text_of(const Json& table, const char* name, const fs::path& file,
                           const std::string& within) {
  const Json* value = table.find(name);
  if (!value || !value->is_string() || value->as_string().empty()) wrong(file, within + name);
  return value->as_string();
}

Words words_of(const Json& table, const fs::path& file, const std::string& within = "") {
  return {text_of(table, "en", file, within), text_of(table, "ko", file, within)};
}

std::vector<std::string> list_of(const Json& value, const fs::path& file, const std::string& name) {
  if (!value.is_array()) wrong(file, name);
  std::vector<std::string> list;
  for (const Json& one : value.as_array()) {
    if (!one.is_string()) wrong(file, name);
    list.push_back(one.as_string());
  }
  return list;
}

// Names of files in one folder: a skill reads nothing beyond it.
std::vector<std::string> files_of(const Json& value, const fs::path& file) {
  std::vector<std::string> names = list_of(value, file, "data");
  for (const std::string& name : names)
    if (name.empty() || name.front() == '.' || name.find_first_of("/\\") != std::string::npos)
      throw Error(Code::bad_argument, msg::kSkillDataName, file.string(), name);
  return names;
}

// Of the catalogue's models that write.
std::string purpose_of(const Json& given, const fs::path& file) {
  const std::string& purpose = text_of(given, "model", file, "");
  if (purpose != "chat" && purpose != "complete" && purpose != "code")
    throw Error(Code::bad_argument, msg::kSkillModel, file.string(), purpose);
  return purpose;
}

std::vector<Tool> tools_of(const Json& tables, const fs::path& file) {
  std::vector<Tool> tools;
  for (const auto& [name, table] : tables.as_object()) {
    const std::string within = "tools." + name + ".";
    Tool tool{
        .name = name, .about = words_of(table, file, within), .arguments = {}, .entry = table};
    try {
      tool.arguments = Json::parse(text_of(table, "arguments", file, within));
    } catch (const Error&) {
      wrong(file, within + "arguments");
    }
    try {
      check_schema(tool.arguments);
    } catch (const Error& e) {
      throw e.in(file.string() + ": " + within + "arguments");
    }
    tools.push_back(std::move(tool));
  }
  return tools;
}

// What the tools can be tried with on the sample, {tool: [arguments]}: becomes the "examples" of their schemas.
void add_examples(const fs::path& file, std::vector<Tool>& tools) {
  const Json given = Json::parse(read_file(file, kMostExamples));
  for (const auto& [name, examples] : given.as_object(file.string())) {
    const auto tool = std::find_if(tools.begin(), tools.end(),
                                   [&name = name](const Tool& one) { return one.name == name; });
    if (tool == tools.end() || !examples.is_array()) wrong(file, name);
    try {
      for (const Json& arguments : examples.as_array()) check_value(tool->arguments, arguments);
    } catch (const Error& e) {
      throw e.in(file.string() + ": " + name);
    }
    tool->arguments.set("examples", examples);
  }
}

}  // namespace

const Tool* Manifest::tool(const std::string& tool_name) const {
  const auto at = std::find_if(tools.begin(), tools.end(),
                               [&](const Tool& tool) { return tool.name == tool_name; });
  return at == tools.end() ? nullptr : &*at;
}

Manifest read_manifest(const fs::path& folder) {
  const fs::path file = folder / "skill.toml";
  const Json given = read_toml(file);
  Manifest m;
  m.folder = folder;
  m.name = fs::absolute(folder).lexically_normal().filename().string();
  m.intents = m.slots = m.limits = Json{Json::Object{}};
  for (const auto& [name, value] : given.as_object()) {
    if (name == "name")
      m.name = text_of(given, "name", file, "");
    else if (name == "kind")
      m.kind = text_of(given, "kind", file, "");
    else if (name == "data")
      m.data = files_of(value, file);
    else if (name == "purposes")
      m.purposes = list_of(value, file, name);
    else if (name == "model")
      m.model = purpose_of(given, file);
    else if (name == "tools" && value.is_object())
      m.tools = tools_of(value, file);
    else if (name == "intents" && value.is_object())
      m.intents = value;
    else if (name == "slots" && value.is_object())
      m.slots = value;
    else if (name == "limits" && value.is_object())
      m.limits = value;
    else if (name != "en" && name != "ko")
      throw Error(Code::bad_argument, msg::kSkillUnknownField, file.string(), name);
  }
  m.about = words_of(given, file);
  text_of(given, "kind", file, "");
  if (const fs::path examples = folder / "examples.json"; fs::exists(examples))
    add_examples(examples, m.tools);
  return m;
}

}  // namespace tinybrain::skills
