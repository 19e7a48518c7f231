// Where skills are, and a desk opened with everything that it needs.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/json.h"
#include "home/options.h"
#include "tinybrain/home.hpp"

namespace tinybrain::home {

std::filesystem::path skills_folder();             // in the data folder
std::string percent_text(double share);            // "93.5"
std::string stage_text(const std::string& stage);  // of making a desk, for people

bool is_desk(const std::filesystem::path& folder);

struct OpenDesk {
  std::unique_ptr<tb::Model> encoder, seed;
  std::unique_ptr<tb::Vault> vault;
  std::unique_ptr<tb::Desk> desk;
};
// The first of options.words: a path, or the name of a skill. with_vault: opens the vault too, made where there is none.
OpenDesk open_desk(const Options& options, bool with_vault);

}  // namespace tinybrain::home
