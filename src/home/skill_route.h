// tinybrain skill route, ask: a request in words, sent to the skill that it is for.
#pragma once

#include <filesystem>
#include <memory>

#include "home/options.h"
#include "tinybrain/skills.hpp"

namespace tinybrain::home {

// The router over all skills, and over one more folder.
struct Route {
  std::unique_ptr<tb::Model> encoder;
  tb::Router router;
  explicit Route(const Options& options, const std::filesystem::path& also = {});
};

int run_skill_route(const Options& options);
int run_skill_ask(const Options& options);

}  // namespace tinybrain::home
