// Where the brain lies that comes with the programs, and other data beside it. Only finds it: opening is for who uses it.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace tinybrain {

// The folder: brains/seed under the working folder or beside the program's own, or share/tinybrain/brains/seed
// where it is installed. Error{not_found} says where it was looked for.
std::string seed_brain();

// The same for a file of another folder: "brains/replay", "replay.jsonl". missing: with a place for where it was looked
// for.
std::string shipped_file(std::string_view folder, std::string_view file, const Message& missing);

}  // namespace tinybrain
