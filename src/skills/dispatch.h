// A request as JSON: where the router sends it, with the arguments that the skill's tool would be called with.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "skills/router.h"

namespace tinybrain::skills {

class Dispatch {
 public:
  struct Sources {
    std::vector<std::filesystem::path> skills;                          // folders
    std::vector<std::pair<std::filesystem::path, std::string>> tables;  // and their skill
    std::vector<std::filesystem::path> elsewhere;  // tables of what no skill is asked
  };
  Dispatch(const Sources& sources, LoadedModel* encoder, const Router::Options& options);

  // {"decision": "skill", "chat", "small_talk" or "nothing", "skill", "intent", "tool", "chance",
  //  "slots": [{"slot", "value", "text", "start", "end"}], "arguments", "missing": [{"slot", "ask"}],
  //  "others": [{"skill", "intent", "probability"}], "trace": [{"who", "did", ...}]}
  // Of decisions but "skill", skill, intent and tool are null, and there are no arguments.
  Json route(const std::string& text, const std::string& language, int64_t today = -1) const;
  const Router& router() const { return *router_; }

 private:
  std::map<std::string, Manifest> manifests_;  // by skill
  std::unique_ptr<Router> router_;
};

}  // namespace tinybrain::skills
