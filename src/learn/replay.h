// What a base is to go on saying while it learns lessons: a small, public, frozen set that comes with the program.
#pragma once

#include <filesystem>
#include <vector>

#include "learn/example.h"

namespace tinybrain {

// The file: brains/replay/replay.jsonl, where seed_brain() looks for brains. Error{not_found} says where it was looked for.
std::filesystem::path replay_file();

// JSON lines {"prompt", "answer", "language"}; an empty prompt: plain text. Error{not_found}, Error{bad_file} with the
// line that is damaged or has no answer.
std::vector<LearnExample> read_replay(const std::filesystem::path& path);

}  // namespace tinybrain
