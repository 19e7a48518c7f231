// What the command line of tinybrain-home said, as plain data. Filled by parse.cpp, read by the commands.
#pragma once

#include <string>
#include <vector>

namespace tinybrain::home {

struct Options {
  std::string command;

  // Every command.
  bool json = false;
  bool quiet = false;
  std::string lang;  // already in force when this is filled: see cli/text.h

  // redact
  std::string file;  // "" or "-" = standard input
  bool list = false;
  bool json_lines = false;
};

// Fills `options` from the arguments. Returns false when the user asked for help or the version,
// which `page` then holds. Error{bad_argument} on wrong usage.
bool parse(int argc, char** argv, Options& options, std::string& page);

}  // namespace tinybrain::home
