#include "server/known_models.h"

#include <filesystem>

#include "base/json.h"

namespace tinybrain {
extern const char kModelsJson[];  // models.json, compiled in by cmake/catalogue.cmake
}

namespace tinybrain::server {

std::string purpose_of(const std::string& path) {
  static const Json catalogue = Json::parse(kModelsJson);
  std::filesystem::path p = std::filesystem::path(path).lexically_normal();
  if (!p.has_filename()) p = p.parent_path();
  for (const Json& one : catalogue.at("models").as_array())
    if (p.filename() == one.get_string("file", "")) return one.get_string("purpose", "");
  return {};
}

}  // namespace tinybrain::server
