// Where the brain lies that comes with the programs. Only finds it: opening is for who uses it.
#pragma once

#include <string>

namespace tinybrain {

// The folder: brains/seed under the working folder or beside the program's own, or share/tinybrain/brains/seed
// where it is installed. Error{not_found} says where it was looked for.
std::string seed_brain();

}  // namespace tinybrain
