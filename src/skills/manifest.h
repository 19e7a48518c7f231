// skill.toml: what a skill is for, what it is asked, its tools, what it reads, and its limits.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace tinybrain::skills {

// A text of a skill in both languages.
struct Words {
  std::string en, ko;
  const std::string& in(Language language) const { return language == Language::ko ? ko : en; }
};

// What code does for the skill. Arguments are a JSON object, which `arguments`, a JSON Schema, describes.
struct Tool {
  std::string name;
  Words about;
  Json arguments;
  Json entry;  // all of its table in the file; a kind may know more than the above
};

struct Manifest {
  std::filesystem::path folder;       // that holds skill.toml
  std::string name;                   // of the folder, unless it says another
  std::string kind;                   // which code runs it (registry.h)
  Words about;                        // one sentence
  std::vector<Tool> tools;            // by name
  std::vector<std::string> data;      // the files that it reads
  std::vector<std::string> purposes;  // without whose grant it keeps nothing
  std::string model;                  // purpose of the model that should write for it; "" = any
  Json intents, slots, limits;        // objects, as they are in the file

  const Tool* tool(const std::string& tool_name) const;  // nullptr: none of that name
};

// skill.toml, and examples.json where it is there. Error{bad_argument} names the file and the entry; Error{not_found}: no
// skill.toml there.
Manifest read_manifest(const std::filesystem::path& folder);

}  // namespace tinybrain::skills
