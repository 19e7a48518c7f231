// The programs that lie beside this one, so that it stays small, and the commands that are theirs:
// `tinybrain redact ...` becomes `tinybrain-home redact ...`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/error.h"

namespace tinybrain::cli {

struct SisterCommand {
  const char* name;
  const Message& help;
};

// Commands of tinybrain-home; all their arguments go there as they are, --help too.
std::span<const SisterCommand> home_commands();

// This process becomes `program` with these arguments (and --lang). Error{not_found, io}.
[[noreturn]] void become(const char* program, std::vector<std::string> arguments);
// The same if the command line names one of home_commands(); otherwise nothing happens.
void become_home(int argc, char** argv);
// One of home_commands() with these arguments.
[[noreturn]] void become_home(const std::string& command, std::vector<std::string> arguments);

}  // namespace tinybrain::cli
