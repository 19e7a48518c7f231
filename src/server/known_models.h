// What the catalogue (models.json, compiled in) says of a model that is served. Needs no other program and opens nothing.
#pragma once

#include <string>

namespace tinybrain::server {

// What it is for: "chat", "complete", "code" or "embed". path: of its file or folder, known by its name; "" = not there.
std::string purpose_of(const std::string& path);

}  // namespace tinybrain::server
