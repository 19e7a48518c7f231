// A skill: code that does arithmetic, rules and safety for one job, behind tools that a model or an app calls. What it can
// do is said in its skill.toml (manifest.h); registry.cpp lists the kinds.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/json.h"
#include "skills/manifest.h"

namespace tinybrain {
class LoadedModel;
class Vault;
}  // namespace tinybrain

namespace tinybrain::skills {

// What a skill is opened with; it must stay as long.
struct Opening {
  const Manifest& manifest;
  std::filesystem::path data;  // the person's files; the skill's own sample/ when none were given
  bool sample = false;         // `data` is the sample or a copy of it: results must say so
  Vault* vault = nullptr;      // nullptr: nothing is kept
  Json options;                // an object; what it may hold is the skill's own affair
};

class Skill {
 public:
  virtual ~Skill() = default;
  // arguments: as the tool's schema has it. The result is an object. Whatever numbers it holds were computed, never
  // written by a model. Error{bad_argument}: what cannot be done and why, for the person.
  virtual Json call(const std::string& tool, const Json& arguments) = 0;
  // Asked before anything else, before the arguments are held to the schema: an answer here is the whole answer. For what
  // must never wait, such as words of a crisis.
  virtual std::optional<Json> before(const Json& /*arguments*/) { return std::nullopt; }
  // A language model for what only one can do; it must live as long. nullptr: none.
  virtual void use_model(LoadedModel* /*model*/) {}
};

}  // namespace tinybrain::skills
