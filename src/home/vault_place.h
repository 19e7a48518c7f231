// Where this person's vault is and how it opens on a command line: its key file in the settings folder, or a passphrase
// from the terminal (without showing it) or from standard input.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"
#include "home/options.h"
#include "tinybrain/home.hpp"

namespace tinybrain::home {

std::filesystem::path vault_file(const Options& options);
std::filesystem::path key_file(const Options& options);
// What tb_vault_open takes, as JSON. Asks for a passphrase where the vault opens with one.
std::string vault_options(const Options& options, bool create);
tb::Vault open_vault(const Options& options, bool create = true);

// A line that is not shown while it is typed; from standard input where that is no terminal. Error{bad_argument}: none.
std::string secret(const Message& prompt);
// Whether the person says yes; no where nobody can be asked.
bool says_yes(const std::string& question);

}  // namespace tinybrain::home
