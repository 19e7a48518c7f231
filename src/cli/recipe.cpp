#include "cli/recipe.h"

#include <fstream>

#include "base/messages/cli.h"
#include "base/toml.h"
#include "cli/store.h"
#include "cli/text.h"
#include "cli/units.h"

namespace tinybrain::cli {
namespace {

namespace fs = std::filesystem;

// The file with its sizes and times as numbers.
Json read_recipe(const fs::path& path) {
  const Json given = read_toml(path);
  Json recipe{Json::Object{}};
  for (const auto& [name, value] : given.as_object()) {
    if (name == "budget" && value.is_string())
      recipe.set(name, bytes_in(value.as_string()));
    else if ((name == "latency" || name == "latency_ms") && value.is_string())
      recipe.set("latency_ms", milliseconds_in(value.as_string()));
    else
      recipe.set(name, value);
  }
  return recipe;
}

}  // namespace

Json recipe_of(const Options& options) {
  Json recipe{Json::Object{}};
  if (!options.recipe_file.empty()) {
    recipe = read_recipe(options.recipe_file);
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
