// The skills that came along or were installed, or that are named by their folder: what they can do, and their tools called.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/json.h"
#include "home/options.h"

namespace tinybrain::home {

int run_skill_info(const Options& options);  // words: NAME
int run_skill_call(const Options& options);  // words: NAME TOOL [ARGUMENTS]
int run_skill_eval(const Options& options);  // words: NAME
int run_skill_new(const Options& options);
int run_skill_check(const Options& options);
int run_skill_pack(const Options& options);
int run_skill_install(const Options& options);

// Of a path, or of the name of a skill that was installed or came along.
std::string skill_folder(const std::string& name);
std::vector<std::filesystem::path> skill_folders();  // of all of them, by name
Json ready_skills();  // [{"name", "folder", "kind", "about"}], or with "error"

}  // namespace tinybrain::home
