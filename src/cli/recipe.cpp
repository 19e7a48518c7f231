#include "cli/recipe.h"

#include <toml++/toml.h>

#include <cmath>
#include <fstream>

#include "base/file.h"
#include "base/messages/cli.h"
#include "cli/store.h"
#include "cli/text.h"

namespace tinybrain::cli {
namespace {

namespace fs = std::filesystem;

double number_before(const std::string& text, std::string& unit) {
  try {
    size_t used = 0;
    const double value = std::stod(text, &used);
    unit = text.substr(used);
    while (!unit.empty() && unit[0] == ' ') unit.erase(0, 1);
    return value;
  } catch (const std::exception&) {
    return NAN;
  }
}

}  // namespace

uint64_t bytes_in(const std::string& size) {
  std::string unit;
  const double value = number_before(size, unit);
  for (const auto& [name, factor] : {std::pair{"", 1.0},
                                     {"B", 1.0},
                                     {"KB", 1e3},
                                     {"MB", 1e6},
                                     {"GB", 1e9},
                                     {"KiB", 1024.0},
                                     {"MiB", 1048576.0}})
    if (unit == name && value > 0 && value * factor < 1e12)
      return static_cast<uint64_t>(value * factor);
  throw Error(Code::bad_argument, msg::kBadSize, size);
}

double milliseconds_in(const std::string& time) {
  std::string unit;
  const double value = number_before(time, unit);
  if (value > 0 && (unit.empty() || unit == "ms")) return value;
  if (value > 0 && unit == "s") return 1000 * value;
  throw Error(Code::bad_argument, msg::kBadTime, time);
}

Json read_toml(const fs::path& path) {
  const std::string bytes = read_file(path, size_t{1} << 20);
  toml::table table;
  try {
    table = toml::parse(bytes);
  } catch (const toml::parse_error& e) {
    throw Error(Code::bad_argument, msg::kTomlBad, path.string(), e.source().begin.line,
                std::string(e.description()));
  }
  Json json{Json::Object{}};
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    if (const auto text = node.value_exact<std::string>()) {
      if (name == "budget")
        json.set(name, bytes_in(*text));
      else if (name == "latency" || name == "latency_ms")
        json.set("latency_ms", milliseconds_in(*text));
      else
        json.set(name, *text);
    } else if (const auto flag = node.value_exact<bool>()) {
      json.set(name, *flag);
    } else if (const auto whole = node.value_exact<int64_t>()) {
      json.set(name, *whole);
    } else if (const auto real = node.value_exact<double>()) {
      json.set(name, *real);
    } else {
      throw Error(Code::bad_argument, msg::kTomlKind, path.string(), name);
    }
  }
  return json;
}

Json recipe_of(const Options& options) {
  Json recipe{Json::Object{}};
  if (!options.recipe_file.empty()) {
    recipe = read_toml(options.recipe_file);
    const fs::path folder = fs::path(options.recipe_file).parent_path();
    for (const char* name : {"data", "dev", "test"}) {
      const std::string path = recipe.get_string(name, "");
      if (!path.empty() && fs::path(path).is_relative()) recipe.set(name, (folder / path).string());
    }
  }
  if (!options.file.empty()) recipe.set("data", options.file);
  if (!options.output.empty()) recipe.set("output", options.output);
  if (options.recipe.is_object())
    for (const auto& [name, value] : options.recipe.as_object()) recipe.set(name, value);
  if (!recipe.find("language")) recipe.set("language", language() == Language::ko ? "ko" : "en");
  Options base = options;
  if (base.model.empty()) base.model = recipe.get_string("base", "");
  recipe.set("base", base.model == "none" ? base.model : resolve_model(base, "embed"));
  return recipe;
}

}  // namespace tinybrain::cli
