// The models that this build knows by name (models.json, compiled in) and the folder they live in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cli/options.h"

namespace tinybrain::cli {

// A Python package that carries (a part of) a model's file.
struct Package {
  std::string name, version;
  std::string wheel;   // file name of the wheel
  std::string sha256;  // of the wheel
  uint64_t bytes = 0;  // of the wheel
  std::string member;  // path inside the wheel
};

struct PinnedFile {
  std::string path;  // inside the model's folder
  std::string sha256;
  uint64_t bytes = 0;
};

struct KnownModel {
  std::string name;
  std::string file;    // file or folder inside the weights folder
  std::string sha256;  // empty when it is a folder: then `files`
  uint64_t bytes = 0;
  std::string arch, licence, licence_url, purpose;
  std::string description_en, description_ko;
  bool is_default = false;
  uint64_t bytes_per_token = 0;     // weights read to decode one token
  uint64_t kv_bytes_per_token = 0;  // KV cache, f16
  std::vector<Package> packages;
  std::vector<PinnedFile> files;  // the last package's member is a zip of them

  const std::string& description() const;
};

const std::vector<KnownModel>& known_models();
const KnownModel* find_known(std::string_view name);  // nullptr when unknown
// The default model, or the first one for `purpose` ("embed").
const KnownModel& default_model(std::string_view purpose = {});

// Folders to look in, first to last.
std::vector<std::filesystem::path> weights_folders(const Options& options);
// Where pull puts things when --to is not given, and where list and rm look first.
std::filesystem::path weights_home(const Options& options);

// Path of the model that --model means: a path, a known name, a file in a weights folder, or the
// default. Error{not_found} says how to get it.
std::string resolve_model(const Options& options, std::string_view purpose = {});

// Bytes of a file, or of all files under a folder.
uint64_t bytes_of(const std::filesystem::path& path);

}  // namespace tinybrain::cli
