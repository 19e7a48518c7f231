// Where the programs keep what is a person's own: models that were fetched, builds.
#pragma once

#include <filesystem>

namespace tinybrain {

// $TINYBRAIN_HOME, else $XDG_DATA_HOME/tinybrain, else ~/.local/share/tinybrain. It need not exist.
std::filesystem::path data_home();

// Where settings and keys lie: $XDG_CONFIG_HOME/tinybrain, else ~/.config/tinybrain. It need not exist.
std::filesystem::path config_home();

// The value of an environment variable; nullptr when it is unset or empty.
const char* environment(const char* name);

}  // namespace tinybrain
