// What a router learns from: the examples of intents in skill.toml files, and tables. In an example a value is marked with
// its slot: "run {distance:5 km} tomorrow"; the marks are no part of the text.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "skills/manifest.h"
#include "skills/tagger.h"

namespace tinybrain::skills {

struct Intent {
  std::string skill, name;
  std::string tool;  // "" = none is called
};

// Of texts that no intent wants: small talk, and requests for what is not there.
inline constexpr uint32_t kChat = 0xFFFFFFFE, kNothing = 0xFFFFFFFF;

struct Examples {
  std::vector<Intent> intents;
  std::vector<TaggedText> texts;
  std::vector<uint32_t> intent_of;  // index in intents, kChat or kNothing

  void add(std::string_view skill, std::string_view intent, std::string_view tool, TaggedText text);
};

// Error{bad_argument}: a mark that never ends or has no slot.
TaggedText parse_marked(std::string_view example);

// Those of every intent, in both languages. Error{bad_argument} names file and entry.
void add_manifest(const Manifest& manifest, Examples& to);

// A CSV file: text; intent or label ("oos" or "" = nothing fits, "chat" = small talk); and where it has them skill, and
// slots, a JSON list of {"slot", "start", "end"} in characters. skill: where there is no such column. Error{bad_file} names
// file and line.
void add_table(const std::filesystem::path& file, const std::string& skill, Examples& to);

}  // namespace tinybrain::skills
