// A new skill that works at once and says in comments what to change: the kind "declared" (declared/declared.h), with a table,
// one tool that looks it up and one that is the app's.
#pragma once

#include <filesystem>
#include <string>

namespace tinybrain::skills {

// Error{bad_argument}: the folder is there already, or its name is none for a skill.
void make_skeleton(const std::filesystem::path& folder);

}  // namespace tinybrain::skills
