// How a program of ours ends: whatever a command throws becomes a line or JSON and an exit code.
#pragma once

#include <functional>

namespace tinybrain::cli {

// --json must already hold while the command line itself is wrong.
bool wants_json(int argc, char** argv);

// Runs and reports; nothing is thrown any more. `json` may change while `run` reads the command line.
int guarded(const bool& json, const std::function<int()>& run);

}  // namespace tinybrain::cli
