// How a program of ours ends: whatever a command throws becomes a line or JSON and an exit code.
#pragma once

#include <functional>

#include "base/error.h"

namespace tinybrain::cli {

// --json must already hold while the command line itself is wrong.
bool wants_json(int argc, char** argv);

// "bad_argument", ...: what programs read of a failure.
const char* code_name(Code code);

// Runs and reports; nothing is thrown any more. `json` may change while `run` reads the command line.
int guarded(const bool& json, const std::function<int()>& run);

}  // namespace tinybrain::cli
