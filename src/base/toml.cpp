#include "base/toml.h"

#include <toml++/toml.h>

#include "base/file.h"
#include "base/messages/base.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;

// name: of the member, for errors. Dates have no place in a recipe.
Json json_of(const toml::node& node, const fs::path& path, const std::string& name) {
  if (const toml::table* table = node.as_table()) {
    Json json{Json::Object{}};
    for (const auto& [key, value] : *table)
      json.set(std::string(key.str()), json_of(value, path, std::string(key.str())));
    return json;
  }
  if (const toml::array* array = node.as_array()) {
    Json json{Json::Array{}};
    for (const toml::node& value : *array) json.push(json_of(value, path, name));
    return json;
  }
  if (const auto text = node.value_exact<std::string>()) return Json(*text);
  if (const auto flag = node.value_exact<bool>()) return Json(*flag);
  if (const auto whole = node.value_exact<int64_t>()) return Json(*whole);
  if (const auto real = node.value_exact<double>()) return Json(*real);
  throw Error(Code::bad_argument, msg::kTomlKind, path.string(), name);
}

}  // namespace

Json read_toml(const fs::path& path) {
  const std::string bytes = read_file(path, size_t{1} << 20);
  try {
    return json_of(toml::parse(bytes), path, "");
  } catch (const toml::parse_error& e) {
    throw Error(Code::bad_argument, msg::kTomlBad, path.string(), e.source().begin.line,
                std::string(e.description()));
  }
}

}  // namespace tinybrain
