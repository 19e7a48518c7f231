// Running another program (python3 for packages, a build for the server): arguments without a shell, its
// output taken as it comes, stopped when we stop.
#pragma once

#include <csignal>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain {

struct ChildResult {
  int exit = 0;        // its exit code; 128 + signal when a signal ended it
  std::string errors;  // the last few kB of its standard error
};

// on_output gets its standard output; tick is called several times a second and stops the child by
// returning false (Error{cancelled}): it gets stop_signal and, when it is still there after ten seconds,
// SIGKILL. `environment` is added to ours, as "NAME=value". Error{not_found} when the program does not exist.
ChildResult run_child(const std::vector<std::string>& command,
                      const std::vector<std::string>& environment,
                      const std::function<void(std::string_view)>& on_output,
                      const std::function<bool()>& tick, int stop_signal = SIGTERM);

}  // namespace tinybrain
