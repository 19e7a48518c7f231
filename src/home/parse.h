// What the files that describe the command line share. Brings CLI11.
#pragma once

#include "cli/usage.h"
#include "home/options.h"

namespace tinybrain::home {

// A command with the options that all have.
CLI::App& add_command(CLI::App& app, const char* name, const Message& help, Options& o);
void add_vault_commands(CLI::App& app, Options& o);  // vault, consent, audit, forget, export
void add_taste(CLI::App& app, Options& o);
void add_compress_command(CLI::App& app, Options& o);
void add_learn_command(CLI::App& app, Options& o);

}  // namespace tinybrain::home
