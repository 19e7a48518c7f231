// What POST /v1/builds asks for, as native types: the choices, and the files that came along.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace tinybrain::server {

struct BuildFile {
  std::string name;
  std::string use;  // "data", "dev" or "test"
  std::string bytes;
};

struct BuildRequest {
  std::string name;  // of the brain
  std::string task;  // "classify", "answer", "chat", "complete", "embed"
  std::string base;  // "none", or a model of the catalogue
  std::string language;
  Json options{Json::Object{}};  // other members of a recipe: texts, numbers, true or false
  std::vector<BuildFile> files;
};

// ApiError 400 names the member that is wrong. Names become names of files and nothing more.
BuildRequest read_build_request(const Json& body);
// The file for `tinybrain build --recipe`. base: its path, or "none"; folder: where the files are.
std::string recipe_text(const BuildRequest& request, const std::string& base,
                        const std::filesystem::path& folder);
// One file of a request: {"name", "use", "text" or "base64"}; the first use when it does not say.
BuildFile read_sent_file(const Json& json, const std::string& path,
                         std::initializer_list<std::string_view> uses);
// Whether it can be one part of a path, and shown: no '/', no control characters, not hidden.
bool is_plain_name(std::string_view name);
// Bytes of base64 (RFC 4648, padded). False when it is none.
bool decode_base64(std::string_view text, std::string& bytes);

}  // namespace tinybrain::server
