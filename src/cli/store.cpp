#include "cli/store.h"

#include <system_error>

#include "base/home.h"
#include "base/json.h"
#include "base/messages/cli.h"
#include "cli/text.h"

namespace tinybrain {
extern const char kModelsJson[];  // models.json, compiled in by cmake/catalogue.cmake
}

namespace tinybrain::cli {

namespace fs = std::filesystem;

namespace {

uint64_t count_of(const Json& j, std::string_view key) {
  return static_cast<uint64_t>(std::max<int64_t>(0, j.get_int(key, 0)));
}

KnownModel model_of(const Json& j) {
  KnownModel m;
  m.name = j.at("name").as_string();
  m.file = j.at("file").as_string();
  m.sha256 = j.get_string("sha256", "");
  m.bytes = count_of(j, "bytes");
  m.arch = j.get_string("arch", "");
  m.licence = j.get_string("licence", "");
  m.licence_url = j.get_string("licence_url", "");
  m.purpose = j.get_string("purpose", "");
  m.description_en = j.at("description").get_string("en", "");
  m.description_ko = j.at("description").get_string("ko", "");
  m.is_default = j.get_bool("default", false);
  m.bytes_per_token = count_of(j, "bytes_per_token");
  m.kv_bytes_per_token = count_of(j, "kv_bytes_per_token");
  for (const Json& p : j.at("packages").as_array()) {
    m.packages.push_back({p.at("name").as_string(), p.at("version").as_string(),
                          p.at("wheel").as_string(), p.at("sha256").as_string(),
                          count_of(p, "bytes"), p.at("member").as_string()});
  }
  if (const Json* files = j.find("files")) {
    for (const Json& f : files->as_array()) {
      m.files.push_back(
          {f.at("path").as_string(), f.at("sha256").as_string(), count_of(f, "bytes")});
    }
  }
  return m;
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

}  // namespace

const std::string& KnownModel::description() const {
  return language() == Language::ko ? description_ko : description_en;
}

const std::vector<KnownModel>& known_models() {
  static const std::vector<KnownModel> models = [] {
    std::vector<KnownModel> all;
    const Json manifest = Json::parse(kModelsJson);
    for (const Json& j : manifest.at("models").as_array()) all.push_back(model_of(j));
    return all;
  }();
  return models;
}

const KnownModel* find_known(std::string_view name) {
  for (const KnownModel& m : known_models()) {
    if (m.name == name) return &m;
  }
  return nullptr;
}

const KnownModel& default_model(std::string_view purpose) {
  for (const KnownModel& m : known_models()) {
    if (purpose.empty() ? m.is_default : m.purpose == purpose) return m;
  }
  return known_models().front();
}

uint64_t bytes_of(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) return fs::file_size(path, ignored);
  uint64_t sum = 0;
  for (const auto& entry : fs::recursive_directory_iterator(path, ignored)) {
    if (entry.is_regular_file(ignored)) sum += entry.file_size(ignored);
  }
  return sum;
}

std::vector<fs::path> weights_folders(const Options& options) {
  if (!options.weights.empty()) return {options.weights};
  if (const char* given = environment("TINYBRAIN_WEIGHTS")) return {given};
  return {"weights", data_home() / "models"};
}

fs::path weights_home(const Options& options) { return weights_folders(options).back(); }

std::string resolve_model(const Options& options, std::string_view purpose) {
  const std::string& given = options.model;
  const KnownModel* known = given.empty() ? &default_model(purpose) : find_known(given);
  // A path wins over a name, except that a bare name which is known is never a folder by accident.
  if (!known && (given.find('/') != std::string::npos || is_there(given))) return given;
  std::string looked;
  for (const fs::path& folder : weights_folders(options)) {
    for (const std::string& file :
         known ? std::vector{known->file} : std::vector{given, given + ".gguf"}) {
      if (is_there(folder / file)) return (folder / file).string();
    }
    looked += (looked.empty() ? "" : ", ") + folder.string();
  }
  if (!known) throw Error(Code::not_found, msg::kModelUnknown, given, looked);
  throw Error(Code::not_found,
              given.empty() && purpose.empty() ? msg::kDefaultMissing : msg::kModelMissing,
              known->name, looked);
}

}  // namespace tinybrain::cli
