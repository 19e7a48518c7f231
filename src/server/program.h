// The program `tinybrain`, which builds and fetches as a child of the server: a build that needs all memory or
// fails takes nothing else with it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"

namespace tinybrain::server {

struct Outcome {
  Json result;        // the JSON that it printed last
  std::string error;  // what it says went wrong; "" = nothing
  bool stopped = false;
};

// Runs `tinybrain ARGUMENTS --json --lang LANGUAGE`, with low priority when `gently`. on_event gets its events, as
// --events prints them. tick is called several times a second and stops it by returning false. Never throws.
Outcome run_tinybrain(const std::vector<std::string>& arguments, const std::string& language,
                      bool gently, const std::function<void(const Json& event)>& on_event,
                      const std::function<bool()>& tick);

}  // namespace tinybrain::server
