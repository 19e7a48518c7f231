#include "server/tools.h"

#include <algorithm>

#include "base/messages/server.h"
#include "server/api_error.h"

namespace tinybrain::server {
namespace {

constexpr size_t kMostTools = 128;
constexpr int kMostCalls = 8;  // of one reply

bool good_name(const std::string& name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

Tool read_tool(const Json& json, const std::string& path) {
  const Members entry(json, path);
  entry.choice("type", {"function"});
  const Members function(entry.need("function"), path + ".function");
  Tool tool;
  tool.json = json;
  tool.name = plain_text(function.need("name"), function.path("name"));
  if (!good_name(tool.name)) throw bad_member(function.path("name"), msg::kBadToolName);
  if (const Json* parameters = function.find("parameters")) {
    require_object(*parameters, function.path("parameters"));
    tool.parameters = *parameters;
  }
  if (!tool.parameters.is_object() || tool.parameters.as_object().empty()) {
    tool.parameters = Json();
    tool.parameters.set("type", "object");
    tool.parameters.set("properties", Json::Object{});
  }
  return tool;
}

void read_choice(const Members& body, Tools& tools) {
  const Json* given = body.find("tool_choice");
  tools.choice = tools.list.empty() ? Tools::Choice::none : Tools::Choice::automatic;
  if (!given) return;
  if (given->is_object()) {
    const Members choice(*given, "tool_choice");
    choice.choice("type", {"function"});
    const Members function(choice.need("function"), "tool_choice.function");
    tools.named = plain_text(function.need("name"), "tool_choice.function.name");
    if (!tools.find(tools.named)) throw bad_member("tool_choice", msg::kNoSuchTool, tools.named);
    tools.choice = Tools::Choice::forced;
    return;
  }
  const std::string word = body.choice("tool_choice", {"auto", "none", "required"});
  if (word == "none") tools.choice = Tools::Choice::none;
  if (word != "required") return;
  if (tools.list.empty()) throw bad_member("tool_choice", msg::kNeedsTools);
  tools.choice = Tools::Choice::forced;
}

// The schema of one tool stands inside another: references to its root have a longer way.
void move_references(Json& schema, const std::string& root) {
  if (schema.is_array()) {
    for (Json& one : schema.array()) move_references(one, root);
  } else if (schema.is_object()) {
    for (auto& [key, value] : schema.object()) {
      if (key == "$ref" && value.is_string() && value.as_string().starts_with("#")) {
        value = root + value.as_string().substr(1);
      } else if (key != "const" && key != "enum") {
        move_references(value, root);
      }
    }
  }
}

Json reference(const std::string& place) {
  Json r;
  r.set("$ref", place);
  return r;
}

Json call_schema(const Tool& tool, const std::string& place) {
  Json name, properties, call;
  name.set("const", tool.name);
  properties.set("name", std::move(name));
  properties.set("arguments", reference(place));
  call.set("type", "object");
  call.set("properties", std::move(properties));
  call.set("required", Json::Array{"name", "arguments"});
  call.set("additionalProperties", false);
  return call;
}

}  // namespace

const Tool* Tools::find(std::string_view name) const {
  for (const Tool& tool : list)
    if (tool.name == name) return &tool;
  return nullptr;
}

std::string Tools::json() const {
  if (!offered()) return {};
  Json all{Json::Array{}};
  for (const Tool& tool : list) all.push(tool.json);
  return all.dump();
}

std::string Tools::schema() const {
  Json places, calls{Json::Array{}};
  for (size_t i = 0; i < list.size(); ++i) {
    if (!named.empty() && list[i].name != named) continue;
    const std::string name = "tool" + std::to_string(i);
    Json parameters = list[i].parameters;
    move_references(parameters, "#/$defs/" + name);
    places.set(name, std::move(parameters));
    calls.push(call_schema(list[i], "#/$defs/" + name));
  }
  Json call;
  call.set("anyOf", std::move(calls));
  places.set("call", std::move(call));
  Json many, schema;
  many.set("type", "array");
  many.set("items", reference("#/$defs/call"));
  many.set("minItems", 1);
  many.set("maxItems", kMostCalls);
  Json::Array forms{reference("#/$defs/call")};
  if (parallel && named.empty()) forms.push_back(std::move(many));
  schema.set("$defs", std::move(places));
  schema.set("anyOf", std::move(forms));
  return schema.dump();
}

std::string Tools::description() const {
  std::string all =
      "You can call these tools. Each line is one, with the JSON Schema of its arguments:\n";
  for (const Tool& tool : list) all += tool.json.dump() + "\n";
  return all +
         "To call one, answer with nothing but its name and arguments between two tags:\n"
         "<tool_call>\n{\"name\": NAME, \"arguments\": {...}}\n</tool_call>\n"
         "Call a tool only when it helps; otherwise answer in words.";
}

Tools read_tools(const Members& body) {
  Tools tools;
  if (const Json::Array* list = body.array("tools", kMostTools)) {
    for (size_t i = 0; i < list->size(); ++i) {
      Tool tool = read_tool((*list)[i], "tools[" + std::to_string(i) + "]");
      if (tools.find(tool.name)) throw bad_member("tools", msg::kSameToolName, tool.name);
      tools.list.push_back(std::move(tool));
    }
  }
  read_choice(body, tools);
  tools.parallel = body.boolean("parallel_tool_calls").value_or(true);
  return tools;
}

}  // namespace tinybrain::server
